import { randomUUID } from 'node:crypto';
import type { BodyOf, RemittanceApproved } from '@lindungi/events';
import type { LocalDate } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { DutkUnknown } from './dutk.errors';

export type DutkFormat = 'CSV' | 'XLSX';

/** Remembers which workers and months a list has whose transfer was let go: ids and amounts, in billing's order. */
export async function keepDutk(tx: InCity, approved: BodyOf<typeof RemittanceApproved>): Promise<void> {
  const { remittanceId, branch, approvedOn, lines } = approved;
  tx.write(
    `insert into dutk (city_id, id, branch, approved_on) values ($1, $2, $3, $4) on conflict do nothing`,
    [tx.city.code, remittanceId, branch, approvedOn],
  );
  tx.write(
    `insert into dutk_line (city_id, dutk_id, number, line_id, worker_id, month, full_amount, relief, amount)
     select $1, $2, * from unnest($3::int[], $4::uuid[], $5::uuid[], $6::text[], $7::bigint[], $8::int[], $9::bigint[])
     on conflict do nothing`,
    [
      tx.city.code,
      remittanceId,
      lines.map((_, at) => at + 1),
      lines.map(({ lineId }) => lineId),
      lines.map(({ workerId }) => workerId),
      lines.map(({ month }) => month),
      lines.map(({ full }) => full),
      lines.map(({ relief }) => relief),
      lines.map(({ amount }) => amount),
    ],
  );
}

/**
 * Writes down that somebody gets a list with its numbers, before a single one is opened: who, when, and why, which is
 * the list itself. For roles that see the whole city.
 *
 * @returns the id of that row: it hands the file out once
 * @throws DutkUnknown
 */
export async function handOutDutk(
  tx: InCity,
  by: Actor,
  { remittanceId, format }: { remittanceId: string; format: DutkFormat },
): Promise<string> {
  const [list] = await tx.query<{ id: string; lines: number }>(
    `select id, (select count(*)::int from dutk_line where city_id = $1 and dutk_id = dutk.id) as lines
       from dutk where city_id = $1 and id = any($2::uuid[])`,
    [tx.city.code, uuidsOf([{ id: remittanceId }])],
  );
  if (!list) throw new DutkUnknown();
  const id = randomUUID();
  tx.write(
    `insert into dutk_reveal (city_id, id, dutk_id, revealed_by, roles, format, lines) values ($1, $2, $3, $4, $5, $6, $7)`,
    [tx.city.code, id, list.id, by.subject, [...by.roles], format, list.lines],
  );
  recordDeed(tx, {
    ...{ by, act: 'handOutDutk', kind: 'Remittance', object: list.id },
    after: { format, lines: list.lines },
  });
  return id;
}

/** A list that is being handed out. */
export interface HandedOut {
  id: string;
  branch: string;
  approvedOn: LocalDate;
  format: DutkFormat;
}

/** Takes the one file that a row of `handOutDutk` stands for; undefined when it was taken before. */
export async function takeDutk(tx: InCity, revealId: string): Promise<HandedOut | undefined> {
  const [taken] = await tx.query<HandedOut>(
    `update dutk_reveal set fetched_at = now() from dutk
      where dutk_reveal.city_id = $1 and dutk_reveal.id::text = $2 and fetched_at is null
        and dutk.city_id = $1 and dutk.id = dutk_id
      returning dutk.id, branch, approved_on as "approvedOn", format`,
    [tx.city.code, revealId],
  );
  return taken;
}
