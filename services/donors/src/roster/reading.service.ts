import type { KeyObject } from 'node:crypto';
import { RosterProgressed, tell } from '@lindungi/events';
import { type DomainError, maskNip } from '@lindungi/jamsostek';
import { type City, type CityDatabase, type InCity, personId } from '@lindungi/tenancy';
import { RosterRowRepeated } from '../donor/roster.errors';
import type { Calendar } from '../pledge/calendar';
import { RosterFileSize, RosterImportUnknown } from './import.errors';
import { type FileEntry, headingOf, lineReader, MOST_LINES, type Problem } from './import.rules';
import { compared, leaversCount, type Plan } from './plan.loaders';
import type { Line, Table } from './table';

/** Lines kept in one transaction: so few that they are gone before they are taken for something that stays in memory. */
const AT_ONCE = 250;

/** Mistakes that are kept of one file; who has mended these sends it again. */
const MOST_TOLD = 200;

/** What reading needs besides the file. */
export interface Desk {
  db: CityDatabase;
  city: City;
  /** From a NIP to a donor's id. */
  personKey: KeyObject;
  calendar: Calendar;
}

/** One reading of one import; who sends a file again to the same address begins another. */
interface Reading {
  importId: string;
  number: number;
  sample: boolean;
}

/**
 * Reads a file to its end and keeps what it says; nobody is on the roster by it. Every mistake is counted, the first
 * two hundred are kept by row and column. What the latest applied file said already is known, and changes nothing.
 *
 * @throws RosterImportUnknown  no such import, or it was applied
 * @throws RosterFileUnreadable, RosterHeadingRefused, RosterFileSize
 */
export async function readRosterFile(desk: Desk, importId: string, table: Table): Promise<void> {
  const reading = await desk.db.inCity(desk.city, (tx) => beginReading(tx, importId));
  const problems = new ProblemList();
  const plan = { joiners: 0, movers: 0, changed: 0, unchanged: 0 };
  let lines = 0;
  for await (const entries of inBatches(entriesOf(desk.city, table.lines, problems))) {
    lines += entries.length;
    if (lines > MOST_LINES) throw new RosterFileSize(MOST_LINES);
    await desk.db.inCity(desk.city, async (tx) => {
      const known = entries.map((entry) => ({
        ...entry,
        id: personId(desk.personKey, desk.city.code, `nip:${entry.nip}`),
      }));
      problems.add(await keepEntries(tx, reading, known));
      addTo(plan, await compared(tx, known, reading.sample));
      tell(tx, RosterProgressed, { importId, stage: 'READING', done: lines, total: null });
    });
  }
  if (lines + problems.count === 0) throw new RosterFileSize(MOST_LINES);
  const end = { lines, hash: table.hash(), problems, plan };
  await desk.db.inCity(desk.city, (tx) => endReading(tx, reading, end, desk.calendar));
}

/** What is counted while lines are read. */
type Counted = Omit<Plan, 'leavers' | 'pledges'>;

/** The first of all mistakes, and how many there are. */
class ProblemList {
  readonly kept: Problem[] = [];
  count = 0;

  add(problems: readonly Problem[]): void {
    this.count += problems.length;
    for (const one of problems) if (this.kept.length < MOST_TOLD) this.kept.push(one);
  }
}

async function beginReading(tx: InCity, importId: string): Promise<Reading> {
  const [begun] = await tx.query<Omit<Reading, 'importId'>>(
    `update roster_import set state = 'READING', reading = reading + 1
      where city_id = $1 and id = $2 and state in ('OPEN', 'READING', 'READ', 'REFUSED', 'KNOWN')
      returning reading as number, sample`,
    [tx.city.code, importId],
  );
  if (!begun) throw new RosterImportUnknown();
  return { importId, ...begun };
}

function addTo(plan: Counted, more: Counted): void {
  for (const name of ['joiners', 'movers', 'changed', 'unchanged'] as const) plan[name] += more[name];
}

async function* entriesOf(
  city: City,
  lines: AsyncIterable<Line>,
  problems: ProblemList,
): AsyncGenerator<FileEntry> {
  let read: ReturnType<typeof lineReader> | undefined;
  for await (const { number, cells } of lines) {
    if (!read) {
      read = lineReader(city, headingOf(cells));
      continue;
    }
    const { entry, problems: wrong } = read(number, cells);
    problems.add(wrong);
    if (entry) yield entry;
  }
}

