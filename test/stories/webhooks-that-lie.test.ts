import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type SignedCall } from '@lindungi/cli';
import { headed, ProviderCalls, spoiled, without } from '../support/provider-calls';
import { type World, world } from '../support/world';

let lindungi: World;
let calls: ProviderCalls;
let atFirst: string;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  calls = await ProviderCalls.about(lindungi);
  atFirst = await everything();
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

/** All that money could have changed; of forgeries only the count grows. */
async function everything(): Promise<string> {
  const rows =
    await calls.stored(`select (select count(*) from billing.notice) as notices, (select count(*) from billing.payment) as payments,
            (select count(*) from billing.posting) as postings, (select count(*) from billing.alarm) as alarms,
            (select string_agg(state || received, ',' order by id) from billing.invoice) as invoices`);
  return JSON.stringify(rows);
}

const forged = async () => {
  const [row] = await calls.stored<{ count: string }>(
    'select coalesce(sum(count), 0) as count from billing.forgery',
  );
  return Number(row?.count);
};

const respaced = (call: SignedCall) =>
  spoiled(call, { body: JSON.stringify(JSON.parse(call.body), null, 1) });
const minutes = (count: number) => Date.now() + count * 60_000;

describe('what is not genuine is refused by name, counted as a forgery, and changes nothing', () => {
  test.each<[string, () => SignedCall, number, string]>([
    ['Midtrans, another key', () => calls.genuine('MIDTRANS', 'other'), 403, 'SIGNATURE_REFUSED'],
    [
      'Midtrans, the key of another city',
      () => calls.genuine('MIDTRANS', calls.secret('MIDTRANS', '6271')),
      403,
      'SIGNATURE_REFUSED',
    ],
    [
      'Midtrans, a larger amount',
      () => calls.midtrans({ gross_amount: '90000.00' }),
      403,
      'SIGNATURE_REFUSED',
    ],
    ['Midtrans, a short signature', () => calls.midtrans({ signature_key: 'ab' }), 403, 'SIGNATURE_REFUSED'],
    [
      'Midtrans, digits of another script',
      () => calls.midtrans({ gross_amount: '１０.00' }),
      403,
      'SIGNATURE_REFUSED',
    ],
    ['Xendit, another token', () => calls.genuine('XENDIT', 'other'), 403, 'SIGNATURE_REFUSED'],
    [
      'Xendit, no token',
      () => without(calls.genuine('XENDIT'), 'x-callback-token'),
      403,
      'SIGNATURE_REFUSED',
    ],
    ['DOKU, another key', () => calls.genuine('DOKU', 'other'), 403, 'SIGNATURE_REFUSED'],
    ['DOKU, the JSON written anew', () => respaced(calls.genuine('DOKU')), 403, 'SIGNATURE_REFUSED'],
    [
      'DOKU, another request id',
      () => headed(calls.genuine('DOKU'), { 'Request-Id': 'x' }),
      403,
      'SIGNATURE_REFUSED',
    ],
    ['DOKU, no signature', () => without(calls.genuine('DOKU'), 'Signature'), 403, 'SIGNATURE_REFUSED'],
    ['SNAP, another secret', () => calls.genuine('SNAP', 'other'), 401, '4012500'],
    [
      'SNAP, another service',
      () => spoiled(calls.genuine('SNAP'), { path: '/webhooks/snap/3374' }),
      401,
      '4012500',
    ],
    [
      'SNAP, a larger amount',
      () => spoiled(calls.genuine('SNAP'), { body: calls.genuine('SNAP').body.replace('42000', '90000') }),
      401,
      '4012500',
    ],
    ['SNAP, no token', () => without(calls.genuine('SNAP'), 'authorization'), 401, '4012500'],
    [
      'a bank that asks, unsigned',
      () => spoiled(calls.genuine('SNAP'), { path: '/webhooks/snap/3374/v1.0/transfer-va/inquiry' }),
      401,
      '4012400',
    ],
  ])('%s', async (_, call, status, code) => {
    const before = await forged();
    const answer = await calls.knock(call());
    expect(answer.status).toBe(status);
    expect(answer.body.code ?? answer.body.responseCode).toBe(code);
    expect(await forged()).toBe(before + 1);
    expect(await everything()).toBe(atFirst);
  });
});

