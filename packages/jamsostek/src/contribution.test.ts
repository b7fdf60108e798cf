import { describe, expect, test } from '@jest/globals';
import { contributionFor, contributionOf } from './contribution';
import { monthsFrom } from './month';
import { readLaw } from './read-law';

const law = readLaw();
const trader = { sector: 'OTHER' } as const;
const driver = { sector: 'TRANSPORT' } as const;

describe('the contribution for one informal worker', () => {
  test.each([
    ['a trader, a year from November 2026: two months at half', trader, 'OWN', '2026-11', 12, 184_800],
    ['an ojek driver, the same year: five months at half', driver, 'OWN', '2026-11', 12, 159_600],
    ['a driver paid by the city: no relief', driver, 'APBD', '2026-11', 12, 201_600],
    ['a driver paid by the state: no relief', driver, 'APBN', '2026-11', 12, 201_600],
    [
      'tobacco excise goes through the budget of the city: no relief',
      driver,
      'DBHCHT',
      '2026-11',
      12,
      201_600,
    ],
    ['a firm is not the city', driver, 'CSR', '2026-11', 12, 159_600],
    ['alms are not the city', trader, 'BAZNAS', '2026-11', 12, 184_800],
    ['three months without relief', trader, 'OWN', '2027-01', 3, 50_400],
    ['six months without relief', trader, 'OWN', '2027-01', 6, 100_800],
    ['twelve months without relief', trader, 'OWN', '2027-01', 12, 201_600],
    ['Ngaliyan: sixty cards for a month, before any relief', trader, 'OWN', '2025-03', 1, 1_008_000 / 60],
    ['no months cost nothing', trader, 'OWN', '2027-01', 0, 0],
  ] as const)('%s', (_, worker, fund, first, count, expected) => {
    expect(contributionFor(law, worker, fund, monthsFrom(first, count))).toBe(expected);
  });

  test.each([
    ['a trader, the month before', trader, '2026-03', 16_800],
    ['a trader, the first month', trader, '2026-04', 8_400],
    ['a trader, the last month', trader, '2026-12', 8_400],
    ['a trader, the month after', trader, '2027-01', 16_800],
    ['a driver, the month before', driver, '2025-12', 16_800],
    ['a driver, the first month', driver, '2026-01', 8_400],
    ['a driver, the last month', driver, '2027-03', 8_400],
    ['a driver, the month after', driver, '2027-04', 16_800],
  ] as const)('at the edge of the relief of PP 50/2025: %s', (_, worker, month, amount) => {
    const price = contributionOf(law, worker, 'OWN', month);
    expect(price).toMatchObject({ month, amount, full: 16_800, relief: amount === 8_400 ? 50 : 0 });
    expect(price.sources.some((source) => source.startsWith('PP 50/2025'))).toBe(amount === 8_400);
  });

  test('names the law of each part', () => {
    expect(contributionOf(law, trader, 'OWN', '2026-11').sources).toEqual([
      'PP 44/2015 Lampiran II',
      'PP 44/2015 jo. PP 82/2019 jo. PP 49/2023',
      'PP 50/2025 Pasal 4',
    ]);
  });

  test('has no price before the law existed', () => {
    expect(() => contributionFor(law, trader, 'OWN', ['2015-06'])).toThrow(/nothing in force in 2015-06/);
    expect(contributionFor(law, trader, 'OWN', ['2015-07'])).toBe(16_800);
  });

  test('is never rounded: a relief that would leave a fraction is refused', () => {
    const odd = { ...law, reliefs: [{ ...law.reliefs[1]!, percent: 33 }] };
    expect(contributionFor(odd, trader, 'OWN', ['2026-11'])).toBe(6_700 + 4_556);
    const fraction = { ...law, reliefs: [{ ...law.reliefs[1]!, percent: 33.333 }] };
    expect(() => contributionFor(fraction, trader, 'OWN', ['2026-11'])).toThrow(RangeError);
  });
});