async function* inBatches(entries: AsyncIterable<FileEntry>): AsyncGenerator<FileEntry[]> {
  let batch: FileEntry[] = [];
  for await (const entry of entries) {
    batch.push(entry);
    if (batch.length < AT_ONCE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Keeps the entries; a civil servant who stood in a line before is a mistake of the later line. */
async function keepEntries(
  tx: InCity,
  { importId, number }: Reading,
  entries: readonly (FileEntry & { id: string })[],
): Promise<Problem[]> {
  const ids = entries.map(({ id }) => id);
  const column = <K extends keyof FileEntry>(name: K) => entries.map((entry) => entry[name]);
  const kept = await tx.query<{ line: number }>(
    `insert into roster_row (city_id, import_id, reading, donor_id, line, masked_nip, name, kind, post, agency, left_why)
     select $1, $2, $3, * from unnest($4::uuid[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[],
                                      $11::text[])
     on conflict (city_id, import_id, reading, donor_id) do nothing returning line`,
    [
      ...[tx.city.code, importId, number, ids, column('line'), entries.map(({ nip }) => maskNip(nip))],
      ...[column('name'), column('kind'), column('post'), column('agency'), column('leftWhy')],
    ],
  );
  if (kept.length === entries.length) return [];
  const lines = new Set(kept.map(({ line }) => line));
  const repeated = entries.flatMap(({ line }, at) => (lines.has(line) ? [] : [{ line, id: ids[at]! }]));
  const first = await tx.query<{ id: string; line: number }>(
    `select donor_id as id, line from roster_row
      where city_id = $1 and import_id = $2 and reading = $3 and donor_id = any($4::uuid[])`,
    [tx.city.code, importId, number, repeated.map(({ id }) => id)],
  );
  const lineOf = new Map(first.map(({ id, line }) => [id, line]));
  return repeated.map(({ line, id }) => {
    const { code, words } = new RosterRowRepeated(lineOf.get(id)!);
    return { row: line, column: 'nip', code, words };
  });
}

async function endReading(
  tx: InCity,
  { importId, number }: Reading,
  {
    lines,
    hash,
    problems,
    plan: counted,
  }: { lines: number; hash: string; problems: ProblemList; plan: Counted },
  calendar: Calendar,
): Promise<void> {
  const bad = problems.count > 0;
  const known = !bad && (await isLatest(tx, importId, hash));
  const plan: Plan | undefined =
    bad || known ? undefined : { ...counted, ...(await leaversCount(tx, importId, number, calendar)) };
  const state = bad ? 'REFUSED' : known ? 'KNOWN' : 'READ';
  tx.write(
    `update roster_import
        set state = $4, lines = $5, hash = $6, problems = $7, problem_count = $8, joiners = $9, movers = $10,
            changed = $11, unchanged = $12, leavers = $13, pledges = $14
      where city_id = $1 and id = $2 and reading = $3 and state = 'READING'`,
    [
      ...[tx.city.code, importId, number, state, lines, hash, JSON.stringify(problems.kept), problems.count],
      ...[plan?.joiners, plan?.movers, plan?.changed, plan?.unchanged, plan?.leavers, plan?.pledges].map(
        (count) => count ?? null,
      ),
    ],
  );
  tell(tx, RosterProgressed, { importId, stage: 'READ', done: lines, total: lines });
}

/** Whether the file that was applied last said the same, in the same way. */
async function isLatest(tx: InCity, importId: string, hash: string): Promise<boolean> {
  const [same] = await tx.query(
    `select from roster_import this
       cross join lateral (select hash, complete, sample from roster_import
                            where city_id = $1 and state = 'APPLIED' order by applied_at desc limit 1) last
      where this.city_id = $1 and this.id = $2 and last.hash = $3
        and (last.complete, last.sample) = (this.complete, this.sample)`,
    [tx.city.code, importId, hash],
  );
  return same !== undefined;
}

/** Ends a reading that came to nothing, so that nobody waits for it. */
export function refuseReading(tx: InCity, importId: string, refused: DomainError): void {
  const problem: Problem = { row: 1, column: '', code: refused.code, words: refused.words };
  tx.write(
    `update roster_import set state = 'REFUSED', problems = $3, problem_count = 1
      where city_id = $1 and id = $2 and state = 'READING'`,
    [tx.city.code, importId, JSON.stringify([problem])],
  );
}
