import { describe, expect, test } from '@jest/globals';
import type { InCity } from './in-city';
import { fingerprintOf, once } from './once';

describe('what an input is recognised by', () => {
  test('does not depend on the order of its keys, but on that of its lists', () => {
    expect(fingerprintOf({ a: 1, b: { c: 2, d: 3 } })).toEqual(fingerprintOf({ b: { d: 3, c: 2 }, a: 1 }));
    expect(fingerprintOf([1, 2])).not.toEqual(fingerprintOf([2, 1]));
    expect(fingerprintOf({ months: 3 })).not.toEqual(fingerprintOf({ months: 6 }));
    expect(fingerprintOf(undefined)).toEqual(fingerprintOf(null));
  });

  test.each([
    ['a NIK', '9974010101900001', '9974010101900002'],
    ['a NIK with spaces and dots', '9974 0101.0190 0001', '9974010101900002'],
    ['a NIK with dashes', '9974-0101-0190-0001', '9974-0101-0190-0002'],
    ['a NIK with any other space and sign', '9974\t0101\u00a00190\u2013/0001', '9974010101900002'],
    ['a KPJ', '20012345678', '2001 234 5679'],
    ['a telephone number', '0812-3456-7890', '0813 3456 7891'],
    ['a NIK in a sentence', 'NIK 9974 0101 0190 0001, dicek', 'NIK 9974-0101-0190-0002, dicek'],
  ])('never holds %s', (_, one, other) => {
    expect(fingerprintOf({ name: 'Budi', said: one })).toEqual(fingerprintOf({ name: 'Budi', said: other }));
  });

  test.each([
    ['days', '2026-12-15', '2026-12-16'],
    ['lists of months', ['2026-12', '2027-01'], ['2026-12', '2027-02']],
    ['amounts, however large', 1_000_000_000, 2_000_000_000],
    [
      'ids, even those without a letter',
      '00000000-0000-4000-8000-000000000001',
      '00000000-0000-4000-8000-000000000002',
    ],
  ])('tells %s apart', (_, one, other) => {
    expect(fingerprintOf({ said: one })).not.toEqual(fingerprintOf({ said: other }));
  });
});

test.each(['', 'x'.repeat(201)])('a key nobody can keep is refused before anything is done', async (key) => {
  const asked = { subject: 'sari', mutation: 'offerPledge', key, input: {} };
  const refused = once({ city: { code: '3374' } } as InCity, asked, async () => 1);
  await expect(refused).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_MALFORMED' });
});
