import { expect, test } from '@jest/globals';
import { readLaw } from '@lindungi/jamsostek';
import { decideAccident } from './accident.rules';

const law = readLaw();

test.each([
  ['2026-12-10', '2026-12-10', '2026-12-12'],
  ['2026-12-11', '2026-12-14', '2026-12-13'],
  ['2021-12-14', '2026-12-14', '2021-12-16'],
] as const)('an accident of %s, told on %s, is reported by %s', (day, today, reportBy) => {
  expect(decideAccident(law, { day, ahead: false }, today)).toEqual({ reportBy });
});

test.each([
  ['of tomorrow', '2026-12-15', false, 'ACCIDENT_IN_FUTURE'],
  ['of an hour that has not come', '2026-12-14', true, 'ACCIDENT_IN_FUTURE'],
  ['of more than five years ago', '2021-12-13', false, 'ACCIDENT_RIGHT_ENDED'],
] as const)('none %s', (_, day, ahead, code) => {
  expect(() => decideAccident(law, { day, ahead }, '2026-12-14')).toThrow(expect.objectContaining({ code }));
});
