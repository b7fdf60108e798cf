import { describe, expect, test } from '@jest/globals';
import { type Month, month, monthsFrom, readLaw, rupiah } from '@lindungi/jamsostek';
import {
  afterRelease,
  afterTaken,
  type InvoiceState,
  invoiceNumber,
  monthsOfQuote,
  priceOf,
  sightOf,
} from './invoice.rules';

const law = readLaw();
const from = (first: string, count: number) => monthsFrom(month(first), count);

describe('the price of protecting one worker', () => {
  test.each([
    ['a trader, one month before any relief', 'OTHER', 'OWN', '2026-03', 1, 16_800],
    ['a trader, three months from December 2026: one at half', 'OTHER', 'OWN', '2026-12', 3, 42_000],
    ['a trader, a year from November 2026: two months at half', 'OTHER', 'OWN', '2026-11', 12, 184_800],
    ['an ojek driver, the same year: five months at half', 'TRANSPORT', 'OWN', '2026-11', 12, 159_600],
    ['a driver paid by the city: no relief', 'TRANSPORT', 'APBD', '2026-11', 12, 201_600],
    ['a driver paid by the state: no relief', 'TRANSPORT', 'APBN', '2026-11', 3, 50_400],
  ] as const)('%s', (_, sector, fund, first, count, amount) => {
    const price = priceOf(law, sector, fund, from(first, count));
    expect(price.amount).toBe(amount);
    expect(price.months.reduce((all, it) => all + it.amount, 0)).toBe(amount);
    expect(price.months.map((it) => it.month)).toEqual(from(first, count));
  });

  test('says by which law each month is halved, and what it would be in full', () => {
    const [december, january] = priceOf(law, 'OTHER', 'OWN', from('2026-12', 2)).months;
    expect(december).toMatchObject({ amount: 8_400, full: 16_800, relief: 50 });
    expect(december?.sources.join()).toContain('PP 50/2025');
    expect(january).toMatchObject({ amount: 16_800, full: 16_800, relief: 0 });
    expect(january?.sources.join()).not.toContain('PP 50/2025');
  });

  test("is due on the 15th of each month, or the next working day; the first of them is the invoice's", () => {
    const price = priceOf(law, 'OTHER', 'OWN', from('2026-11', 2));
    expect(price.months.map((it) => it.dueOn)).toEqual(['2026-11-16', '2026-12-15']);
    expect(price.dueOn).toBe('2026-11-16');
  });

  test('counts a month once, in whatever order they are named', () => {
    const months: Month[] = [month('2027-01'), month('2026-12'), month('2026-12')];
    expect(priceOf(law, 'OTHER', 'OWN', months).months.map((it) => it.month)).toEqual(['2026-12', '2027-01']);
  });

  test('does not exist before the law', () => {
    expect(() => priceOf(law, 'OTHER', 'OWN', [month('2015-06')])).toThrow(
      expect.objectContaining({ code: 'MONTH_WITHOUT_PRICE' }),
    );
  });
});

describe('a quote', () => {
  test('is for a year at most', () => {
    expect(monthsOfQuote(month('2026-12'), 12)).toHaveLength(12);
  });
  test.each([0, -1, 13, 1.5])('of %s months is refused', (months) => {
    expect(() => monthsOfQuote(month('2026-12'), months)).toThrow(
      expect.objectContaining({ code: 'QUOTE_LENGTH_REFUSED' }),
    );
  });
});

describe('the number of an invoice', () => {
  test('names the city, the month and a counter', () => {
    expect(invoiceNumber('3374', month('2026-11'), 123)).toBe('INV-3374-202611-000123');
  });
  test.each([0, 1_000_000, 1.5])('does not exist for counter %s', (counter) => {
    expect(() => invoiceNumber('3374', month('2026-11'), counter)).toThrow(RangeError);
  });
});

describe('months reserved no more', () => {
  const months = from('2026-12', 3);
  const invoice = (state: InvoiceState, received: number) => ({
    state,
    amount: rupiah(42_000),
    received: rupiah(received),
  });
  test.each([
    ['all of them, before any payment: nothing is owed', 'ISSUED', 0, 3, 'CANCEL'],
    ['all of them, after the payment was taken back', 'REVERSED', 0, 3, 'CANCEL'],
    ['one of three, before any payment: a person must look', 'ISSUED', 0, 1, 'ALARM'],
    ['all of them, though some is paid', 'PARTIAL', 10_000, 3, 'ALARM'],
    ['all of them, though all is paid', 'PAID', 42_000, 3, 'ALARM'],
    ['of a cancelled invoice', 'CANCELLED', 0, 3, 'NOTHING'],
    ['none of this invoice', 'ISSUED', 0, 0, 'NOTHING'],
  ] as const)('%s', (_, state, received, released, decided) => {
    expect(afterRelease(invoice(state, received), months, new Set(months.slice(0, released)))).toBe(decided);
  });
});

describe('months that another pledge has got', () => {
  const months = from('2026-12', 3);
  const invoice = (state: InvoiceState) => ({ state, amount: rupiah(42_000), received: rupiah(0) });
  test.each([
    ['all were released: nothing of it comes back', 'PARTIAL', 3, 0, 0, 'GIVE_UP'],
    ['though all was paid', 'PAID', 3, 0, 0, 'GIVE_UP'],
    ['some are reserved still: a person must look', 'PAID', 1, 0, 0, 'KEEP'],
    ['one is with BPJS', 'PAID', 3, 1, 0, 'KEEP'],
    ['its money is missing', 'PAID', 3, 0, 8_400, 'KEEP'],
    ['of a cancelled invoice', 'CANCELLED', 3, 0, 0, 'KEEP'],
  ] as const)('%s', (_, state, released, sent, missing, decided) => {
    const gone = new Set(months.slice(0, released));
    expect(afterTaken(invoice(state), months, gone, sent, rupiah(missing))).toBe(decided);
  });
});

describe('who sees an invoice', () => {
  test.each([
    ['a donor, the own', ['DONOR'], 'sari', { all: false, donorId: 'sari', agencyOf: null }],
    ["a treasurer, their agency's", ['TREASURER'], 'b', { all: false, donorId: null, agencyOf: 'b' }],
    ["the administrator, the city's", ['ADMIN'], 'a', { all: true, donorId: null, agencyOf: null }],
    [
      'a donor who is treasurer, both',
      ['DONOR', 'TREASURER'],
      's',
      { all: false, donorId: 's', agencyOf: 's' },
    ],
    ['a treasurer nobody has named, none', ['TREASURER'], null, undefined],
    ['the BPJS branch, none', ['BPJS'], 'x', undefined],
    ['the mayor, none', ['MAYOR'], 'x', undefined],
    ['a visitor, none', [], null, undefined],
    ['a donor nobody has named, none', ['DONOR'], null, undefined],
  ] as const)('%s', (_, roles, subject, sight) => {
    expect(sightOf({ roles, subject })).toEqual(sight);
  });
});
