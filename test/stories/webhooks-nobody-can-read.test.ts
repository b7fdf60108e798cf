import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, mutate, type SignedCall } from '@lindungi/cli';
import { ProviderCalls, spoiled } from '../support/provider-calls';
import { type World, world } from '../support/world';

let lindungi: World;
let calls: ProviderCalls;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  calls = await ProviderCalls.about(lindungi);
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const snapAmount = (value: unknown, currency = 'IDR') => calls.snap({ paidAmount: { value, currency } });
const xenditPaying = (from: string, to: string) => {
  const call = calls.genuine('XENDIT');
  expect(call.body).toContain(from);
  return spoiled(call, { body: call.body.replace(from, to) });
};

describe('what is genuine, and cannot be understood, is kept, parked by name, and books nothing', () => {
  test.each<[string, () => SignedCall, string]>([
    ['digits of another script', () => snapAmount('１０.00'), 'UNREADABLE_AMOUNT'],
    ['an exponent', () => snapAmount('1e3'), 'UNREADABLE_AMOUNT'],
    ['less than nothing', () => snapAmount('-42000.00'), 'UNREADABLE_AMOUNT'],
    ['a sen', () => snapAmount('42000.01'), 'UNREADABLE_AMOUNT'],
    ['three decimals', () => snapAmount('42000.000'), 'UNREADABLE_AMOUNT'],
    ['a number where a text belongs', () => snapAmount(42_000), 'UNREADABLE_AMOUNT'],
    ['dollars', () => snapAmount('42000.00', 'USD'), 'UNREADABLE_CURRENCY'],
    ['an account in letters', () => calls.snap({ virtualAccountNo: 'ABC' }), 'UNREADABLE_ORDER'],
    [
      'a number with an exponent',
      () => xenditPaying('"paid_amount":42000', '"paid_amount":42e3'),
      'UNREADABLE_AMOUNT',
    ],
    [
      'a number with decimals',
      () => xenditPaying('"paid_amount":42000', '"paid_amount":42000.0'),
      'UNREADABLE_AMOUNT',
    ],
    [
      'a text where a number belongs',
      () => xenditPaying('"paid_amount":42000', '"paid_amount":"42000"'),
      'UNREADABLE_AMOUNT',
    ],
    [
      'a negative number',
      () => xenditPaying('"paid_amount":42000', '"paid_amount":-42000'),
      'UNREADABLE_AMOUNT',
    ],
    ['another currency', () => xenditPaying('"IDR"', '"SGD"'), 'UNREADABLE_CURRENCY'],
  ])('%s', async (_, call, outcome) => {
    const before = await calls.stored<{ id: string }>('select id from billing.notice');
    expect((await calls.knock(call())).status).toBe(200);
    const [kept] = await eventually(
      () =>
        calls.stored<{ state: string; outcome: string; alarmed: boolean }>(
          `select state, outcome, exists (select from billing.alarm where reference = event_id) as alarmed
             from billing.notice where id <> all($1::uuid[])`,
          [before.map(({ id }) => id)],
        ),
      ([it]) => it?.state === 'PARKED',
    );
    expect(kept).toEqual({ state: 'PARKED', outcome, alarmed: true });
    const [books] = await calls.stored(
      'select (select count(*)::int from billing.posting) as postings, (select count(*)::int from billing.payment) as payments',
    );
    expect(books).toEqual({ postings: 0, payments: 0 });
  });
});

describe('money of a virtual account that nobody knows', () => {
  test.each([
    ['of no invoice', '3374202611999999'],
    ['of another city', '6271202611000001'],
  ])('%s waits in suspense, with an alarm; it is never dropped', async (_, customerNo) => {
    const paymentRequestId = `unknown-${customerNo}`;
    const account = { partnerServiceId: '   99999', customerNo, virtualAccountNo: `   99999${customerNo}` };
    const answer = await calls.knock(calls.snap({ ...account, paymentRequestId }));
    expect(answer.body.responseCode).toBe('2002500');
    const rows = await eventually(
      () =>
        calls.stored<{ account: string; amount: string }>(
          `select account, amount from billing.posting
             join billing.ledger_transaction it on it.id = posting.transaction_id
            where provider_payment_id = $1 order by account`,
          [`va:${paymentRequestId}`],
        ),
      (all) => all.length > 0,
    );
    expect(rows).toEqual([
      { account: 'provider:snap', amount: '-42000' },
      { account: 'suspense', amount: '42000' },
    ]);
  });
});

test('the same payment under a new header, or with another amount: booked once, the contradiction is told', async () => {
  const paymentRequestId = 'told-thrice';
  const say = (value: string) =>
    calls.knock(calls.snap({ paymentRequestId, paidAmount: { value, currency: 'IDR' } }));
  expect((await say('42000.00')).body.responseCode).toBe('2002500');
  expect((await say('42000.00')).body.responseCode).toBe('2002500');
  expect((await say('43000.00')).body.responseCode).toBe('4092500');
  const posted = () =>
    calls.stored(
      'select amount from billing.posting join billing.ledger_transaction it on it.id = transaction_id where provider_payment_id = $1 and account like $2',
      [`va:${paymentRequestId}`, 'provider:%'],
    );
  await eventually(posted, (all) => all.length > 0);
  expect(await posted()).toEqual([{ amount: '-42000' }]);
});

test('the treasurer sees why a message is parked, and has it worked again', async () => {
  const treasurer = await lindungi.city('3374-kota-semarang').as('bendahara');
  type Parked = { id: string; notices: { id: string; state: string; outcome: string; provider: string }[] };
  const parked = async () => {
    const query = '{ alarms(first: 100) { edges { node { notices { id state outcome provider } } } } }';
    const found = await ask<{ alarms: { edges: { node: Parked }[] } }>(treasurer, query);
    return found.alarms.edges.flatMap((it) => it.node.notices).filter((it) => it.state === 'PARKED');
  };
  const notice = (await parked()).find((it) => it.outcome === 'UNREADABLE_CURRENCY');
  expect(notice?.provider).toMatch(/SNAP|XENDIT/);
  const again = async (noticeId: string | undefined, key: string) =>
    mutate(treasurer, 'workNoticeAgain', { noticeId, idempotencyKey: key }, 'notice { state }');
  expect(await again(notice?.id, 'again')).toMatchObject({ errors: [] });
  // it still says dollars: it is read once more, and parked once more
  await eventually(parked, (all) => all.some((it) => it.id === notice?.id));
  const raised =
    'select count(*)::int as alarms from billing.alarm where reference = (select event_id from billing.notice where id = $1)';
  expect(await calls.stored(raised, [notice?.id])).toEqual([{ alarms: 2 }]);

  const [worked] = await calls.stored<{ id: string }>("select id from billing.notice where state = 'WORKED'");
  await expect(again(worked?.id, 'worked')).rejects.toThrow('NOTICE_NOT_PARKED');
  await expect(again('nobody', 'nobody')).rejects.toThrow('NOTICE_UNKNOWN');
});

test('and after all this, every invariant of every service holds', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
