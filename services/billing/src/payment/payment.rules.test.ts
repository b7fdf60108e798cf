import { describe, expect, test } from '@jest/globals';
import { rupiah } from '@lindungi/jamsostek';
import type { InvoiceState } from '../invoice/invoice.rules';
import {
  type KnownPayment,
  missingNoMore,
  type PaymentState,
  type ProviderStatus,
  reverse,
  settle,
  splitReversal,
  stateOf,
  stepOf,
} from './payment.rules';

const invoice = (state: InvoiceState, received = 0) => ({
  state,
  amount: rupiah(50_400),
  received: rupiah(received),
});

describe('money that comes in for an invoice of 50 400', () => {
  test.each([
    ['exactly', invoice('ISSUED'), 50_400, 'SETTLED', 50_400, 0, 'PAID'],
    ['too little', invoice('ISSUED'), 8_400, 'PARTIAL', 8_400, 0, 'PARTIAL'],
    ['the rest of it', invoice('PARTIAL', 8_400), 42_000, 'SETTLED', 42_000, 0, 'PAID'],
    ['still too little', invoice('PARTIAL', 8_400), 41_999, 'PARTIAL', 41_999, 0, 'PARTIAL'],
    ['too much', invoice('ISSUED'), 50_401, 'EXCESS', 50_400, 1, 'PAID'],
    ['more than the rest', invoice('PARTIAL', 8_400), 50_400, 'EXCESS', 42_000, 8_400, 'PAID'],
    ['a second time', invoice('PAID', 50_400), 50_400, 'ALREADY_SETTLED', 0, 50_400, 'PAID'],
    ['again, after it was taken back', invoice('REVERSED'), 50_400, 'SETTLED', 50_400, 0, 'PAID'],
    ['though it was cancelled', invoice('CANCELLED'), 50_400, 'ALREADY_SETTLED', 0, 50_400, 'CANCELLED'],
  ] as const)('%s', (_, owed, paid, kind, held, excess, state) => {
    expect(settle(owed, rupiah(paid))).toEqual({ kind, held, excess });
    expect(stateOf(owed, rupiah(owed.received + held))).toBe(state);
  });
});

describe('money that is taken back', () => {
  const went = (held: number, excess: number) => ({ held: rupiah(held), excess: rupiah(excess) });

  test.each([
    ['all of it', went(50_400, 0), 50_400, { held: 50_400, excess: 0 }],
    ['part of it', went(50_400, 0), 8_400, { held: 8_400, excess: 0 }],
    ['what was paid twice: the protection stays', went(0, 50_400), 50_400, { held: 0, excess: 50_400 }],
    ['first what was left over', went(50_400, 100), 100, { held: 0, excess: 100 }],
    ['then what was held', went(50_400, 100), 300, { held: 200, excess: 100 }],
  ] as const)('%s', (_, from, amount, parts) => {
    expect(reverse(from, rupiah(amount))).toEqual({ kind: 'REVERSED', ...parts });
  });

  test('is never more than came', () => {
    expect(reverse(went(50_400, 100), rupiah(50_501))).toBeUndefined();
  });

  test.each([
    ['all: owed again', 0, 'REVERSED'],
    ['some: partly owed', 42_000, 'PARTIAL'],
  ] as const)('%s', (_, left, state) => {
    expect(stateOf(invoice('PAID', 50_400), rupiah(left))).toBe(state);
  });
});

describe('money that is taken back after BPJS was sent some', () => {
  test.each([
    ['nothing is with BPJS: all of it is there', 42_000, 42_000, 0, { back: 42_000, missing: 0 }],
    ['one month of three is: that one is missing', 42_000, 42_000, 8_400, { back: 33_600, missing: 8_400 }],
    ['a part, which the rest can bear', 16_800, 42_000, 8_400, { back: 16_800, missing: 0 }],
    ['all is: all is missing', 42_000, 42_000, 42_000, { back: 0, missing: 42_000 }],
  ] as const)('%s', (_, held, received, sent, parts) => {
    expect(splitReversal(rupiah(held), rupiah(received), rupiah(sent))).toEqual(parts);
  });

  test.each([
    ['BPJS has as much as is missing: it stays', 8_400, 8_400, 8_400, 0],
    ['BPJS has more by now, paid for a second time', 8_400, 8_400, 25_200, 0],
    ['BPJS has refused it', 8_400, 8_400, 0, 8_400],
    ['BPJS has refused one of two months', 25_200, 25_200, 8_400, 16_800],
    ['of another payment, too, money is missing', 8_400, 25_200, 0, 8_400],
  ] as const)('%s', (_, missing, all, sent, amount) => {
    expect(missingNoMore(rupiah(missing), rupiah(all), rupiah(sent))).toBe(amount);
  });
});

