import { uuidsOf } from '@lindungi/subgraph';
import type { InCity } from '@lindungi/tenancy';
import type { DonorsContext } from '../context';
import type { RosterImportState } from './import.entity';
import type { Problem } from './import.rules';
import type { Plan } from './plan.loaders';

/** An import as it is kept. */
export interface ImportRow extends Record<keyof Plan, number | null> {
  id: string;
  state: RosterImportState;
  complete: boolean;
  sample: boolean;
  openedAt: string;
  appliedAt: string | null;
  lines: number;
  done: number;
  reading: number;
  problemCount: number;
  problems: Problem[];
}

const ROW = `select id, state, complete, sample, opened_at as "openedAt", applied_at as "appliedAt", lines, done, reading,
  problem_count as "problemCount", problems, joiners, movers, changed, unchanged, leavers, pledges
  from roster_import where city_id = $1 and id = any($2::uuid[])`;

/** An import by its id, or undefined: of another city, or never opened. */
export async function importById(
  ctx: Pick<DonorsContext, 'city' | 'read'>,
  id: string,
): Promise<ImportRow | undefined> {
  return (await ctx.read<ImportRow>(ROW, [ctx.city.code, uuidsOf([{ id }])]))[0];
}

/** The same, locked until the transaction ends. */
export async function lockImport(tx: InCity, id: string): Promise<ImportRow | undefined> {
  return (await tx.query<ImportRow>(`${ROW} for update`, [tx.city.code, uuidsOf([{ id }])]))[0];
}
