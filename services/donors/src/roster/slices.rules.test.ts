import { expect, test } from '@jest/globals';
import { SLICES, sliceOf } from './slices.rules';

test('the parts of a roster follow one another, and leave nobody out', () => {
  const slices = Array.from({ length: SLICES }, (_, part) => sliceOf(part));
  expect(slices[0]?.from).toBe('00000000-0000-0000-0000-000000000000');
  expect(slices.slice(1).map(({ from }) => from)).toEqual(slices.slice(0, -1).map(({ to }) => to));
  expect(slices.at(-1)).toEqual({ from: 'f0000000-0000-0000-0000-000000000000', to: null });
});
