import { describe, expect, test } from '@jest/globals';
import { localDate, month } from '@lindungi/jamsostek';
import { type ClockedDuty, DUTIES, findingOf, noticeWords, phaseOf } from './duty.rules';

describe('when somebody is told of a clock', () => {
  test.each<[ClockedDuty, string, string, string | null]>([
    ['REPORT', '2026-12-12', '2026-12-10', null],
    ['REPORT', '2026-12-12', '2026-12-11', 'BEFORE'],
    ['REPORT', '2026-12-12', '2026-12-12', 'BEFORE'],
    ['REPORT', '2026-12-12', '2026-12-13', 'AFTER'],
    ['PAY', '2026-12-15', '2026-12-13', null],
    ['PAY', '2026-12-15', '2026-12-14', 'BEFORE'],
    ['PAY', '2026-12-15', '2027-02-01', 'AFTER'],
    ['ANSWER', '2027-01-01', '2026-12-28', null],
    ['ANSWER', '2027-01-01', '2026-12-29', 'BEFORE'],
    ['ANSWER', '2027-01-01', '2027-01-02', 'AFTER'],
  ])('%s until %s is on %s: %s', (duty, dueOn, today, phase) => {
    expect(phaseOf({ duty, dueOn: localDate(dueOn) }, localDate(today))).toBe(phase);
  });
});

test.each([...DUTIES])(
  'a notice of %s names its day or its month, in both languages, and before is not after',
  (duty) => {
    const told = { duty, dueOn: localDate('2026-12-15'), month: month('2026-11') };
    const [before, after] = [
      noticeWords({ ...told, phase: 'BEFORE' }),
      noticeWords({ ...told, phase: 'AFTER' }),
    ];
    expect(before.id).toMatch(duty === 'REVIEW' ? /November 2026/ : /15 Desember 2026/);
    expect(before.en).toMatch(duty === 'REVIEW' ? /November 2026/ : /15 December 2026/);
    expect(after.id === before.id).toBe(duty === 'REVIEW');
  },
);

test.each([
  ['Sudah diperiksa  bersama BPJS', 'Sudah diperiksa bersama BPJS'],
  ['ok', undefined],
  ['NIK 3374 1501 0704 0001 salah', undefined],
  ['x'.repeat(301), undefined],
])('a finding as it was typed: %s', (typed, kept) => {
  expect(findingOf(typed)).toBe(kept);
});
