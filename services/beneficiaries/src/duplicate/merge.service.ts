import { randomUUID } from 'node:crypto';
import { tell, WorkersParted } from '@lindungi/events';
import type { LocalDate, Month } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type Asked, type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { type Move, movesOfMonths } from '../progress/progress.rules';
import { move } from '../progress/progress.service';
import { lockWorker } from '../protection/reservation.service';
import type { ProtectionRow } from '../protection/settlement.rules';
import { lockMonths, tellReceipts } from '../protection/settlement.service';
import { hideName } from '../worker/numbers.rules';
import { sightOf } from '../worker/sight.rules';
import { WorkerNotFound } from '../worker/worker.errors';
import { auditReason } from '../worker/worker.rules';
import { MergeNotFound, MergeReasonRefused, UndoTooLate } from './duplicate.errors';
import { checkMerge, type Mergeable, undoUntil } from './duplicate.rules';

interface Found extends Mergeable {
  name: string;
  kecamatan: string;
  held: Month[];
  cards: string[];
}

interface Desk {
  by: Actor;
  today: LocalDate;
}

/**
 * Makes two entries one person, once for each key: months and cards of both are the kept worker's. The months
 * themselves stay as they are, each of its own pledge and donor.
 *
 * @throws MergeReasonRefused, WorkerNotFound, SameWorker, WorkerMergedAlready, MergeChain, MonthsOverlap
 */
