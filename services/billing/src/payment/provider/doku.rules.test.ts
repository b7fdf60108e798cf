import { describe, expect, test } from '@jest/globals';
import { dokuRules } from './doku.rules';
import { judgeDoku } from './doku.signature';
import { type Call, fieldsOf } from './provider.rules';

/** A notification in the form DOKU documents; its numbers are invented. */
const recorded = {
  service: { id: 'VIRTUAL_ACCOUNT' },
  acquirer: { id: 'BCA' },
  channel: { id: 'VIRTUAL_ACCOUNT_BCA' },
  transaction: {
    status: 'SUCCESS',
    date: '2026-11-22T03:00:01Z',
    original_request_id: '15022aab-444f-4b04-afa8-ddfce89432ec',
  },
  order: { invoice_number: 'INV-3374-202611-000123', amount: 50400 },
  virtual_account_info: { virtual_account_number: '1900600000000046' },
};
const fields = (transaction: object = {}, order: object = {}) => {
  const body = {
    ...recorded,
    transaction: { ...recorded.transaction, ...transaction },
    order: { ...recorded.order, ...order },
  };
  return fieldsOf(Buffer.from(JSON.stringify(body))) ?? {};
};
const said = (transaction: object = {}, order: object = {}) =>
  dokuRules.sayingOf(fields(transaction, order), '3374');

describe('the signature of DOKU', () => {
  const headers: Record<string, string | undefined> = {
    'client-id': 'MCH-0001',
    'request-id': 'req-1',
    'request-timestamp': '2026-11-22T03:00:00Z',
    signature: 'HMACSHA256=vDn8GOD6unJjJ3xY1DO1uTOTVxccyJHfL/mXjA8FQCY=',
  };
  const body = '{"order":{"invoice_number":"INV-1","amount":50400}}';
  const call = (change: Partial<typeof headers> = {}, more: Partial<Call> = {}): Call => ({
    path: '/payments/notifications',
    header: (name) => ({ ...headers, ...change })[name],
    body: Buffer.from(body),
    ...more,
  });

  test('is that of the worked example in domain.md 6.3', () => {
    expect(judgeDoku(call(), 'SK-EXAMPLE')).toBe('GENUINE');
  });

  test.each([
    ['another key', call(), 'SK-OTHER'],
    ['another address of ours', call({}, { path: '/payments/notification' }), 'SK-EXAMPLE'],
    ['one space more in the body', call({}, { body: Buffer.from(`${body} `) }), 'SK-EXAMPLE'],
    ['another amount', call({}, { body: Buffer.from(body.replace('50400', '8400')) }), 'SK-EXAMPLE'],
    ['another request', call({ 'request-id': 'req-2' }), 'SK-EXAMPLE'],
    ['another time', call({ 'request-timestamp': '2026-11-22T03:06:00Z' }), 'SK-EXAMPLE'],
    ['no signature', call({ signature: undefined }), 'SK-EXAMPLE'],
    ['an empty one', call({ signature: '' }), 'SK-EXAMPLE'],
    ['one without its method', call({ signature: headers.signature?.slice(11) }), 'SK-EXAMPLE'],
  ])('does not fit %s', (_, signed, key) => expect(judgeDoku(signed, key)).toBe('FORGED'));
});

describe('what DOKU says, in our words', () => {
  test.each([
    ['SUCCESS', 'PAID'],
    ['PENDING', 'PENDING'],
    ['TIMEOUT', 'PENDING'],
    ['FAILED', 'FAILED'],
    ['EXPIRED', 'EXPIRED'],
    ['REFUNDED', 'REVERSED'],
  ])('%s', (status, ours) => expect(said({ status })).toMatchObject({ status: ours, amount: 50_400 }));

  test.each([
    ['an amount that is a text', {}, { amount: '50400' }, 'AMOUNT'],
    ['an amount in other digits', {}, { amount: '１０' }, 'AMOUNT'],
    ['a sen', {}, { amount: 50400.01 }, 'AMOUNT'],
    ['less than nothing', {}, { amount: -1 }, 'AMOUNT'],
    ['nothing', {}, { amount: 0 }, 'AMOUNT'],
    ['dollars', {}, { currency: 'USD' }, 'CURRENCY'],
    ['a status of every object', { status: 'toString' }, {}, 'STATUS'],
    ['no payment named', { original_request_id: undefined }, {}, 'PAYMENT'],
    ['no order', {}, { invoice_number: '' }, 'ORDER'],
  ])('%s is not understood, so nothing is booked', (_, transaction, order, unreadable) => {
    expect(said(transaction, order)).toEqual({ unreadable });
  });

  test('an event is known by payment and status; another amount contradicts it', () => {
    const other = fields({ date: '2026-11-22T09:00:00Z' }, { amount: 1 });
    expect(dokuRules.eventIdOf(other)).toBe(dokuRules.eventIdOf(fields()));
    expect(dokuRules.factsOf(other)).not.toBe(dokuRules.factsOf(fields()));
    expect(dokuRules.eventIdOf(fields({ status: 'REFUNDED' }))).not.toBe(dokuRules.eventIdOf(fields()));
    expect(dokuRules.settledAt(fields())).toBe('2026-11-22T03:00:01.000Z');
  });
});
