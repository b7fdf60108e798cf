import { describe, expect, test } from '@jest/globals';
import { type LocalDate, type Month, monthsFrom, readLaw } from '@lindungi/jamsostek';
import { coverageOn } from './coverage.rules';

const law = readLaw();
const everywhere = { all: true };

/** Months in a row, all receipted on one day. */
const receipted = (first: Month, count: number, receivedOn: LocalDate) =>
  monthsFrom(first, count).map((month) => ({ month, receipt: `B-${month}`, receivedOn }));

const budi = receipted('2026-12', 6, '2026-11-27');
const codesOn = (months: ReturnType<typeof receipted>, at: LocalDate) =>
  coverageOn(law, months, at, everywhere).reasons.map(({ code }) => code);

describe('Pak Budi, protected from December to May', () => {
  test('is covered in December, by its receipt', () => {
    expect(coverageOn(law, budi, '2026-12-10', everywhere)).toMatchObject({
      covered: true,
      month: '2026-12',
      receipt: 'B-2026-12',
      receivedOn: '2026-11-27',
      jkmFullFrom: '2027-03',
      jkm: { amount: 10_000_000 },
      accidentDeath: { amount: 70_000_000 },
    });
  });

  test.each([
    ['2026-11-30', false, 0],
    ['2026-12-01', true, 10_000_000],
    ['2027-02-28', true, 10_000_000],
    ['2027-03-01', true, 42_000_000],
    ['2027-05-31', true, 42_000_000],
    ['2027-06-01', false, 0],
  ] as const)('on %s: covered %s, JKM %i', (at, covered, amount) => {
    const answer = coverageOn(law, budi, at, everywhere);
    expect(answer).toMatchObject({ covered, jkm: { amount } });
    expect(answer.accidentDeath.amount).toBe(covered ? 70_000_000 : 0);
  });

  test('is told why, the answer first', () => {
    expect(codesOn(budi, '2026-12-10')).toEqual([
      'MONTH_PROTECTED',
      'JKM_WAITING',
      'ACCIDENT_FOR_BPJS_TO_JUDGE',
      'NO_PROMISE',
    ]);
    expect(codesOn(budi, '2027-04-10')).toContain('JKM_FULL');
  });

  test('before December is told from when, and that paid is not protected', () => {
    expect(codesOn(budi, '2026-11-28')).toEqual([
      'MONTH_NOT_PROTECTED',
      'PAID_IS_NOT_PROTECTED',
      'PROTECTED_FROM',
      'NO_PROMISE',
    ]);
  });

  test('after May is told until when, and of arrears for three months', () => {
    expect(codesOn(budi, '2027-08-31')).toEqual([
      'MONTH_NOT_PROTECTED',
      'PAID_IS_NOT_PROTECTED',
      'PROTECTED_UNTIL',
      'ARREARS_FOR_BPJS_TO_JUDGE',
      'NO_PROMISE',
    ]);
    expect(codesOn(budi, '2027-09-01')).not.toContain('ARREARS_FOR_BPJS_TO_JUDGE');
  });
});

describe('money that reached BPJS after the day', () => {
  test('does not cover a day before it in a first month', () => {
    const late = receipted('2026-12', 3, '2026-12-14');
    expect(coverageOn(law, late, '2026-12-13', everywhere)).toMatchObject({
      covered: false,
      receipt: 'B-2026-12',
    });
    expect(codesOn(late, '2026-12-13')).toEqual(['RECEIVED_AFTER_THAT_DAY', 'NO_PROMISE']);
    expect(coverageOn(law, late, '2026-12-14', everywhere).covered).toBe(true);
  });

  test('covers a month that follows a protected one, and says so', () => {
    const months = [...receipted('2026-12', 1, '2026-11-27'), ...receipted('2027-01', 1, '2027-01-14')];
    expect(coverageOn(law, months, '2027-01-05', everywhere).covered).toBe(true);
    expect(codesOn(months, '2027-01-05')).toContain('RECEIVED_AFTER_THAT_DAY');
  });
});

describe('a worker nobody has protected', () => {
  test('is not covered, and has no day of full JKM', () => {
    expect(coverageOn(law, [], '2026-12-10', everywhere)).toMatchObject({
      covered: false,
      receipt: null,
      jkmFullFrom: null,
      jkm: { amount: 0, lines: [] },
    });
  });
});

test('every answer ends by saying that it is no promise, in both languages', () => {
  for (const at of ['2026-11-01', '2026-12-10', '2027-04-01', '2028-01-01'] as const) {
    const reasons = coverageOn(law, budi, at, everywhere).reasons;
    expect(reasons.at(-1)?.code).toBe('NO_PROMISE');
    for (const { words } of reasons) expect(words.id).not.toBe(words.en);
  }
});

test('the waiting time is told with its month, its amount, and that its count is not settled', () => {
  const waiting = coverageOn(law, budi, '2026-12-10', everywhere).reasons.find(
    ({ code }) => code === 'JKM_WAITING',
  );
  expect(waiting?.words.id).toContain('Maret 2027');
  expect(waiting?.words.id).toContain('Rp10.000.000');
  expect(waiting?.words.id).toContain('belum pasti');
  expect(waiting?.words.en).toContain('not settled');
});

test('whoever sees a part of the city is told so where nothing was found, and only there', () => {
  const codes = (months: Parameters<typeof coverageOn>[1], all: boolean) =>
    coverageOn(law, months, '2026-12-10', { all }).reasons.map(({ code }) => code);
  expect(codes([], false)).toContain('ONLY_YOUR_KECAMATAN');
  expect(codes([], true)).not.toContain('ONLY_YOUR_KECAMATAN');
  expect(codes(budi, false)).not.toContain('ONLY_YOUR_KECAMATAN');
});
