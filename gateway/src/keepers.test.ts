import { describe, expect, test } from '@jest/globals';
import { keeperOf } from './keepers';

const SIGNED = 'x'.repeat(60);
const keepers = { files: new Map([['roster', 'http://donors']]), cards: 'http://beneficiaries' };

describe('who answers beside the graph', () => {
  test('is told by the first word of a file', () => {
    expect(keeperOf(`/files/roster/${SIGNED}`, 'POST', keepers)).toBe(`http://donors/files/roster/${SIGNED}`);
  });

  test('is beneficiaries for a card, which is only looked at', () => {
    const path = '/kartu/3374/abcdefgh12345678';
    expect(keeperOf(path, 'GET', keepers)).toBe(`http://beneficiaries${path}`);
    expect(keeperOf(path, 'POST', keepers)).toBeUndefined();
    expect(keeperOf(path, 'GET', { files: keepers.files })).toBeUndefined();
  });

  test.each([
    ['a room nobody has', `/files/nobody/${SIGNED}`],
    ['a word that every object has', `/files/constructor/${SIGNED}`],
    ['a way up', `/files/roster/../${SIGNED}`],
    ['an address that nobody signed', '/files/roster/x'],
    ['a card of no city', '/kartu/abcd/abcdefgh12345678'],
  ])('is nobody for %s', (_, path) => {
    expect(keeperOf(path, 'GET', keepers)).toBeUndefined();
  });
});
