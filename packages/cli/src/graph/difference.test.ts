import { describe, expect, test } from '@jest/globals';
import { difference } from './difference';

const lines = (...words: string[]) => words.join('\n');

describe('the difference of two texts', () => {
  test('is empty when they are equal', () => {
    expect(difference('a\nb\n', 'a\nb\n')).toBe('');
  });

  test('shows what went and what came, with two lines around', () => {
    const before = lines('1', '2', '3', '4', 'old', '5', '6', '7');
    const after = lines('1', '2', '3', '4', 'new', '5', '6', '7');
    expect(difference(before, after)).toBe(lines('  3', '  4', '- old', '+ new', '  5', '  6'));
  });

  test('leaves out what is far from any change', () => {
    const middle = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const shown = difference(lines('x', ...middle, 'y'), lines('X', ...middle, 'Y'));
    expect(shown).toBe(lines('- x', '+ X', '  a', '  b', '  …', '  f', '  g', '- y', '+ Y'));
  });

  test('shows a new file whole', () => {
    expect(difference('', 'type Query')).toBe(lines('- ', '+ type Query'));
  });
});
