import { describe, expect, test } from '@jest/globals';
import { type Call, fieldsOf } from './provider.rules';
import { customerNoOf, inquiryAnswer, snapRules } from './snap.rules';
import { judgeSnap, minified } from './snap.signature';

/** A payment to a virtual account in the form of the standard; its numbers are invented. */
const recorded = {
  partnerServiceId: '   12345',
  customerNo: '3374202611000123',
  virtualAccountNo: '   123453374202611000123',
  virtualAccountName: 'Iuran pekerja rentan',
  trxId: 'T-1',
  paymentRequestId: '202611221000000001',
  channelCode: 6011,
  paidAmount: { value: '50400.00', currency: 'IDR' },
  trxDateTime: '2026-11-22T10:00:01+07:00',
};
/** A QRIS notification in the form of the standard. */
const recordedQris = {
  originalReferenceNo: '2026112210000000000000000001',
  originalPartnerReferenceNo: 'INV-3374-202611-000123',
  latestTransactionStatus: '00',
  transactionStatusDesc: 'Success',
  amount: { value: '50400.00', currency: 'IDR' },
  paidTime: '2026-11-22T10:00:01+07:00',
};
const read = (body: object) => fieldsOf(Buffer.from(JSON.stringify(body))) ?? {};
const account = (change: object = {}) => read({ ...recorded, ...change });
const qris = (change: object = {}) => read({ ...recordedQris, ...change });
const said = (fields: ReturnType<typeof read>) => snapRules.sayingOf(fields, '3374');
const order = (change: object) => snapRules.orderOf(account(change), '3374');

const reordered = (json: string) =>
  JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(json)).reverse()));

describe('the signature of SNAP', () => {
  const headers: Record<string, string | undefined> = {
    authorization: 'Bearer TOKEN',
    'x-timestamp': '2026-11-22T10:00:00+07:00',
    'x-signature': '6wKMf6DxjURnjegNzI2x/j+VPL6z0boRkLK0bRMeiYZ6gyZY21wbZt3+0Uq0+qVsC8AHv6yLauWp9K8DtPDlNw==',
  };
  const body = '{"trxId":"INV-1","paidAmount":{"value":"50400.00","currency":"IDR"}}';
  const call = (change: Partial<typeof headers> = {}, more: Partial<Call> = {}): Call => ({
    path: '/v1.0/transfer-va/payment',
    header: (name) => ({ ...headers, ...change })[name],
    body: Buffer.from(body),
    ...more,
  });
  const now = Date.parse('2026-11-22T03:00:00Z');
  const minutes = (count: number) => now + count * 60_000;

  test('is that of the worked example in domain.md 6.4, also with whitespace between its parts', () => {
    expect(judgeSnap(call(), 'SECRET-EXAMPLE', now)).toBe('GENUINE');
    const spaced = JSON.stringify(JSON.parse(body), null, 2);
    expect(judgeSnap(call({}, { body: Buffer.from(spaced) }), 'SECRET-EXAMPLE', now)).toBe('GENUINE');
  });

  test.each([
    ['another secret', call(), 'SECRET-OTHER'],
    ['another service', call({}, { path: '/v1.0/transfer-va/inquiry' }), 'SECRET-EXAMPLE'],
    ['another token', call({ authorization: 'Bearer OTHER' }), 'SECRET-EXAMPLE'],
    ['no token', call({ authorization: undefined }), 'SECRET-EXAMPLE'],
    ['another time', call({ 'x-timestamp': '2026-11-22T10:00:01+07:00' }), 'SECRET-EXAMPLE'],
    ['the same instant written otherwise', call({ 'x-timestamp': '2026-11-22T03:00:00Z' }), 'SECRET-EXAMPLE'],
    ['another amount', call({}, { body: Buffer.from(body.replace('50400', '90400')) }), 'SECRET-EXAMPLE'],
    ['a space in a text', call({}, { body: Buffer.from(body.replace('INV-1', 'INV -1')) }), 'SECRET-EXAMPLE'],
    ['keys in another order', call({}, { body: Buffer.from(reordered(body)) }), 'SECRET-EXAMPLE'],
    ['no signature', call({ 'x-signature': undefined }), 'SECRET-EXAMPLE'],
  ])('does not fit %s', (_, signed, secret) => expect(judgeSnap(signed, secret, now)).toBe('FORGED'));

  test.each([
    ['six minutes old', 6, 'STALE'],
    ['six minutes ahead', -6, 'STALE'],
    ['four minutes old', 4, 'GENUINE'],
    ['four minutes ahead', -4, 'GENUINE'],
  ])('%s', (_, later, verdict) => {
    expect(judgeSnap(call(), 'SECRET-EXAMPLE', minutes(later))).toBe(verdict);
  });

  test('a text is never made smaller', () => {
    expect(minified('{ "a b" : "c \\" d" ,\n"e":[ 1 ] }')).toBe('{"a b":"c \\" d","e":[1]}');
  });
});

