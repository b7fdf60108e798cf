import { randomUUID } from 'node:crypto';
import { bodyOf, RosterProgressed, type Told } from '@lindungi/events';
import { afterKey, type Page, pageLimit, pageOf, type Streamed } from '@lindungi/subgraph';
import { type Deed, type InCity, recordDeed } from '@lindungi/tenancy';
import type { DonorsContext } from '../context';
import { RosterImportUnknown, RosterMoved, RosterNotReadable } from './import.errors';
import { type ImportRow, importById, lockImport } from './import.loaders';
import { type LeaverRow, leaversOf } from './plan.loaders';

/** What somebody wants to import. */
export interface Wanted {
  complete: boolean;
  sample: boolean;
}

/** Opens an import; its file comes by an address of its own. */
export async function openImport(tx: InCity, { complete, sample }: Wanted, by: Deed['by']): Promise<string> {
  const id = randomUUID();
  tx.write(
    'insert into roster_import (city_id, id, opened_by, complete, sample) values ($1, $2, $3, $4, $5)',
    [tx.city.code, id, by?.subject, complete, sample],
  );
  recordDeed(tx, {
    by,
    act: 'openRosterImport',
    kind: 'RosterImport',
    object: id,
    after: { complete, sample },
  });
  return id;
}

/**
 * Lets a file that was read be applied, line by line, by the desk, which first looks whether as many still leave; one that is
 * applied, or known, stays so.
 *
 * @param leavers  how many leave the roster, as the caller has seen it
 * @throws RosterImportUnknown, RosterNotReadable, RosterMoved
 */
export async function applyImport(
  tx: InCity,
  { importId, leavers }: { importId: string; leavers: number },
  by: Deed['by'],
): Promise<string> {
  const job = await lockImport(tx, importId);
  if (!job) throw new RosterImportUnknown();
  if (['APPLYING', 'APPLIED', 'KNOWN'].includes(job.state)) return job.id;
  if (job.state !== 'READ') throw new RosterNotReadable(job.problemCount);

  if (job.leavers !== leavers) throw new RosterMoved(leavers, job.leavers ?? 0);
  tx.write(
    `update roster_import set state = 'APPLYING', applying_at = now() where city_id = $1 and id = $2`,
    [tx.city.code, job.id],
  );
  recordDeed(tx, {
    by,
    act: 'applyRosterImport',
    kind: 'RosterImport',
    object: job.id,
    after: { lines: job.lines, leavers, pledges: job.pledges },
  });
  return job.id;
}

/** @throws RosterImportUnknown */
export async function ownImport(ctx: DonorsContext, id: string): Promise<ImportRow> {
  const found = await importById(ctx, id);
  if (!found) throw new RosterImportUnknown();
  return found;
}

/**
 * A page of those who would leave the roster by a file that is read and not applied yet.
 *
 * @throws RosterImportUnknown
 */
export async function leaverPage(
  ctx: DonorsContext,
  { id, first, after }: { id: string; first: number; after?: string | null },
): Promise<Page<LeaverRow>> {
  const job = await ownImport(ctx, id);
  const from = { after: afterKey(after, 'text', 'uuid'), limit: pageLimit(first) };
  const rows = job.state === 'READ' ? await leaversOf(ctx, job, from) : [];
  return pageOf(rows, first, (row) => [row.name, row.id]);
}

/** An import, and how far it is. */
export interface ImportSeen {
  row: ImportRow;
  done: number | null;
  total: number | null;
}

/**
 * An import as it is now, then how far it is, each time some lines more are read or applied.
 *
 * @throws RosterImportUnknown
 */
export async function watchImport(
  ctx: DonorsContext,
  importId: string,
  after: string | null | undefined,
): Promise<AsyncGenerator<Streamed<ImportSeen>>> {
  const { id } = await ownImport(ctx, importId);
  const progressIn = (told: Told) => bodyOf(RosterProgressed, told);
  return ctx.live.stream<ImportSeen>({
    city: ctx.city,
    names: [RosterProgressed.name],
    match: (told) => progressIn(told).importId === id,
    coalesce: () => id,
    after,
    snapshot: async () => ({ row: await ownImport(ctx, id), done: null, total: null }),
    change: async (told) => {
      const { done, total } = progressIn(told);
      return { row: await ownImport(ctx, id), done, total };
    },
  });
}
