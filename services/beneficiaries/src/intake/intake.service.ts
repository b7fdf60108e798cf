import type { KeyObject } from 'node:crypto';
import { tell, WorkerFileProgressed } from '@lindungi/events';
import { DomainError, type Law, type LocalDate } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type Asked, type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { areaOfRegistrar } from '../worker/sight.rules';
import type { Vault } from '../worker/vault';
import type { Candidate } from '../worker/worker.rules';
import { addWorkers } from '../worker/worker.service';
import { WorkerFileNotFound } from './intake.errors';
import { type FileState, type Heading, type Problem, readLine } from './intake.rules';
import { dropPieces } from './piece.service';

/** A file, as whoever works on it must know it. */
export interface FileAtWork {
  id: string;
  state: Extract<FileState, 'READING' | 'IMPORTING'>;
  /** Lines behind the heading that are gone through in this state. */
  done: number;
  rows: number;
  by: Actor;
}

/** What rows are read and registered by. */
export interface IntakeDesk {
  law: Law;
  vault: Vault;
  today: LocalDate;
}

/**
 * Begins to register the rows that are fit, once for each key; whoever sent the file may.
 *
 * @throws WorkerFileNotFound
 */
export function importFileOnce(tx: InCity, asked: Asked, fileId: string, by: Actor): Promise<{ id: string }> {
  return once(tx, asked, async () => {
    const [file] = await tx.query<{ id: string; rows: number; fit: number }>(
      `update worker_file set state = 'IMPORTING', roles = $4, area = $5
        where city_id = $1 and id = any($2::uuid[]) and uploaded_by = $3 and state = 'READ' returning id, rows, fit`,
      [tx.city.code, uuidsOf([{ id: fileId }]), by.subject, [...by.roles], by.area],
    );
    if (!file) throw new WorkerFileNotFound();
    const { id, ...after } = file;
    recordDeed(tx, { by, act: asked.mutation, kind: 'WorkerFile', object: id, after });
    return { id };
  });
}

/** The city's next file to go on with. */
export async function nextFile(tx: InCity): Promise<FileAtWork | undefined> {
  const [file] = await tx.query<Omit<FileAtWork, 'by'> & Actor>(
    `select id, state, case state when 'READING' then rows else imported end as done, rows,
            uploaded_by as subject, roles, area
       from worker_file where city_id = $1 and state in ('READING', 'IMPORTING') order by uploaded_at, id limit 1`,
    [tx.city.code],
  );
  if (!file) return undefined;
  const { subject, roles, area, ...rest } = file;
  return { ...rest, by: { subject, roles, area } };
}

/** Somebody else has gone on with the file meanwhile; nothing of this lot is kept. */
export class FileMovedOn extends Error {}

/**
 * Goes through the next lines of a file: looks at them, or registers them. All of it is kept, with how far the file
 * is, or nothing, so that whoever goes on later begins with the next line.
 *
 * @param lines  those behind `file.done`
 * @throws FileMovedOn
 */
export async function goOn(
  tx: InCity,
  { law, vault, today }: IntakeDesk,
  file: FileAtWork,
  heading: Heading,
  lines: readonly (readonly string[])[],
): Promise<void> {
  const { by, done } = file;
  const desk = { law, city: tx.city, area: areaOfRegistrar(by), today };
  const read = lines.map((cells, at) => ({ row: done + at + 2, ...readLine(desk, heading, cells) }));
  const candidates = read.flatMap(({ candidate }) => (candidate ? [candidate] : []));
  const problems = read.flatMap(({ row, problems: of }) => of.map((problem) => ({ row, ...problem })));
  const refused = new Set(problems.map(({ row }) => row)).size;

  if (file.state === 'READING') {
    const known = await knownAmong(tx, vault, candidates);
    await advance(tx, file, 'rows', [lines.length, candidates.length - known, known, refused]);
  } else {
    const added = await addWorkers(tx, candidates, { law, vault, by, today }, 'importWorkerFile');
    await advance(tx, file, 'imported', [lines.length, added.filter((id) => id !== undefined).length]);
  }
  keepProblems(tx, file.id, problems);
  const total = file.state === 'READING' ? null : file.rows;
  tell(tx, WorkerFileProgressed, { fileId: file.id, state: file.state, done: done + lines.length, total });
}

