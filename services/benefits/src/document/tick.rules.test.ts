import { expect, test } from '@jest/globals';
import { dayOfTick } from './tick.rules';

test.each(['2026-12-10', '2026-12-11', '2026-12-12'] as const)('a paper may have been seen on %s', (on) => {
  expect(dayOfTick('2026-12-10', on, '2026-12-12')).toBe(on);
});

test.each([
  ['before it happened', '2026-12-09'],
  ['tomorrow', '2026-12-13'],
] as const)('no paper was seen %s', (_, on) => {
  expect(() => dayOfTick('2026-12-10', on, '2026-12-12')).toThrow(
    expect.objectContaining({ code: 'PAPER_DAY_REFUSED' }),
  );
});