export function mergeWorkersOnce(
  tx: InCity,
  asked: Asked,
  { keptId, mergedId, reason }: { keptId: string; mergedId: string; reason: string },
  { by, today }: Desk,
): Promise<{ id: string }> {
  return once(tx, asked, async () => {
    const typed = auditReason(reason, MergeReasonRefused);
    const [kept, merged] = await lockBoth(tx, by, keptId, mergedId);
    const said = hideNames(typed, kept, merged);
    checkMerge(kept, merged);
    const before = await lockMonths(tx, [kept.id, merged.id]);

    const id = randomUUID();
    tx.write('update worker set merged_into = $3 where city_id = $1 and id = $2', [
      tx.city.code,
      merged.id,
      kept.id,
    ]);
    tx.write('update protection set moved_to = $3 where city_id = $1 and worker_id = $2', [
      tx.city.code,
      merged.id,
      kept.id,
    ]);
    tx.write('update card set worker_id = $3 where city_id = $1 and worker_id = $2', [
      tx.city.code,
      merged.id,
      kept.id,
    ]);
    tx.write(
      `insert into worker_merge (city_id, id, kept_id, merged_id, cards, merged_by, undo_until)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [tx.city.code, id, kept.id, merged.id, merged.cards, by.subject, undoUntil(today)],
    );
    settlePairs(tx, [kept.id, merged.id], 'OPEN', 'MERGED');
    recordDeed(tx, {
      by,
      act: asked.mutation,
      kind: 'Worker',
      object: kept.id,
      reason: said,
      before: { kept: summaryOf(kept), merged: { id: merged.id, ...summaryOf(merged) } },
      after: {
        merge: id,
        months: kept.held.length + merged.held.length,
        cards: kept.cards.length + merged.cards.length,
      },
    });
    await tx.flush(); // a month held by both is refused here, whatever was read before
    const after = before.map((row) => ({ ...row, holderId: kept.id }));
    tellReceipts(
      tx,
      after.filter(({ workerId }) => workerId === merged.id),
      kept.kecamatan,
    );
    move(tx, movesOf([kept, merged], before, after, 1));
    return { id };
  });
}

/**
 * Makes them two again, once for each key: what was the merged entry's when they became one is its own again, and so
 * are months that were pledged for it since.
 *
 * @throws MergeReasonRefused, MergeNotFound, UndoTooLate
 */
export function undoMergeOnce(
  tx: InCity,
  asked: Asked,
  { mergeId, reason }: { mergeId: string; reason: string },
  { by, today }: Desk,
): Promise<{ id: string }> {
  return once(tx, asked, async () => {
    const typed = auditReason(reason, MergeReasonRefused);
    const [merge] = await tx.query<{
      id: string;
      keptId: string;
      mergedId: string;
      cards: string[];
      until: LocalDate;
    }>(
      `select id, kept_id as "keptId", merged_id as "mergedId", cards, undo_until as until from worker_merge
        where city_id = $1 and id = any($2::uuid[]) and undone_at is null for update`,
      [tx.city.code, uuidsOf([{ id: mergeId }])],
    );
    const [kept, merged] = merge ? await lockBoth(tx, by, merge.keptId, merge.mergedId).catch(unseen) : [];
    if (!merge || !kept || !merged) throw new MergeNotFound();
    if (today > merge.until) throw new UndoTooLate(merge.until);
    const said = hideNames(typed, kept, merged);
    const before = await lockMonths(tx, [kept.id, merged.id]);

    tx.write('update worker set merged_into = null where city_id = $1 and id = $2', [
      tx.city.code,
      merged.id,
    ]);
    tx.write('update protection set moved_to = null where city_id = $1 and worker_id = $2', [
      tx.city.code,
      merged.id,
    ]);
    tx.write(
      'update card set worker_id = $3 where city_id = $1 and id = any($2::uuid[]) and worker_id = $4',
      [tx.city.code, merge.cards, merged.id, kept.id],
    );
    tx.write('update worker_merge set undone_by = $3, undone_at = now() where city_id = $1 and id = $2', [
      tx.city.code,
      merge.id,
      by.subject,
    ]);
    settlePairs(tx, [kept.id, merged.id], 'MERGED', 'OPEN');
    const returning = kept.cards.filter((card) => merge.cards.includes(card));
    recordDeed(tx, {
      by,
      act: asked.mutation,
      kind: 'Worker',
      object: kept.id,
      reason: said,
      before: { merge: merge.id, merged: merged.id },
      after: {
        cards: returning.length,
        months: before.filter(({ workerId }) => workerId === merged.id).length,
      },
    });
    const after = before.map((row) => ({
      ...row,
      holderId: row.workerId === merged.id ? merged.id : row.holderId,
    }));
    const own = after.filter(({ workerId }) => workerId === merged.id);
    tellParting(tx, kept.id, merged.id, own);
    tellReceipts(tx, own, merged.kecamatan);
    const apart: [Found, Found] = [
      { ...kept, cards: kept.cards.filter((card) => !returning.includes(card)) },
      { ...merged, cards: returning },
    ];
    move(tx, movesOf(apart, before, after, -1));
    return { id: merge.id };
  });
}

/** Receipts of these months were told as the kept entry's while they were one. */
function tellParting(tx: InCity, keptId: string, mergedId: string, own: readonly ProtectionRow[]): void {
  const receipted = Map.groupBy(
    own.filter(({ receipt }) => receipt !== null),
    ({ pledgeId }) => pledgeId,
  );
  const pledges = [...receipted].map(([pledgeId, rows]) => ({
    pledgeId,
    months: rows.map(({ month }) => month),
  }));
  tell(tx, WorkersParted, { keptId, mergedId, pledges });
}

function unseen(error: unknown): [] {
  if (error instanceof WorkerNotFound) return [];
  throw error;
}

/** Pairs of the two, whichever was registered first. */
function settlePairs(tx: InCity, ids: readonly string[], from: string, to: string): void {
  const [one, other] = [...ids].sort();
  tx.write(
    `update possible_duplicate set state = $5
      where city_id = $1 and worker_id = $2 and other_id = $3 and state = $4`,
    [tx.city.code, one, other, from, to],
  );
}

/** A deed outlives both; whose entries they are is not said in it. */
const hideNames = (reason: string, kept: Found, merged: Found): string =>
  hideName(hideName(reason, kept.name), merged.name);

/** Both, while nobody else can reserve for either; only those the caller may see, and nobody who is erased. @throws WorkerNotFound */
async function lockBoth(tx: InCity, by: Actor, keptId: string, mergedId: string): Promise<[Found, Found]> {
  const ids = uuidsOf([{ id: keptId }, { id: mergedId }]).map((id) => id.toLowerCase());
  for (const id of [...ids].sort()) await lockWorker(tx, id);
  const { everyone, area } = sightOf(by);
  const found = await tx.query<Found>(
    `select w.id, w.name, w.kecamatan, w.merged_into as "mergedInto",
            exists (select from worker m where m.city_id = $1 and m.merged_into = w.id) as "keepsOthers",
            array(select p.month from protection p where p.city_id = $1 and p.state <> 'RELEASED'
                     and p.holder_id = w.id order by p.month) as held,
            array(select c.id::text from card c where c.city_id = $1 and c.worker_id = w.id) as cards
       from worker w where w.city_id = $1 and w.id = any($2::uuid[]) and w.erased_at is null
        and ($3::boolean or w.kecamatan = $4)
       for update of w`,
    [tx.city.code, ids, everyone, area],
  );
  const kept = found.find(({ id }) => id === keptId.toLowerCase());
  const merged = found.find(({ id }) => id === mergedId.toLowerCase());
  if (!kept || !merged) throw new WorkerNotFound();
  return [kept, merged];
}

const summaryOf = ({ kecamatan, held, cards }: Found) => ({ kecamatan, months: held, cards: cards.length });

/** How the city's figures move when two become one (`by` 1) or one becomes two again (-1). */
function movesOf(
  [kept, merged]: readonly [Found, Found],
  before: readonly ProtectionRow[],
  after: readonly ProtectionRow[],
  by: 1 | -1,
): Move[] {
  const kecamatan = new Map([kept, merged].map((it) => [it.id, it.kecamatan]));
  const held = (rows: readonly ProtectionRow[]) => rows.map((row) => ({ ...row, workerId: row.holderId }));
  const moves: Move[] = [
    ...movesOfMonths(kecamatan, held(before), held(after)),
    { kecamatan: merged.kecamatan, figure: 'workers', by: -by },
  ];
  if (merged.cards.length > 0) {
    moves.push({ kecamatan: merged.kecamatan, figure: 'cards', by: -by });
    if (kept.cards.length === 0) moves.push({ kecamatan: kept.kecamatan, figure: 'cards', by });
  }
  return moves;
}
