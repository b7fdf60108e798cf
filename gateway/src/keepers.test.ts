import { describe, expect, test } from '@jest/globals';
import { keeperOf } from './keepers';

const SIGNED = 'x'.repeat(60);
const keepers = { files: new Map([['roster', 'http://donors']]), cards: 'http://beneficiaries' };

describe('who answers beside the graph', () => {
  test('is told by the first word of a file', () => {
    expect(keeperOf(`/files/roster/${SIGNED}`, 'POST', keepers)).toBe(`http://donors/files/roster/${SIGNED}`);
  });

  test("is nobody at another city's host, whatever else the address says", () => {
    const of = (...facts: unknown[]) =>
      `${Buffer.from(JSON.stringify(facts)).toString('base64url')}.${SIGNED}`;
    const keptAt = (city: string | undefined, signed: string) =>
      keeperOf(`/files/roster/${signed}`, 'POST', keepers, city) !== undefined;
    expect([keptAt('3374', of('3374', 'x')), keptAt(undefined, of('3374', 'x'))]).toEqual([true, true]);
    expect([keptAt('6271', of('3374', 'x')), keptAt('3374', of(3374)), keptAt('3374', SIGNED)]).toEqual([
      false,
      false,
      false,
    ]);
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
