import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { eventIdOf, factsOf, sayingOf, settledAt } from './midtrans.rules';
import { isSignedByMidtrans, signedPart } from './midtrans.signature';
import { wholeRupiah } from './provider.rules';

const signature =
  'd0c36ae5b1fdb832c192166299075bfb90b290a3a9209ebeea5009d674bfa3b1' +
  'c7260aecc25f6a977cc1fd672365af7143c614fa61a244445a933770dbbfd8d8';
const key = 'SB-Mid-server-EXAMPLE';
const vector = { orderId: 'INV-3374-202611-000123', statusCode: '200', grossAmount: '50400.00', signature };

describe('the signature of Midtrans', () => {
  test('is that of the worked example in domain.md 6.1', () => {
    expect(isSignedByMidtrans(vector, key)).toBe(true);
  });

  test.each([
    ['another order', { orderId: 'INV-3374-202611-000124' }, key],
    ['another status code', { statusCode: '201' }, key],
    ['another amount', { grossAmount: '50400.0' }, key],
    ['the key of another city', {}, 'SB-Mid-server-OTHER'],
    ['no signature', { signature: '' }, key],
    ['a short one', { signature: signature.slice(0, 126) }, key],
    ['a long one', { signature: `${signature}00` }, key],
    ['one with half a byte more', { signature: `${signature}0` }, key],
    ['one digit changed', { signature: `e${signature.slice(1)}` }, key],
    ['no hex at all', { signature: 'x'.repeat(128) }, key],
  ])('does not fit %s', (_, change, withKey) => {
    expect(isSignedByMidtrans({ ...vector, ...change }, withKey)).toBe(false);
  });

  test('is over the characters as they came, so values cannot slide into one another', () => {
    const slid = { ...vector, orderId: 'INV-3374-202611-000123200', statusCode: '' };
    expect(isSignedByMidtrans(slid, key)).toBe(true); // SHA512 sees the same characters
    expect(sayingOf({ ...notice, order_id: slid.orderId, status_code: slid.statusCode })).toEqual({
      unreadable: 'STATUS', // but no money comes without status code 200
    });
  });
});

const notice = {
  transaction_id: '57d5293c-e65f-4a29-95e4-5959c3fa335b',
  transaction_status: 'settlement',
  status_code: '200',
  order_id: 'INV-3374-202611-000123',
  gross_amount: '50400.00',
  currency: 'IDR',
  fraud_status: 'accept',
  settlement_time: '2026-11-22 10:00:01',
};

describe('the signed part', () => {
  test('is four texts', () => {
    expect(signedPart({ ...notice, signature_key: signature })).toMatchObject(vector);
  });
  test.each([
    ['a list', []],
    ['nothing', null],
    ['a text', 'settlement'],
    ['an amount that is a number', { ...notice, signature_key: signature, gross_amount: 50400 }],
    ['no signature', notice],
  ])('is not in %s', (_, body) => {
    expect(signedPart(body)).toBeUndefined();
  });
});

