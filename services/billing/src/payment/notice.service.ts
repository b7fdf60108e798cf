import { createHash, randomUUID } from 'node:crypto';
import { type Doer, uuidsOf } from '@lindungi/subgraph';
import { type InCity, type PaymentProviderName, recordDeed } from '@lindungi/tenancy';
import { raise } from '../alarm/alarm.service';
import { NoticeNotParked, NoticeUnknown } from './notice.errors';
import type { Fields } from './provider/provider.rules';
import { providerRules } from './provider/providers';

/** So often a notice may fail before a person must look. */
const CHANCES = 8;

/** NEW: to be worked. KNOWN: a repetition. CONFLICT: the same event, with other facts. */
export type Kept = 'NEW' | 'KNOWN' | 'CONFLICT';

/** A signed message of a provider: the bytes as they came, and the same, read by `fieldsOf`. */
export interface Received {
  provider: PaymentProviderName;
  body: Buffer;
  fields: Fields;
}

/**
 * Keeps signed messages of providers, byte for byte, before anything is done about them. What the
 * same event said before is not replaced: a contradiction is kept beside it, and posts nothing.
 *
 * @returns what each was, in their order
 */
export async function keepNotices(tx: InCity, received: readonly Received[]): Promise<Kept[]> {
  const rows = received.map((it) => rowOf(tx.city.code, it));
  const inserted = await insertNotices(tx, 'RECEIVED', rows);
  const kept: Kept[] = [];
  for (const row of rows) kept.push(inserted.has(row.id) ? 'NEW' : await keepRepeated(tx, row));
  return kept;
}

interface NoticeRow {
  id: string;
  provider: PaymentProviderName;
  eventId: string;
  facts: string;
  orderId: string | null;
  body: Buffer;
}

function rowOf(cityCode: string, { provider, body, fields }: Received): NoticeRow {
  const { eventIdOf, factsOf, orderOf } = providerRules[provider];
  return {
    id: randomUUID(),
    provider,
    // without an id of its own an event is known by its very bytes
    eventId: eventIdOf(fields) ?? `sha256:${sha256(body)}`,
    facts: sha256(factsOf(fields)),
    orderId: orderOf(fields, cityCode) ?? null,
    body,
  };
}

/** What was said of this event before: the same, or something else. */
async function keepRepeated(tx: InCity, row: NoticeRow): Promise<Kept> {
  const { provider, eventId, facts } = row;
  const [known] = await tx.query<{ same: boolean }>(
    `select facts = $4 as same from notice
      where city_id = $1 and provider = $2 and event_id = $3 and state <> 'CONFLICT'`,
    [tx.city.code, provider, eventId, facts],
  );
  if (known?.same) return (await askAgain(tx, provider, eventId)) ? 'NEW' : 'KNOWN';
  const kept = await insertNotices(tx, 'CONFLICT', [row]);
  if (kept.size > 0) raise(tx, 'NOTICE_CONTRADICTS', eventId);
  return 'CONFLICT';
}

/** @returns the ids of those that were not there; of two that are the same the first */
async function insertNotices(
  tx: InCity,
  state: string,
  rows: readonly NoticeRow[],
): Promise<ReadonlySet<string>> {
  const inserted = await tx.query<{ id: string }>(
    `insert into notice (city_id, state, id, provider, event_id, facts, order_id, body)
     select $1, $2, * from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bytea[])
     on conflict do nothing returning id`,
    [
      tx.city.code,
      state,
      rows.map((row) => row.id),
      rows.map((row) => row.provider),
      rows.map((row) => row.eventId),
      rows.map((row) => row.facts),
      rows.map((row) => row.orderId),
      rows.map((row) => row.body),
    ],
  );
  return new Set(inserted.map(({ id }) => id));
}

/** Its provider did not bear it out, and was asked often enough; now that it is said again, it is asked again. */
async function askAgain(tx: InCity, provider: PaymentProviderName, eventId: string): Promise<boolean> {
  const woken = await tx.query(
    `update notice set state = 'ASKING', attempts = 0, work_after = now()
      where city_id = $1 and provider = $2 and event_id = $3 and state = 'PARKED' and outcome like 'PROVIDER\\_%'
      returning id`,
    [tx.city.code, provider, eventId],
  );
  return woken.length > 0;
}

const sha256 = (what: Buffer | string) => createHash('sha256').update(what).digest('hex');

/** Counts messages nobody signed, one for each provider named; nothing else of them is kept. */
export function countForgeries(tx: InCity, providers: readonly PaymentProviderName[]): void {
  for (const provider of new Set(providers)) {
    tx.write(
      `insert into forgery (city_id, provider, count) values ($1, $2, $3)
       on conflict (city_id, provider, day) do update set count = forgery.count + excluded.count`,
      [tx.city.code, provider, providers.filter((it) => it === provider).length],
    );
  }
}

