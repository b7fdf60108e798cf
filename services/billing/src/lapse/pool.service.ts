import { randomUUID } from 'node:crypto';
import { type BodyOf, tell, WorkerOfferedToPool, type WorkerReserved } from '@lindungi/events';
import { type Law, type LocalDate, type Month, monthOf, type Sector } from '@lindungi/jamsostek';
import type { Doer } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { aYearBefore, countdownOf } from './lapse.rules';
import { PoolWorkerUnknown } from './pool.errors';
import { assertHandable } from './pool.rules';
import { STANDINGS, type Standing } from './standing';

/**
 * Hands a worker to whichever donor will pay next. Nothing is reserved by it: who takes the worker offers a pledge
 * like any other, and the offer ends when beneficiaries reserves.
 *
 * @param seen  whose countdowns the caller sees
 * @returns the offer's id; of a worker who waits there already, that one
 * @throws PoolWorkerUnknown, PoolTooLate, PoolNextMonthPaid, PoolPledgeOpen
 */
export async function offerToPool(
  tx: InCity,
  law: Law,
  { workerId, today, by }: { workerId: string; today: LocalDate; by: Doer },
  seen: { donorId: string | null; kecamatan: string | null },
): Promise<string> {
  const worker = await lastOf(tx, workerId, monthOf(today));
  if (!worker) throw new PoolWorkerUnknown();
  const { coveredThrough, next, donorId, kecamatan, sector } = worker;
  assertHandable(worker, countdownOf(law, coveredThrough, next, today), seen);

  const id = randomUUID();
  const [added] = await tx.query<{ id: string }>(
    `insert into pool_offer (city_id, id, worker_id, donor_id, kecamatan, sector, covered_through, offered_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [tx.city.code, id, worker.workerId, donorId, kecamatan, sector, coveredThrough, by.subject],
  );
  if (!added) return openOffer(tx, worker.workerId);
  tell(tx, WorkerOfferedToPool, {
    poolOfferId: id,
    workerId: worker.workerId,
    donorId,
    kecamatan,
    sector,
    coveredThrough,
  });
  recordDeed(tx, {
    ...{ by, act: 'offerToPool', kind: 'PoolOffer', object: id },
    after: { workerId: worker.workerId, coveredThrough },
  });
  return id;
}

type Last = Standing & { sector: Sector; held: boolean };

async function lastOf(tx: InCity, workerId: string, thisMonth: Month): Promise<Last | undefined> {
  const [worker] = await tx.query<Last>(
    `select standing.*, latest.sector,
            exists (select from invoice join invoice_line line on line.city_id = $1 and line.invoice_id = invoice.id
                     where invoice.city_id = $1 and invoice.worker_id = "workerId" and invoice.state <> 'CANCELLED'
                       and line.month > "coveredThrough"
                       and not exists (select from released_month released where released.city_id = $1
                             and released.pledge_id = invoice.pledge_id and released.month = line.month)) as held
       from (${STANDINGS}) standing
       cross join lateral (select sector from invoice where city_id = $1 and worker_id = "workerId"
                            order by issued_at desc limit 1) latest
      where "workerId"::text = $4`,
    [tx.city.code, aYearBefore(thisMonth), '9999-12', workerId],
  );
  return worker;
}

async function openOffer(tx: InCity, workerId: string): Promise<string> {
  const [open] = await tx.query<{ id: string }>(
    'select id from pool_offer where city_id = $1 and worker_id = $2 and taken_at is null and withdrawn_at is null',
    [tx.city.code, workerId],
  );
  if (!open) throw new PoolWorkerUnknown(); // taken in this very moment
  return open.id;
}

/** The worker's data was erased: nobody is looked for any more, now or later, and the offer's days stay. */
export async function withdrawFromPool(tx: InCity, workerId: string): Promise<void> {
  tx.write('delete from given_up where city_id = $1 and worker_id = $2', [tx.city.code, workerId]);
  const withdrawn = await tx.query<{ id: string }>(
    `update pool_offer set withdrawn_at = now()
      where city_id = $1 and worker_id = $2 and taken_at is null and withdrawn_at is null returning id`,
    [tx.city.code, workerId],
  );
  for (const { id } of withdrawn)
    recordDeed(tx, { by: null, act: 'withdrawFromPool', kind: 'PoolOffer', object: id });
}

/** Somebody has reserved the worker: nobody is looked for any more. */
export function takeFromPool(tx: InCity, { workerId, pledgeId }: BodyOf<typeof WorkerReserved>): void {
  tx.write(
    `update pool_offer set taken_by = $3, taken_at = now()
      where city_id = $1 and worker_id = $2 and taken_at is null and withdrawn_at is null`,
    [tx.city.code, workerId, pledgeId],
  );
}
