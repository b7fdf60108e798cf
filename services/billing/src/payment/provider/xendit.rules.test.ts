import { describe, expect, test } from '@jest/globals';
import { bornOut } from '../payment.rules';
import { type Call, fieldsOf, type ProviderSaying } from './provider.rules';
import { xenditRules } from './xendit.rules';
import { judgeXendit } from './xendit.signature';

/** An invoice callback in the form Xendit documents; its people and numbers are invented. */
const recorded = {
  id: '6569a8f2c1d4b40012ab34cd',
  external_id: 'INV-3374-202611-000123',
  user_id: '60c820d70d4499475d05adb2',
  is_high: false,
  payment_method: 'BANK_TRANSFER',
  status: 'PAID',
  merchant_name: 'Kota Semarang',
  amount: 50400,
  paid_amount: 50400,
  bank_code: 'MANDIRI',
  paid_at: '2026-11-22T03:00:01.000Z',
  created: '2026-11-21T03:00:00.000Z',
  updated: '2026-11-22T03:00:02.000Z',
  currency: 'IDR',
  payment_channel: 'MANDIRI',
  payment_destination: '8860800000000',
};
const fields = (change: object = {}) =>
  fieldsOf(Buffer.from(JSON.stringify({ ...recorded, ...change }))) ?? {};
const said = (change: object = {}) => xenditRules.sayingOf(fields(change), '3374');

describe('the token of Xendit', () => {
  const call = (token?: string): Call => ({
    path: '/webhooks/xendit/3374',
    header: (name) => (name === 'x-callback-token' ? token : undefined),
    body: Buffer.from('{}'),
  });
  test.each([
    ['is the one of this account', 'token-of-semarang', 'GENUINE'],
    ['of another account is not', 'token-of-palangka', 'FORGED'],
    ['cut short is not', 'token-of-semaran', 'FORGED'],
    ['with more behind it is not', 'token-of-semarang ', 'FORGED'],
    ['left empty is not', '', 'FORGED'],
    ['left out is not', undefined, 'FORGED'],
  ])('%s', (_, token, verdict) => expect(judgeXendit(call(token), 'token-of-semarang')).toBe(verdict));
});

describe('what Xendit says, in our words', () => {
  test.each([
    ['PAID', {}, 'PAID', 50_400],
    ['SETTLED: the same money again', { status: 'SETTLED' }, 'PAID', 50_400],
    ['PAID with another amount than was asked: what came counts', { paid_amount: 8400 }, 'PAID', 8_400],
    ['EXPIRED', { status: 'EXPIRED', paid_amount: undefined }, 'EXPIRED', 50_400],
    ['PENDING', { status: 'PENDING', paid_amount: undefined }, 'PENDING', 50_400],
  ])('%s', (_, change, status, amount) => expect(said(change)).toMatchObject({ status, amount }));

  test.each([
    ['an amount in other digits', { paid_amount: '１０' }, 'AMOUNT'],
    ['an amount that is a text', { paid_amount: '50400' }, 'AMOUNT'],
    ['a sen', { paid_amount: 50400.5 }, 'AMOUNT'],
    ['less than nothing', { paid_amount: -50400 }, 'AMOUNT'],
    ['nothing paid', { paid_amount: 0 }, 'AMOUNT'],
    ['paid, but not how much', { paid_amount: undefined }, 'AMOUNT'],
    ['dollars', { currency: 'USD' }, 'CURRENCY'],
    ['no currency', { currency: undefined }, 'CURRENCY'],
    ['a status we do not know', { status: 'SUCCEEDED' }, 'STATUS'],
    ['a status of every object', { status: 'constructor' }, 'STATUS'],
    ['no id', { id: undefined }, 'PAYMENT'],
    ['an order in invisible characters', { external_id: 'INV\u0000' }, 'ORDER'],
  ])('%s is not understood, so nothing is booked', (_, change, unreadable) => {
    expect(said(change)).toEqual({ unreadable });
  });

  test('an exponent is no amount, though JSON would read it as one', () => {
    const body = JSON.stringify(recorded).replace('"paid_amount":50400', '"paid_amount":504e2');
    expect(xenditRules.sayingOf(fieldsOf(Buffer.from(body)) ?? {}, '3374')).toEqual({
      unreadable: 'AMOUNT',
    });
  });

  test('the same event has the same id, whatever else is written in it; another amount contradicts it', () => {
    const other = fields({ updated: 'later', paid_amount: 1 });
    expect(xenditRules.eventIdOf(other)).toBe(xenditRules.eventIdOf(fields()));
    expect(xenditRules.factsOf(other)).not.toBe(xenditRules.factsOf(fields()));
    expect(xenditRules.eventIdOf(fields({ status: 'SETTLED' }))).not.toBe(xenditRules.eventIdOf(fields()));
    expect(xenditRules.settledAt(fields())).toBe('2026-11-22T03:00:01.000Z');
  });
});

describe('asked again by its id, it bears out what was told in its name', () => {
  const saying = (change: object = {}) => said(change) as ProviderSaying;
  test.each([
    ['the same', {}, {}, true],
    ['that it came, while expired was told', { status: 'EXPIRED' }, {}, true],
    ['that it came, with its own amount', {}, { paid_amount: 8400 }, true],
    ['that nobody has paid yet: not', {}, { status: 'PENDING' }, false],
    ['that it expired: not', {}, { status: 'EXPIRED' }, false],
    ['another order: not', {}, { external_id: 'INV-3374-202611-000999' }, false],
    ['another invoice: not', {}, { id: 'other' }, false],
  ])('%s', (_, told, answered, agrees) => expect(bornOut(saying(told), saying(answered))).toBe(agrees));
});