/** A kept message that is to be worked. */
export interface Notice {
  id: string;
  provider: PaymentProviderName;
  eventId: string;
  body: Buffer;
  /** What its provider said when it was asked again; null: it was not. */
  answer: Buffer | null;
  receivedAt: string;
}

/**
 * The oldest messages to be worked, so many at most, locked until this transaction ends; what another worker
 * holds is passed over.
 */
export function claimNotices(tx: InCity, most: number): Promise<Notice[]> {
  return tx.query<Notice>(
    `select id, provider, event_id as "eventId", body, answer, received_at as "receivedAt" from notice
      where city_id = $1 and state = 'RECEIVED' and work_after <= now()
      order by work_after, received_at, id limit $2 for update skip locked`,
    [tx.city.code, most],
  );
}

/**
 * How a message ended, and what came of it. WAITING: for the payment it speaks of, which `wakeWaiting` ends.
 * ASKING: for its provider's own word (`ask.service.ts`).
 */
export interface Ending {
  notice: Pick<Notice, 'id' | 'eventId'>;
  state: 'WORKED' | 'PARKED' | 'CONFLICT' | 'WAITING' | 'ASKING';
  outcome: string;
  providerPaymentId: string | null;
}

/** Writes down how messages ended, and calls a person about those that nobody could work. */
export function endNotices(tx: InCity, endings: readonly Ending[]): void {
  tx.write(
    `update notice set state = it.state, outcome = it.outcome, provider_payment_id = it.payment
       from unnest($2::uuid[], $3::text[], $4::text[], $5::text[]) it (id, state, outcome, payment)
      where notice.city_id = $1 and notice.id = it.id`,
    [
      tx.city.code,
      endings.map(({ notice }) => notice.id),
      endings.map(({ state }) => state),
      endings.map(({ outcome }) => outcome),
      endings.map(({ providerPaymentId }) => providerPaymentId),
    ],
  );
  for (const { notice, state } of endings) {
    if (state === 'PARKED') raise(tx, 'NOTICE_PARKED', notice.eventId);
    if (state === 'CONFLICT') raise(tx, 'NOTICE_CONTRADICTS', notice.eventId);
  }
}

/** A payment by its provider's name of it. */
export interface PaymentName {
  provider: PaymentProviderName;
  providerPaymentId: string;
}

/** What was said of these payments before they were settled can be worked now. */
export function wakeWaiting(tx: InCity, settled: readonly PaymentName[]): void {
  if (settled.length === 0) return;
  tx.write(
    `update notice set state = 'RECEIVED'
       from unnest($2::text[], $3::text[]) it (provider, payment)
      where notice.city_id = $1 and notice.provider_payment_id = it.payment and notice.provider = it.provider
        and notice.state = 'WAITING'`,
    [
      tx.city.code,
      settled.map(({ provider }) => provider),
      settled.map(({ providerPaymentId }) => providerPaymentId),
    ],
  );
}

/**
 * After a failure: again in 1, 2, 4 … seconds, and after eight times parked.
 *
 * @returns seconds to wait, undefined when it is parked
 */
export async function postponeNotice(tx: InCity, notice: Notice, why: string): Promise<number | undefined> {
  const [row] = await tx.query<{ attempts: number }>(
    `update notice set attempts = attempts + 1, work_after = now() + make_interval(secs => power(2, attempts))
      where city_id = $1 and id = $2 and state = 'RECEIVED' returning attempts`,
    [tx.city.code, notice.id],
  );
  if (!row) return undefined;
  if (row.attempts < CHANCES) return 2 ** (row.attempts - 1);
  endNotices(tx, [{ notice, state: 'PARKED', outcome: why.slice(0, 200), providerPaymentId: null }]);
  return undefined;
}

/**
 * What is parked is worked again, after whatever was in its way was mended: as it was kept, and where its
 * provider had not borne it out, after asking once more.
 *
 * @throws NoticeUnknown, NoticeNotParked
 */
export async function workAgain(tx: InCity, noticeId: string, by: Doer): Promise<string> {
  const [notice] = await tx.query<{ id: string; state: string; outcome: string | null }>(
    'select id, state, outcome from notice where city_id = $1 and id = any($2::uuid[]) for update',
    [tx.city.code, uuidsOf([{ id: noticeId }])],
  );
  if (!notice) throw new NoticeUnknown();
  if (notice.state !== 'PARKED') throw new NoticeNotParked();
  tx.write(
    `update notice set attempts = 0, work_after = now(),
            state = case when outcome like 'PROVIDER\\_%' then 'ASKING' else 'RECEIVED' end
      where city_id = $1 and id = $2`,
    [tx.city.code, notice.id],
  );
  recordDeed(tx, {
    ...{ by, act: 'workNoticeAgain', kind: 'ProviderNotice', object: notice.id },
    before: { state: notice.state, outcome: notice.outcome },
  });
  return notice.id;
}