/** The last line is behind: what was read waits for a person, what was registered needs its bytes no more. */
export async function finish(tx: InCity, { id, state, done }: FileAtWork): Promise<void> {
  const after = state === 'READING' ? 'READ' : 'DONE';
  const counted = state === 'READING' ? 'rows' : 'imported';
  const ended = await tx.query(
    `update worker_file set state = $3 where city_id = $1 and id = $2 and state = $4 and ${counted} = $5 returning 1`,
    [tx.city.code, id, after, state, done],
  );
  if (ended.length === 0) throw new FileMovedOn();
  if (after === 'DONE') dropPieces(tx, id);
  tell(tx, WorkerFileProgressed, { fileId: id, state: after, done, total: done });
}

/** It is no list of workers; its bytes are removed. */
export async function giveUp(tx: InCity, fileId: string, refusal: DomainError): Promise<void> {
  tx.write(
    `update worker_file set state = 'UNREADABLE', why = $3, mark = null where city_id = $1 and id = $2`,
    [tx.city.code, fileId, refusal.words.id],
  );
  dropPieces(tx, fileId);
  tell(tx, WorkerFileProgressed, { fileId, state: 'UNREADABLE', done: 0, total: null });
}

/** Files that nobody went on with for a week are forgotten: people's data is not kept for later. */
export async function forgetFiles(tx: InCity): Promise<void> {
  const old = `city_id = $1 and state in ('ARRIVING', 'READ') and uploaded_at < now() - interval '7 days'`;
  tx.write(
    `delete from worker_file_piece p using worker_file f where p.city_id = $1 and f.id = p.file_id and f.${old}`,
    [tx.city.code],
  );
  tx.write(
    `update worker_file set state = 'UNREADABLE', mark = null, why = 'Tidak diimpor dalam tujuh hari; kirim lagi.'
      where ${old}`,
    [tx.city.code],
  );
}

async function knownAmong(tx: InCity, vault: Vault, candidates: readonly Candidate[]): Promise<number> {
  const indexes = candidates.map(({ nik }) => vault.nikIndex(tx.city.code, nik).toString('hex'));
  const [found] = await tx.query<{ n: number }>(
    `select count(*)::int as n from worker where city_id = $1 and nik_index in (
       select decode(i, 'hex') from unnest($2::text[]) as i)`,
    [tx.city.code, indexes],
  );
  return found!.n;
}

async function advance(
  tx: InCity,
  { id, state, done }: FileAtWork,
  counted: 'rows' | 'imported',
  by: readonly number[],
): Promise<void> {
  const more =
    counted === 'rows'
      ? 'fit = fit + $6, known = known + $7, refused = refused + $8'
      : 'registered = registered + $6';
  const moved = await tx.query(
    `update worker_file set ${counted} = ${counted} + $5, ${more}
      where city_id = $1 and id = $2 and state = $3 and ${counted} = $4 returning 1`,
    [tx.city.code, id, state, done, ...by],
  );
  if (moved.length === 0) throw new FileMovedOn();
}

function keepProblems(tx: InCity, fileId: string, problems: readonly (Problem & { row: number })[]): void {
  if (problems.length === 0) return;
  tx.write(
    `insert into worker_file_problem (city_id, file_id, row, "column", code, words)
     select $1, $2, row, "column", code, words
       from jsonb_to_recordset($3::jsonb) as p (row int, "column" text, code text, words jsonb)
     on conflict do nothing`,
    [tx.city.code, fileId, JSON.stringify(problems)],
  );
}

/** What this service's own handlers and resolvers need besides: the key of addresses, and how to wake the desk. */
export interface Intake {
  fileKey: KeyObject;
  wakeIntake(cityCode: string): void;
}
