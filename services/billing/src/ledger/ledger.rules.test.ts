import { describe, expect, test } from '@jest/globals';
import { month, rupiah } from '@lindungi/jamsostek';
import {
  bpjsAccount,
  heldAccount,
  LedgerUnbalanced,
  moved,
  movedBack,
  providerAccount,
} from './ledger.rules';

const midtrans = providerAccount('MIDTRANS');
const held = heldAccount('i1');
const sum = (postings: { amount: number }[]) => postings.reduce((all, it) => all + it.amount, 0);

describe('a movement of money', () => {
  test('leaves one account and enters others; nothing is made or lost', () => {
    const postings = moved(midtrans, [
      { account: held, amount: rupiah(50_400) },
      { account: 'excess', amount: rupiah(100) },
    ]);
    expect(postings).toEqual([
      { account: 'provider:midtrans', amount: -50_500 },
      { account: 'held:i1', amount: 50_400 },
      { account: 'excess', amount: 100 },
    ]);
    expect(sum(postings)).toBe(0);
  });

  test('does not name accounts that get nothing', () => {
    const parts = [
      { account: held, amount: rupiah(0) },
      { account: 'excess' as const, amount: rupiah(100) },
    ];
    expect(moved(midtrans, parts).map((it) => it.account)).toEqual(['provider:midtrans', 'excess']);
  });

  test('is corrected by the same movement the other way', () => {
    const parts = [{ account: bpjsAccount('PEMUDA', month('2026-12')), amount: rupiah(8_400) }];
    const there = moved(held, parts);
    const back = movedBack(held, parts);
    expect(back).toEqual([
      { account: 'held:i1', amount: 8_400 },
      { account: 'bpjs:PEMUDA:2026-12', amount: -8_400 },
    ]);
    expect(sum([...there, ...back])).toBe(0);
  });

  test.each([
    ['nothing moves', [{ account: held, amount: rupiah(0) }]],
    ['there is nowhere to go', []],
    ['a part is negative', [{ account: held, amount: rupiah(-1) }]],
    ['it returns to where it came from', [{ account: midtrans, amount: rupiah(1) }]],
    [
      'an account gets two parts',
      [
        { account: held, amount: rupiah(1) },
        { account: held, amount: rupiah(1) },
      ],
    ],
  ])('is none when %s', (_, to) => {
    expect(() => moved(midtrans, to)).toThrow(LedgerUnbalanced);
  });
});
