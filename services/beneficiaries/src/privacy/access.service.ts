import { type Asked, type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import type { Vault } from '../worker/vault';
import { type ClassedTable, READERS } from './data-class';
import { DATA_CLASSES } from './data-classes';
import { ELSEWHERE } from './elsewhere';
import { answerable } from './privacy.rules';
import { answer, lockRequest } from './request.service';

/** One table's rows on a person, by the names that person is given to read. */
export interface KeptTable {
  table: string;
  title: string;
  rows: Record<string, unknown>[];
}

/** Everything kept on one person. */
export interface KeptData {
  workerId: string;
  tables: KeptTable[];
  elsewhere: typeof ELSEWHERE;
  /** Who may read which class of it. */
  readers: typeof READERS;
}

/**
 * Answers a request for access, once for each key. What it answers is asked for by `dataOf`, which keeps nothing.
 *
 * @throws DataRequestNotFound, DataRequestAnswered
 */
export function answerAccessOnce(
  tx: InCity,
  asked: Asked,
  requestId: string,
  by: Actor,
): Promise<{ workerId: string }> {
  return once(tx, asked, async () => {
    const { id, workerId } = answerable(await lockRequest(tx, requestId), 'ACCESS');
    answer(tx, id, by);
    recordDeed(tx, {
      by,
      act: 'answerDataAccess',
      kind: 'Worker',
      object: workerId,
      after: { requestId: id },
    });
    return { workerId };
  });
}

/**
 * Everything this service keeps on a worker, of every entry that was merged into theirs, column by column as
 * `DATA_CLASSES` names them; what is sealed is opened.
 */
export async function dataOf(tx: InCity, vault: Vault, workerId: string): Promise<KeptData> {
  const entries = await tx.query<{ id: string }>(
    'select id from worker where city_id = $1 and (id = $2 or merged_into = $2) order by id <> $2, id',
    [tx.city.code, workerId],
  );
  const ids = entries.map(({ id }) => id);
  const tables: KeptTable[] = [];
  for (const [table, classed] of Object.entries(DATA_CLASSES)) {
    const named = namedColumns(classed);
    if (!classed.of || !classed.title || named.length === 0) continue;
    const rows = await tx.query<Record<string, unknown>>(
      `select ${named.map(([column]) => `t."${column}"`).join(', ')}${'id' in classed.columns ? ', t.id as row_id' : ''}
         from ${table} t where t.city_id = $1 and (${classed.of})`,
      [tx.city.code, ids],
    );
    const opened = rows.map((row) => openRow(vault, tx.city.code, table, named, row));
    if (opened.length > 0) tables.push({ table, title: classed.title, rows: opened });
  }
  return { workerId, tables, elsewhere: ELSEWHERE, readers: READERS };
}

const namedColumns = ({ columns }: ClassedTable): [string, string][] =>
  Object.entries(columns).flatMap(([column, is]) => (typeof is === 'string' ? [] : [[column, is[1]]]));

function openRow(
  vault: Vault,
  city: string,
  table: string,
  named: readonly [string, string][],
  row: Record<string, unknown>,
): Record<string, unknown> {
  return Object.fromEntries(
    named.map(([column, label]) => {
      const value = row[column];
      if (!Buffer.isBuffer(value)) return [label, value];
      return [label, vault.open(city, { table, column, row: String(row.row_id) }, value)];
    }),
  );
}
