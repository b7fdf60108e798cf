import type { KeyObject } from 'node:crypto';
import { RosterProgressed, tell } from '@lindungi/events';
import { type DomainError, maskNip } from '@lindungi/jamsostek';
import { type City, type CityDatabase, type InCity, personId } from '@lindungi/tenancy';
import { RosterRowRepeated } from '../donor/roster.errors';
import type { Calendar } from '../pledge/calendar';
import { RosterFileSize, RosterImportUnknown } from './import.errors';
import { type FileEntry, headingOf, lineReader, MOST_LINES, type Problem } from './import.rules';
import { ON_ROSTER } from './in-file';
import { leaversCount, type Plan } from './plan.loaders';
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
      const { repeated, ...counted } = await keepEntries(tx, reading, known);
      problems.add(await repeatedLines(tx, reading, known, repeated));
      addTo(plan, counted);
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

type Known = FileEntry & { id: string };

/**
 * Keeps the entries, and counts how they stand to the roster: who joins (or is back), moves, changes, or stays as they
 * were. They go there as one text and nothing of them comes back, so that a long file leaves no more behind than a short one.
 *
 * @returns the counts, and the lines of those who stood in a line before
 */
async function keepEntries(
  tx: InCity,
  { importId, number, sample }: Reading,
  entries: readonly Known[],
): Promise<Counted & { repeated: number[] }> {
  const lines = entries.map(({ nip, ...entry }) => ({ ...entry, maskedNip: maskNip(nip) }));
  // a plan that was made while the roster was empty would look through all of it for every line
  tx.write("select set_config('plan_cache_mode', 'force_custom_plan', true)");
  const [kept] = await tx.query<Counted & { repeated: number[] }>(
    `with file as (
       select * from jsonb_to_recordset($4::jsonb)
                as f (id uuid, line int, "maskedNip" text, name text, kind text, post text, agency text, "leftWhy" text)
     ), kept as (
       insert into roster_row (city_id, import_id, reading, donor_id, line, masked_nip, name, kind, post, agency, left_why)
       select $1, $2, $3, id, line, "maskedNip", name, kind, post, agency, "leftWhy" from file order by line
       on conflict (city_id, import_id, reading, donor_id) do nothing returning line
     ), compared as (
       select d.id is null or d.left_at is not null as joins, d.agency <> f.agency as moves,
              (d.name, d.post, d.sample) is distinct from (f.name, f.post, $5::boolean) as differs
         from file f ${ON_ROSTER}
        where f."leftWhy" is null)
     select count(*) filter (where joins)::int as joiners,
            count(*) filter (where not joins and moves)::int as movers,
            count(*) filter (where not joins and not moves and differs)::int as changed,
            count(*) filter (where not joins and not moves and not differs)::int as unchanged,
            array(select line from file where line not in (select line from kept) order by line) as repeated
       from compared`,
    [tx.city.code, importId, number, JSON.stringify(lines), sample],
  );
  return kept!;
}

/** A civil servant who stood in a line before is a mistake of the later line. */
async function repeatedLines(
  tx: InCity,
  { importId, number }: Reading,
  entries: readonly Known[],
  lines: readonly number[],
): Promise<Problem[]> {
  if (lines.length === 0) return [];
  const repeated = entries.filter(({ line }) => lines.includes(line));
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