const said = (
  status: ProviderStatus,
  change: { amount?: number; reversed?: number; orderId?: string } = {},
) => ({
  status,
  orderId: change.orderId ?? 'INV-3374-202611-000123',
  amount: rupiah(change.amount ?? 50_400),
  reversed: rupiah(change.reversed ?? 0),
});
const known = (state: PaymentState, reversed = 0): KnownPayment => ({
  state,
  orderId: 'INV-3374-202611-000123',
  amount: rupiah(50_400),
  reversed: rupiah(reversed),
});
const unheard = undefined;
const nothing = { do: 'NOTHING' };
const takeBack = (amount: number) => ({ do: 'REVERSE', amount });
const note = (state: PaymentState) => ({ do: 'NOTE', state });

describe('what a provider says, in whatever order', () => {
  test.each([
    ['pending, first heard of', unheard, said('PENDING'), note('PENDING')],
    ['paid, first heard of', unheard, said('PAID'), { do: 'SETTLE' }],
    ['denied, first heard of', unheard, said('FAILED'), note('FAILED')],
    ['refunded, before we heard it was paid', unheard, said('REVERSED'), { do: 'NOTE_GONE' }],
    [
      'partly refunded, before we heard it was paid',
      unheard,
      said('PARTLY_REVERSED', { reversed: 1 }),
      { do: 'WAIT' },
    ],
    ['expired, first heard of', unheard, said('EXPIRED'), note('EXPIRED')],
    ['pending, repeated', known('PENDING'), said('PENDING'), nothing],
    ['paid, after pending', known('PENDING'), said('PAID'), { do: 'SETTLE' }],
    [
      'paid, with another amount than was pending: what came counts',
      known('PENDING'),
      said('PAID', { amount: 1 }),
      { do: 'SETTLE' },
    ],
    ['expired, after pending', known('PENDING'), said('EXPIRED'), note('EXPIRED')],
    ['paid in the last second', known('EXPIRED'), said('PAID'), { do: 'SETTLE' }],
    ['paid, told again (capture, then settlement)', known('SETTLED'), said('PAID'), nothing],
    ['pending, told late', known('SETTLED'), said('PENDING'), nothing],
    ['expired, told late', known('SETTLED'), said('EXPIRED'), nothing],
    [
      'paid, but another amount than is posted',
      known('SETTLED'),
      said('PAID', { amount: 1 }),
      { do: 'CONFLICT' },
    ],
    [
      'paid, but another order than is posted',
      known('SETTLED'),
      said('PAID', { orderId: 'X' }),
      { do: 'CONFLICT' },
    ],
    ['taken back by the bank within a minute', known('SETTLED'), said('FAILED'), takeBack(50_400)],
    ['refunded or charged back', known('SETTLED'), said('REVERSED'), takeBack(50_400)],
    ['partly refunded', known('SETTLED'), said('PARTLY_REVERSED', { reversed: 8_400 }), takeBack(8_400)],
    [
      'refunded further: the sum so far grows',
      known('SETTLED', 8_400),
      said('PARTLY_REVERSED', { reversed: 10_000 }),
      takeBack(1_600),
    ],
    [
      'an earlier refund, told late',
      known('SETTLED', 10_000),
      said('PARTLY_REVERSED', { reversed: 8_400 }),
      nothing,
    ],
    ['the rest refunded', known('SETTLED', 8_400), said('REVERSED'), takeBack(42_000)],
    ['taken back twice', known('REVERSED', 50_400), said('REVERSED'), nothing],
    ['paid, though it was refused: a person must look', known('FAILED'), said('PAID'), { do: 'CONFLICT' }],
    ['paid, told after its refund: the older news', known('FAILED', 50_400), said('PAID'), nothing],
    ['refused, repeated', known('FAILED'), said('FAILED'), nothing],
    ['paid, told after it was taken back', known('REVERSED', 50_400), said('PAID'), nothing],
    ['taken back again while a person decides', known('REVERSAL_PARKED', 50_400), said('REVERSED'), nothing],
    [
      'the rest taken back while a person decides',
      known('REVERSAL_PARKED', 8_400),
      said('REVERSED'),
      takeBack(42_000),
    ],
  ] as const)('%s', (_, before, saying, step) => {
    expect(stepOf(before, saying)).toEqual(step);
  });
});
