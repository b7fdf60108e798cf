import { describe, expect, test } from '@jest/globals';
import { rupiah } from '@lindungi/jamsostek';
import { disbursementPostings, providerNamed, takenBack } from './disbursement.rules';

const disbursement = (amount: number, fee: number) => ({
  provider: 'XENDIT' as const,
  amount: rupiah(amount),
  fee: fee as ReturnType<typeof rupiah>,
});

describe('a disbursement', () => {
  test('settles what the provider was paid: by the bank, and by what it kept', () => {
    expect(disbursementPostings(disbursement(96_000, 4_000), rupiah(100_000))).toEqual([
      { account: 'provider:xendit', amount: 100_000 },
      { account: 'provider:bank', amount: -96_000 },
      { account: 'fee:xendit', amount: -4_000 },
    ]);
  });

  test('without a fee names no account for it', () => {
    expect(disbursementPostings(disbursement(8_400, 0), rupiah(8_400)).map(({ account }) => account)).toEqual(
      ['provider:xendit', 'provider:bank'],
    );
  });

  test('is taken back by the same the other way', () => {
    const there = disbursementPostings(disbursement(96_000, 4_000), rupiah(100_000));
    const back = takenBack(disbursement(96_000, 4_000));
    expect(back.map(({ account }) => account)).toEqual(there.map(({ account }) => account));
    expect(back.map(({ amount }, at) => amount + there[at]!.amount)).toEqual([0, 0, 0]);
    expect(back[0]).toEqual({ account: 'provider:xendit', amount: -100_000 });
  });

  test.each([-1, 1.5, Number.NaN, 8_401])('refuses a fee of %s', (fee) =>
    expect(() => disbursementPostings(disbursement(8_400, fee), rupiah(100_000))).toThrow(
      expect.objectContaining({ code: 'FEE_REFUSED' }),
    ),
  );

  test('is no larger, with its fee, than what the provider was paid', () =>
    expect(() => disbursementPostings(disbursement(8_000, 401), rupiah(8_400))).toThrow(
      expect.objectContaining({ code: 'DISBURSEMENT_TOO_LARGE', facts: { most: 8_400 } }),
    ));
});

describe('a line of a statement', () => {
  const ways = ['MIDTRANS', 'XENDIT'] as const;

  test.each([
    ['SETTLEMENT MIDTRANS 20261122', 'MIDTRANS'],
    ['trsf xendit/disbursement', 'XENDIT'],
    ['MIDTRANS DAN XENDIT', null],
    ['TRSF XENDITA PUTRI', null],
    ['DOKU', null],
  ])('that says %s is of %s', (words, provider) => expect(providerNamed(words, ways)).toBe(provider));
});
