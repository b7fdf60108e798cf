import { type BodyOf, type PledgeOffered, tell, WorkerReserved, WorkerTaken } from '@lindungi/events';
import type { LocalDate, Month, Sector } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { movesOfMonths } from '../progress/progress.rules';
import { move } from '../progress/progress.service';
import type { Vault } from '../worker/vault';
import { Protection, Reservation } from './protection.entity';
import { whyNot } from './protection.rules';
import { claimMonths, freeMonths } from './registry.service';
import type { TakenReason } from './reservation-state';

type Offer = BodyOf<typeof PledgeOffered>;

interface WorkerFound {
  birthDate: LocalDate;
  sector: Sector;
  kecamatan: string;
  registryHash: Buffer;
  everPaid: boolean;
  held: Month[];
}

interface Kept {
  offer: Offer;
  months: Month[];
  worker: WorkerFound;
  today: LocalDate;
}

/**
 * Answers a pledge: all its months are its own, or none is. The answer is told once, however often
 * the offer is heard.
 *
 * @param today  in the city's zone: from here on unpaid months are held for a while
 */
export async function reserve(tx: InCity, vault: Vault, offer: Offer, today: LocalDate): Promise<void> {
  await lockWorker(tx, offer.workerId);
  if (await isDecided(tx, offer.pledgeId)) return;

  const months = [...new Set(offer.months)].sort();
  const worker = await findWorker(tx, offer.workerId);
  const reason = whyNot(worker, months);
  if (reason || !worker) return take(tx, offer, months, reason ?? 'WORKER_UNKNOWN');

  const claim = vault.registryClaim(tx.city.code, offer.pledgeId);
  const wanted = months.map((month) => ({ nikHash: worker.registryHash, month, claim }));
  const got = await claimMonths(tx, wanted);
  if (got.length < wanted.length) {
    await freeMonths(tx, got);
    return take(tx, offer, months, 'PROTECTED_ELSEWHERE');
  }
  keep(tx, { offer, months, worker, today });
}

function keep(tx: InCity, { offer, months, worker, today }: Kept): void {
  const { sector, kecamatan } = worker;
  const { pledgeId, donorId, workerId, fund } = offer;
  const rows = months.map((month) => ({ pledgeId, donorId, workerId, month, state: 'RESERVED' as const }));
  tx.insert(Reservation, {
    ...{ pledgeId, donorId, workerId, months, fund },
    state: 'RESERVED',
    heldSince: today,
  });
  tx.insert(Protection, rows);
  move(tx, movesOfMonths(new Map([[workerId, kecamatan]]), [], rows));

  const branch = tx.city.kecamatan.find(({ code }) => code === kecamatan)?.branch;
  if (!branch) throw new Error(`The city's file no longer has the kecamatan of worker ${workerId}.`);
  tell(tx, WorkerReserved, { pledgeId, donorId, workerId, sector, kecamatan, branch, months, fund });
}

function take(tx: InCity, offer: Offer, months: Month[], reason: TakenReason): void {
  const { pledgeId, donorId, workerId, fund } = offer;
  tx.insert(Reservation, { pledgeId, donorId, workerId, months, fund, state: 'TAKEN', reason });
  tell(tx, WorkerTaken, { pledgeId, donorId, workerId, months, reason });
}

/** Pledges for one worker are answered one after another; the unique index stands behind this. */
export async function lockWorker(tx: InCity, workerId: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `worker ${tx.city.code} ${workerId}`,
  ]);
}

async function isDecided(tx: InCity, pledgeId: string): Promise<boolean> {
  const known = await tx.query('select 1 from reservation where city_id = $1 and pledge_id = $2', [
    tx.city.code,
    pledgeId,
  ]);
  return known.length > 0;
}

async function findWorker(tx: InCity, workerId: string): Promise<WorkerFound | undefined> {
  const [found] = await tx.query<WorkerFound>(
    // who was merged is the person who was kept; the number that is hashed stays the one the pledge was made for
    `select w.birth_date as "birthDate", w.sector, w.kecamatan, n.registry_hash as "registryHash",
            exists (select from protection p where p.city_id = $1 and p.holder_id = w.id
                       and p.state in ('PAID', 'PROTECTED', 'REJECTED')) as "everPaid",
            array(select p.month from protection p where p.city_id = $1 and p.state <> 'RELEASED'
                     and p.holder_id = w.id) as held
       from worker n join worker w on w.city_id = $1 and w.id = n.kept_id
      where n.city_id = $1 and n.id = $2 and w.consent_withdrawn_on is null`, // who has left is as unknown as who never was
    [tx.city.code, workerId],
  );
  return found;
}
