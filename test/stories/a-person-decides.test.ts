import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, mutate, post, SampleBranch } from '@lindungi/cli';
import { stored } from '../support/books';
import type { CityWorld } from '../support/city-world';
import type { InvoiceInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let keys = 0;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

/** Paid, all of it sent to BPJS, then taken back by the provider: 42 000 is missing. */
async function takenBackTooLate(name: string): Promise<InvoiceInWorld> {
  const sari = await semarang.donor(`Bu ${name}`);
  const worker = await semarang.worker(`Pak ${name}`);
  const pledge = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
  const invoice = await sari.invoiceFor(pledge);
  const said = lindungi.provider.notification(invoice.number, invoice.amount);
  await lindungi.provider.say('3374', said);
  await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
  for (const { code } of semarang.city.branches) {
    const branch = new SampleBranch(await semarang.as('bpjs'), code, await semarang.as('bendahara'));
    const list = await branch.list('2027-12', `list-${keys++}`).catch(() => undefined);
    if (list) await branch.answer(list, lindungi.today, `answer-${list.id}`);
  }
  await lindungi.provider.say('3374', { ...said, transaction_status: 'refund' });
  await eventually(
    () => alarms('bendahara'),
    (all) => all.some((it) => it.reference === invoice.number),
  );
  return invoice;
}

interface SeenAlarm {
  id: string;
  code: string;
  reference: string;
  message: string;
  closedAt: string | null;
  reason: string | null;
}

async function alarms(who: string, open = true): Promise<SeenAlarm[]> {
  const query = `query($open: Boolean!) { alarms(first: 50, open: $open) { edges { node {
    id code reference message closedAt reason } } } }`;
  const found = await ask<{ alarms: { edges: { node: SeenAlarm }[] } }>(await semarang.as(who), query, {
    open,
  });
  return found.alarms.edges.map((it) => it.node);
}

interface Parked {
  id: string;
  orderId: string;
  missing: number;
  decisions: { id: string; state: string; mine: boolean }[];
}

async function parked(who = 'bendahara'): Promise<Parked[]> {
  const query =
    '{ parkedReversals(first: 50) { edges { node { id orderId missing decisions { id state mine } } } } }';
  const found = await ask<{ parkedReversals: { edges: { node: Parked }[] } }>(await semarang.as(who), query);
  return found.parkedReversals.edges.map((it) => it.node);
}

const parkedOf = async (invoice: InvoiceInWorld, who?: string) =>
  (await parked(who)).find((it) => it.orderId === invoice.number);

const decides = async (who: string, input: { paymentId: string; decision: string; reason: string }) =>
  (
    await mutate<{ decision: { id: string; state: string } }>(
      await semarang.as(who),
      'decideReversal',
      { ...input, idempotencyKey: `decide-${keys++}` },
      'decision { id state }',
    )
  ).decision;

const ends = async (who: string, decisionId: string, approve: boolean) =>
  (
    await mutate<{ decision: { state: string } }>(
      await semarang.as(who),
      'endReversalDecision',
      { decisionId, approve, idempotencyKey: `end-${keys++}` },
      'decision { state }',
    )
  ).decision.state;

const balance = async (account: string) => {
  const query = 'select coalesce(sum(amount), 0)::int as rupiah from billing.posting where account = $1';
  const [row] = await stored<{ rupiah: number }>(lindungi.house, query, [account]);
  return row?.rupiah;
};

describe('money that a provider took back though BPJS has it', () => {
  test('is booked as a loss by two people, never by one', async () => {
    const invoice = await takenBackTooLate('Rugi');
    const reversal = await parkedOf(invoice);
    expect(reversal).toMatchObject({ missing: 42_000, decisions: [] });
    expect(await balance('suspense')).toBe(-42_000);

    const wish = {
      paymentId: reversal?.id ?? '',
      decision: 'BOOK_AS_LOSS',
      reason: 'Donatur tidak ditemukan.',
    };
    const { id, state } = await decides('bendahara', wish);
    expect(state).toBe('PROPOSED');
    await expect(decides('admin', wish)).rejects.toThrow('DECISION_PENDING');
    await expect(ends('bendahara', id, true)).rejects.toThrow('OWN_DECISION');
    expect(await balance('loss')).toBe(0);
    expect((await parkedOf(invoice, 'admin'))?.decisions).toEqual([{ id, state: 'PROPOSED', mine: false }]);

    expect(await ends('admin', id, true)).toBe('APPROVED');
    expect([await balance('loss'), await balance('suspense')]).toEqual([-42_000, 0]);
    expect(await parkedOf(invoice)).toBeUndefined();
    await expect(ends('admin', id, false)).rejects.toThrow('DECISION_TAKEN');
    const closed = (await alarms('admin', false)).find((it) => it.reference === invoice.number);
    expect(closed).toMatchObject({ reason: 'Donatur tidak ditemukan.', closedAt: expect.any(String) });
  });

  test('a refused proposal moves nothing; to wait for BPJS needs one person, and moves nothing', async () => {
    const invoice = await takenBackTooLate('Tunggu');
    const { id: paymentId = '' } = (await parkedOf(invoice)) ?? {};
    const loss = await balance('loss');
    const { id } = await decides('bendahara', { paymentId, decision: 'BOOK_AS_LOSS', reason: 'Keliru.' });
    expect(await ends('bendahara', id, false)).toBe('REFUSED');
    const waits = { paymentId, decision: 'WAIT_FOR_BPJS', reason: 'BPJS diminta mengembalikan.' };
    expect((await decides('bendahara', waits)).state).toBe('APPROVED');
    expect((await parkedOf(invoice))?.missing).toBe(42_000);
    expect(await balance('loss')).toBe(loss);
    expect((await alarms('bendahara')).map((it) => it.reference)).not.toContain(invoice.number);
  });
});

describe('an alarm', () => {
  test('says what is the matter, is closed once and for a reason, and stays to be read', async () => {
    await lindungi.provider.say('3374', lindungi.provider.notification('INV-3374-209901-999999', 16_800));
    const [alarm] = await eventually(
      async () => (await alarms('bendahara')).filter((it) => it.code === 'ORDER_UNKNOWN'),
      (all) => all.length > 0,
    );
    expect(alarm).toMatchObject({ reference: 'INV-3374-209901-999999', closedAt: null });
    expect(alarm?.message).toMatch(/tagihan yang tidak dikenal/);

    const close = async (reason: string, who = 'bendahara') =>
      mutate(
        await semarang.as(who),
        'closeAlarm',
        { alarmId: alarm?.id, reason, idempotencyKey: `close-${keys++}` },
        'alarm { id }',
      );
    await expect(close('  ')).rejects.toThrow('REASON_REFUSED');
    await expect(close('NIK 3374150101900001')).rejects.toThrow('REASON_REFUSED');
    await close('Dikembalikan lewat penyedia.');
    await expect(close('Sekali lagi.', 'admin')).rejects.toThrow('ALARM_ALREADY_CLOSED');
    expect((await alarms('admin')).map((it) => it.id)).not.toContain(alarm?.id);
    expect((await alarms('admin', false)).find((it) => it.id === alarm?.id)?.reason).toBe(
      'Dikembalikan lewat penyedia.',
    );
  });

  test.each(['sari', 'camat', 'bpjs', 'walikota'])('is not for %s', async (who) => {
    const query =
      '{ alarms(first: 1) { edges { node { id } } } parkedReversals(first: 1) { edges { node { id } } } }';
    expect((await post(await semarang.as(who), query)).text).toMatch(/FORBIDDEN/);
  });

  test('of another city is as if it were not there', async () => {
    const [alarm] = await alarms('admin', false);
    const other = lindungi.city('6271-kota-palangka-raya');
    const input = { alarmId: alarm?.id, reason: 'Bukan urusan kami.', idempotencyKey: 'theirs' };
    await expect(mutate(await other.as('admin'), 'closeAlarm', input, 'alarm { id }')).rejects.toThrow(
      'ALARM_UNKNOWN',
    );
  });
});

test('and after all this, every invariant of every service holds', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
