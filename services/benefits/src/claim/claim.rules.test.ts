import { describe, expect, test } from '@jest/globals';
import { monthsFrom, readLaw } from '@lindungi/jamsostek';
import { decideClaim } from './claim.rules';

const law = readLaw();
const months = monthsFrom('2026-12', 6);

describe('a claim for a worker protected from December to May', () => {
  test.each([
    ['JKM in the first month: the funeral', 'JKM', '2026-12-10', 10_000_000],
    ['JKM in the third month: the funeral', 'JKM', '2027-02-28', 10_000_000],
    ['JKM in the fourth month: whole', 'JKM', '2027-03-01', 42_000_000],
    ['JKK in the first month: no waiting', 'JKK', '2026-12-01', 70_000_000],
    ['JKK in the last month', 'JKK', '2027-05-31', 70_000_000],
  ] as const)('%s', (_, programme, occurredOn, amount) => {
    const decided = decideClaim(law, months, { programme, occurredOn }, '2027-06-02');
    expect(decided.amount).toBe(amount);
    expect(decided.lines.reduce((total, line) => total + line.amount, 0)).toBe(amount);
    expect(decided.month).toBe(occurredOn.slice(0, 7));
  });

  test('has two clocks for an accident: two days to report, three working days to pay', () => {
    // Friday the 11th, filed on Monday the 14th
    expect(
      decideClaim(law, months, { programme: 'JKK', occurredOn: '2026-12-11' }, '2026-12-14'),
    ).toMatchObject({
      reportBy: '2026-12-13',
      payBy: '2026-12-17',
    });
  });

  test('has one clock for JKM, which stops for Christmas and the weekend', () => {
    expect(
      decideClaim(law, months, { programme: 'JKM', occurredOn: '2026-12-20' }, '2026-12-24'),
    ).toMatchObject({
      reportBy: null,
      payBy: '2026-12-30',
    });
  });

  test.each([
    ['the month before', '2026-11-30', 'CLAIM_MONTH_NOT_PROTECTED'],
    ['the month after', '2027-06-01', 'CLAIM_MONTH_NOT_PROTECTED'],
    ['tomorrow', '2027-06-03', 'CLAIM_IN_FUTURE'],
  ] as const)('is refused for %s', (_, occurredOn, code) => {
    const claim = { programme: 'JKM', occurredOn } as const;
    expect(() => decideClaim(law, months, claim, '2027-06-02')).toThrow(expect.objectContaining({ code }));
  });

  test('may be filed on the day itself', () => {
    expect(
      decideClaim(law, months, { programme: 'JKM', occurredOn: '2027-03-02' }, '2027-03-02').amount,
    ).toBe(42_000_000);
  });
});