describe('the order of a virtual account', () => {
  test("is the invoice whose digits are the customer's part", () => {
    expect(customerNoOf('INV-3374-202611-000123')).toBe('3374202611000123');
    expect(order({})).toBe('INV-3374-202611-000123');
  });
  test.each([
    ['of another city', { customerNo: '6271202611000123', virtualAccountNo: '   123456271202611000123' }],
    ['whose whole is not its parts', { virtualAccountNo: '   123453374202611000124' }],
    ['of no invoice', { customerNo: '0812', virtualAccountNo: '   123450812' }],
  ])('%s is one nobody knows: its money waits in suspense', (_, change) => {
    expect(order(change)).toMatch(/^VA-\d+$/);
  });
  test.each([
    ['letters', { virtualAccountNo: 'ABC' }],
    ['digits of another script', { virtualAccountNo: '１２３' }],
    ['a number', { virtualAccountNo: 123 }],
  ])('of %s cannot be read', (_, change) => expect(order(change)).toBeUndefined());
});

describe('what a bank says, in our words', () => {
  test('a virtual account was paid', () => {
    expect(said(account())).toEqual({
      paymentId: 'va:202611221000000001',
      orderId: 'INV-3374-202611-000123',
      status: 'PAID',
      amount: 50_400,
      reversed: 0,
    });
    expect(snapRules.settledAt(account())).toBe('2026-11-22T03:00:01.000Z');
  });

  test.each([
    ['00', 'PAID'],
    ['03', 'PENDING'],
    ['04', 'REVERSED'],
    ['05', 'FAILED'],
    ['06', 'FAILED'],
  ])('QRIS %s', (latestTransactionStatus, status) => {
    expect(said(qris({ latestTransactionStatus }))).toMatchObject({ status, amount: 50_400 });
  });

  test.each([
    ['an amount that is a number', account({ paidAmount: { value: 50400, currency: 'IDR' } }), 'AMOUNT'],
    ['other digits', account({ paidAmount: { value: '１０.00', currency: 'IDR' } }), 'AMOUNT'],
    ['an exponent', account({ paidAmount: { value: '1e3', currency: 'IDR' } }), 'AMOUNT'],
    ['a sen', account({ paidAmount: { value: '50400.01', currency: 'IDR' } }), 'AMOUNT'],
    ['three decimals', account({ paidAmount: { value: '50400.000', currency: 'IDR' } }), 'AMOUNT'],
    ['less than nothing', account({ paidAmount: { value: '-1.00', currency: 'IDR' } }), 'AMOUNT'],
    ['dollars', account({ paidAmount: { value: '50400.00', currency: 'USD' } }), 'CURRENCY'],
    ['no currency', account({ paidAmount: { value: '50400.00' } }), 'CURRENCY'],
    ['no payment named', account({ paymentRequestId: undefined }), 'PAYMENT'],
    ['a status nobody knows', qris({ latestTransactionStatus: '99' }), 'STATUS'],
    ['a QRIS of no order', qris({ originalPartnerReferenceNo: '' }), 'ORDER'],
  ])('%s is not understood, so nothing is booked', (_, fields, unreadable) => {
    expect(said(fields)).toEqual({ unreadable });
  });

  test('an event is known by its payment, whatever X-EXTERNAL-ID it has; another amount contradicts it', () => {
    const other = account({ trxDateTime: 'x', paidAmount: { value: '1.00', currency: 'IDR' } });
    expect(snapRules.eventIdOf(other)).toBe(snapRules.eventIdOf(account()));
    expect(snapRules.factsOf(other)).not.toBe(snapRules.factsOf(account()));
    expect(snapRules.eventIdOf(qris())).not.toBe(
      snapRules.eventIdOf(qris({ latestTransactionStatus: '04' })),
    );
  });
});

describe('a bank that asks what is owed', () => {
  const answer = (invoice?: { state: string; owed: number }) => inquiryAnswer(account(), invoice);
  test('is told the rest, and nobody’s name', () => {
    const { status, body } = answer({ state: 'PARTIAL', owed: 8_400 });
    expect([status, body.responseCode]).toEqual([200, '2002400']);
    expect(body.virtualAccountData).toMatchObject({
      customerNo: '3374202611000123',
      virtualAccountName: 'Iuran pekerja rentan',
      totalAmount: { value: '8400.00', currency: 'IDR' },
    });
  });
  test.each([
    ['an account nobody knows', undefined, '4042412'],
    ['a paid bill', { state: 'PAID', owed: 0 }, '4042414'],
    ['a cancelled bill', { state: 'CANCELLED', owed: 50_400 }, '4042419'],
  ])('%s is refused', (_, invoice, code) => expect(answer(invoice).body.responseCode).toBe(code));
});