describe('what Midtrans says, in our words', () => {
  test.each([
    ['settlement', {}, 'PAID'],
    ['capture, accepted', { transaction_status: 'capture' }, 'PAID'],
    [
      'capture, challenged',
      { transaction_status: 'capture', fraud_status: 'challenge', status_code: '201' },
      'PENDING',
    ],
    [
      'capture, denied',
      { transaction_status: 'capture', fraud_status: 'deny', status_code: '202' },
      'FAILED',
    ],
    ['pending', { transaction_status: 'pending', status_code: '201' }, 'PENDING'],
    ['deny', { transaction_status: 'deny', status_code: '202' }, 'FAILED'],
    ['cancel', { transaction_status: 'cancel' }, 'FAILED'],
    ['failure', { transaction_status: 'failure', status_code: '202' }, 'FAILED'],
    ['expire', { transaction_status: 'expire', status_code: '407' }, 'EXPIRED'],
    ['refund', { transaction_status: 'refund' }, 'REVERSED'],
    ['chargeback', { transaction_status: 'chargeback' }, 'REVERSED'],
    ['partial_refund', { transaction_status: 'partial_refund', refund_amount: '8400.00' }, 'PARTLY_REVERSED'],
    [
      'partial_chargeback',
      { transaction_status: 'partial_chargeback', refund_amount: '8400.00' },
      'PARTLY_REVERSED',
    ],
  ])('%s', (_, change, status) => {
    expect(sayingOf({ ...notice, ...change })).toMatchObject({ status, amount: 50_400 });
  });

  test.each([
    ['settlement whose signed code says pending', { status_code: '201' }, 'STATUS'],
    [
      'capture accepted, with the code of a pending one',
      { transaction_status: 'capture', status_code: '201' },
      'STATUS',
    ],
    ['capture nobody has checked', { transaction_status: 'capture', fraud_status: undefined }, 'STATUS'],
    ['a status we do not know', { transaction_status: 'authorize' }, 'STATUS'],
    ['a status of every object', { transaction_status: 'constructor' }, 'STATUS'],
    ['dollars', { currency: 'USD' }, 'CURRENCY'],
    ['nothing paid', { gross_amount: '0.00' }, 'AMOUNT'],
    ['a sen', { gross_amount: '50400.01' }, 'AMOUNT'],
    ['no payment named', { transaction_id: undefined }, 'PAYMENT'],
    ['an order in invisible characters', { order_id: 'INV\u0000' }, 'ORDER'],
    ['a refund of an unsaid part', { transaction_status: 'partial_refund' }, 'REFUND'],
    ['a chargeback of an unsaid part', { transaction_status: 'partial_chargeback' }, 'REFUND'],
    [
      'a refund of more than came',
      { transaction_status: 'partial_refund', refund_amount: '50401.00' },
      'REFUND',
    ],
  ])('%s is not understood, so nothing is posted', (_, change, unreadable) => {
    expect(sayingOf({ ...notice, ...change })).toEqual({ unreadable });
  });

  test('several refunds are one sum so far', () => {
    const refunds = [{ refund_amount: '5000.00' }, { refund_amount: '7000.00' }];
    expect(sayingOf({ ...notice, transaction_status: 'partial_refund', refunds })).toMatchObject({
      reversed: 12_000,
    });
  });
});

describe('an amount', () => {
  test.each([
    ['50400.00', 50_400],
    ['0.00', 0],
    ['99999999999999.00', 99_999_999_999_999],
  ])('%s is whole rupiah', (text, amount) => expect(wholeRupiah(text)).toBe(amount));

  test.each([
    '50400',
    '50400.0',
    '50400.50',
    '050400.00',
    '-1.00',
    '5e4',
    '50,400.00',
    '５０.00',
    ' 1.00',
    '1.00\n',
    '',
    1,
    null,
  ])('%j is not', (text) => expect(wholeRupiah(text)).toBeUndefined());
});

describe('the id of an event', () => {
  const id = (change: object) => eventIdOf({ ...notice, ...change });

  test('is the same for every repetition, whatever else is written in it', () => {
    expect(id({ status_message: 'again', settlement_time: undefined })).toBe(id({}));
  });
  test('does not hold the amount: an amended amount is a contradiction of the same event', () => {
    expect(id({ gross_amount: '1.00' })).toBe(id({}));
    expect(factsOf({ ...notice, gross_amount: '1.00' })).not.toBe(factsOf(notice));
  });
  test.each([
    ['another status', { transaction_status: 'deny' }],
    ['another payment', { transaction_id: 'other' }],
    ['another code', { status_code: '201' }],
  ])('differs for %s', (_, change) => expect(id(change)).not.toBe(id({})));

  test('tells a challenged capture from an accepted one, and one refund from the next', () => {
    const capture = { transaction_status: 'capture' };
    expect(id({ ...capture, fraud_status: 'challenge' })).not.toBe(id(capture));
    for (const transaction_status of ['partial_refund', 'partial_chargeback']) {
      const refund = { transaction_status, refund_amount: '5000.00' };
      expect(id({ ...refund, refund_amount: '12000.00' })).not.toBe(id(refund));
    }
  });
  test('is not made up when a part is missing', () => {
    expect(id({ transaction_id: undefined })).toBeUndefined();
  });
});

test('the provider writes the clock of Jakarta', () => {
  expect(settledAt(notice)).toBe('2026-11-22T03:00:01.000Z');
  expect(settledAt({ settlement_time: 'yesterday' })).toBeUndefined();
  expect(settledAt({ settlement_time: '2026-99-22 10:00:01' })).toBeUndefined();
});

test('the worked example is what SHA-512 gives', () => {
  const text = `${vector.orderId}${vector.statusCode}${vector.grossAmount}${key}`;
  expect(createHash('sha512').update(text).digest('hex')).toBe(signature);
});