describe('what is no notification at all is refused by name, and leaves no trace', () => {
  test.each<[string, () => SignedCall, number, string]>([
    [
      'a form',
      () => headed(calls.genuine('DOKU'), { 'content-type': 'application/x-www-form-urlencoded' }),
      415,
      'CONTENT_TYPE_REFUSED',
    ],
    [
      'plain text',
      () => headed(calls.genuine('XENDIT'), { 'content-type': 'text/plain' }),
      415,
      'CONTENT_TYPE_REFUSED',
    ],
    [
      'a packed body',
      () => headed(calls.genuine('MIDTRANS'), { 'content-encoding': 'gzip' }),
      415,
      'CONTENT_TYPE_REFUSED',
    ],
    ['a list', () => spoiled(calls.genuine('XENDIT'), { body: '[]' }), 400, 'BODY_REFUSED'],
    ['nothing', () => spoiled(calls.genuine('DOKU'), { body: '' }), 400, 'BODY_REFUSED'],
    ['half a body', () => spoiled(calls.genuine('SNAP'), { body: '{"paidAmount":' }), 400, '4002500'],
    ['Midtrans without a signature', () => calls.midtrans({ signature_key: undefined }), 400, 'BODY_REFUSED'],
    [
      'Midtrans with an amount that is a number',
      () => calls.midtrans({ gross_amount: 42_000 }),
      400,
      'BODY_REFUSED',
    ],
    [
      'more than 64 KiB',
      () => spoiled(calls.genuine('DOKU'), { body: JSON.stringify({ a: 'x'.repeat(70_000) }) }),
      413,
      'BODY_TOO_LARGE',
    ],
    [
      'a city that has no such contract',
      () => spoiled(calls.genuine('DOKU'), { path: '/webhooks/doku/6271' }),
      404,
      'NOT_FOUND',
    ],
    [
      'a city that is not here',
      () => spoiled(calls.genuine('DOKU'), { path: '/webhooks/doku/9999' }),
      404,
      'NOT_FOUND',
    ],
    [
      'Midtrans at another address',
      () => spoiled(calls.genuine('MIDTRANS'), { path: '/webhooks/midtrans/3374/v1.0/notify' }),
      404,
      'NOT_FOUND',
    ],
    [
      'a service SNAP does not have',
      () => spoiled(calls.genuine('SNAP'), { path: '/webhooks/snap/3374/v1.0/transfer-va/delete' }),
      404,
      'NOT_FOUND',
    ],
    [
      'a token where none are granted',
      () => spoiled(calls.genuine('SNAP'), { path: '/webhooks/snap/3374/v1.0/access-token/b2b' }),
      404,
      'NOT_FOUND',
    ],
    [
      'a provider that is not here',
      () => spoiled(calls.genuine('DOKU'), { path: '/webhooks/paypal/3374' }),
      404,
      'NOT_FOUND',
    ],
    ['SNAP, six minutes old', () => calls.snap({}, minutes(-6)), 400, '4002501'],
    ['SNAP, six minutes ahead', () => calls.snap({}, minutes(6)), 400, '4002501'],
  ])('%s', async (_, call, status, code) => {
    const before = await forged();
    const answer = await calls.knock(call());
    expect(answer.status).toBe(status);
    expect(answer.body.code ?? answer.body.responseCode).toBe(code);
    expect(await forged()).toBe(before);
    expect(await everything()).toBe(atFirst);
  });

  test('and nobody can look at it', async () => {
    expect((await calls.knock(calls.genuine('DOKU'), 'GET')).status).toBe(405);
  });
});

test('and after all this, every invariant of every service holds', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
