import { randomBytes } from 'node:crypto';
import { tell, WorkerErased } from '@lindungi/events';
import type { LocalDate, Month } from '@lindungi/jamsostek';
import { type Asked, type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { giveUpEverything } from '../protection/release.service';
import { lockWorker } from '../protection/reservation.service';
import type { Vault } from '../worker/vault';
import { answerable, type HeldMonth, type Leaving, leaving, yearOnly } from './privacy.rules';
import { answer, lockRequest } from './request.service';

/** Who carries a departure out, and which day it is in the city. */
export interface DepartureDesk {
  vault: Vault;
  by: Actor;
  today: LocalDate;
}

/** What a departure came to. */
export interface Departure {
  workerId: string;
  /** Months nobody had paid: they are free. */
  freed: Month[];
  /** Until the end of this month cover goes on; null where none is paid. */
  protectedUntil: Month | null;
  /** Whether the identity goes only when BPJS has answered for months that are paid. */
  waits: boolean;
}

/**
 * Ends the use of a worker's data: no pledge reserves them any more, and unpaid months are given up. Paid months stay.
 *
 * @throws DataRequestNotFound, DataRequestAnswered
 */
export function withdrawConsentOnce(
  tx: InCity,
  asked: Asked,
  requestId: string,
  desk: DepartureDesk,
): Promise<Departure> {
  return once(tx, asked, async () => {
    const { id, workerId } = answerable(await lockRequest(tx, requestId), 'WITHDRAWAL');
    const left = await leave(tx, workerId, desk);
    answer(tx, id, desk.by);
    const after = { freed: left.unpaid, protectedUntil: left.protectedUntil };
    recordDeed(tx, { by: desk.by, act: 'withdrawConsent', kind: 'Worker', object: workerId, after });
    return { workerId, freed: left.unpaid, protectedUntil: left.protectedUntil, waits: false };
  });
}

/**
 * Takes a worker's identity out of what is stored: at once, or, while BPJS has yet to answer for months that are paid,
 * when it has. Months, payments and the ledger stay, and name nobody.
 *
 * @throws DataRequestNotFound, DataRequestAnswered
 */
export function eraseWorkerOnce(
  tx: InCity,
  asked: Asked,
  requestId: string,
  desk: DepartureDesk,
): Promise<Departure> {
  return once(tx, asked, async () => {
    const { id, workerId } = answerable(await lockRequest(tx, requestId), 'ERASURE');
    const left = await leave(tx, workerId, desk);
    const waits = left.onTheWay.length > 0;
    if (waits) {
      tx.write(`update data_request set state = 'WAITING' where city_id = $1 and id = $2`, [
        tx.city.code,
        id,
      ]);
    } else {
      await erase(tx, desk, { workerId, requestId: id });
      answer(tx, id, desk.by);
    }
    const after = { freed: left.unpaid, protectedUntil: left.protectedUntil, waits };
    recordDeed(tx, { by: desk.by, act: 'eraseWorker', kind: 'Worker', object: workerId, after });
    return { workerId, freed: left.unpaid, protectedUntil: left.protectedUntil, waits };
  });
}

/** Gives up what is unpaid, and lets no pledge reserve the worker again. */
async function leave(tx: InCity, workerId: string, { vault, by, today }: DepartureDesk): Promise<Leaving> {
  await lockWorker(tx, workerId);
  const left = leaving(await heldMonths(tx, workerId));
  tx.write(
    `update worker set consent_withdrawn_on = coalesce(consent_withdrawn_on, $3)
      where city_id = $1 and (id = $2 or merged_into = $2)`,
    [tx.city.code, workerId, today],
  );
  await giveUpEverything(tx, { vault, by }, workerId);
  return left;
}

/** The months some pledge holds for a worker. */
export function heldMonths(tx: InCity, workerId: string): Promise<HeldMonth[]> {
  return tx.query<HeldMonth>(
    `select month, state from protection
      where city_id = $1 and holder_id = $2 and state <> 'RELEASED' order by month`,
    [tx.city.code, workerId],
  );
}

/** What stands in the place of a name. */
export const NOBODY = 'Data dihapus';

/** Put in the place of a sealed number, so that what opens seals finds one. */
const NO_NUMBER = 'data dihapus';

/**
 * Takes the identity out of every table of this service, and tells the others.
 *
 * The mark in the registry stays until the last month that is held is over: it keeps another pledge from paying the
 * same month for the same person, and says nothing without their NIK.
 *
 * @param of.requestId  the erasure it answers; null for the end of a retention
 */
export async function erase(
  tx: InCity,
  { vault, today }: Pick<DepartureDesk, 'vault' | 'today'>,
  { workerId, requestId }: { workerId: string; requestId: string | null },
): Promise<void> {
  // who was merged is one person in several entries
  const entries = await tx.query<Entry>(
    `select id, birth_date as "birthDate", exists (select from protection p where p.city_id = $1 and p.worker_id = w.id
                and p.state <> 'RELEASED') as held
       from worker w where city_id = $1 and (id = $2 or merged_into = $2) order by id for update`,
    [tx.city.code, workerId],
  );
  if (entries.length === 0) throw new Error(`The worker ${workerId} to be erased is gone.`);
  for (const entry of entries) {
    await eraseEntry(tx, vault, entry, today);
    tell(tx, WorkerErased, { workerId: entry.id, requestId: entry.id === workerId ? requestId : null });
  }
}

interface Entry {
  id: string;
  birthDate: LocalDate;
  held: boolean;
}

async function eraseEntry(tx: InCity, vault: Vault, worker: Entry, today: LocalDate): Promise<void> {
  const city = tx.city.code;
  const { id: workerId } = worker;
  tx.write(
    `update worker set name = $3, nik_sealed = $4, nik_index = $5, nik_mask = case when sample then '99' else '••' end || repeat('•', 14),
            registry_hash = coalesce($6::bytea, registry_hash), birth_date = $7, kelurahan = kecamatan || '.0000',
            relation = 'CITY_LIST', phone_sealed = null, phone_index = null, work_place = null,
            second_occupation = null, flags = '{}', erased_at = now(),
            registry_forgotten_at = case when $6::bytea is null then null else now() end,
            consent_withdrawn_on = coalesce(consent_withdrawn_on, $8)
      where city_id = $1 and id = $2`,
    [
      ...[city, workerId, NOBODY],
      vault.seal(city, { table: 'worker', column: 'nik_sealed', row: workerId }, NO_NUMBER),
      randomBytes(32),
      worker.held ? null : randomBytes(32),
      yearOnly(worker.birthDate),
      today,
    ],
  );
  await eraseCards(tx, vault, workerId);
  tx.write(`update data_request set change_sealed = null where city_id = $1 and worker_id = $2`, [
    city,
    workerId,
  ]);
  tx.write(
    `update possible_duplicate set state = 'DISMISSED'
      where city_id = $1 and state = 'OPEN' and $2 in (worker_id, other_id)`,
    [city, workerId],
  );
}

async function eraseCards(tx: InCity, vault: Vault, workerId: string): Promise<void> {
  const city = tx.city.code;
  const cards = await tx.query<{ id: string }>('select id from card where city_id = $1 and worker_id = $2', [
    city,
    workerId,
  ]);
  for (const { id } of cards) {
    const sealed = vault.seal(city, { table: 'card', column: 'kpj_sealed', row: id }, NO_NUMBER);
    tx.write(
      `update card set kpj_sealed = $3, kpj_index = $4, kpj_mask = '' where city_id = $1 and id = $2`,
      [...[city, id, sealed], randomBytes(32)],
    );
  }
}
