import { afterKey, type Columns, type PageArgs, pageLimit, selectList, uuidsOf } from '@lindungi/subgraph';
import type { BeneficiariesContext } from '../context';
import type { WorkerFile, WorkerFileProblem } from './intake.entity';

const columns: Columns = {
  id: 'f.id',
  state: 'f.state',
  why: 'f.why',
  rows: 'f.rows',
  fit: 'f.fit',
  known: 'f.known',
  refused: 'f.refused',
  imported: 'f.imported',
  registered: 'f.registered',
  uploadedAt: 'f.uploaded_at',
};

type Asking = Pick<BeneficiariesContext, 'city' | 'principal' | 'read' | 'language'>;

/** A file is for whoever sent it, and for the city's administrators. */
const SEEN = '($2::boolean or f.uploaded_by = $3::uuid)';
const sightOn = ({ city, principal }: Asking) => [
  city.code,
  principal.roles.includes('ADMIN'),
  principal.subject,
];

/** One file, for who may see it. */
export async function fileById(
  ctx: Asking,
  id: string,
  asked: readonly string[],
): Promise<WorkerFile | null> {
  const rows = await ctx.read<WorkerFile>(
    `select ${selectList(columns, asked)} from worker_file f
      where f.city_id = $1 and ${SEEN} and f.state <> 'ARRIVING' and f.id = any($4::uuid[])`,
    [...sightOn(ctx), uuidsOf([{ id }])],
  );
  return rows[0] ?? null;
}

/**
 * A page of files, latest first; one row more than asked, see `pageOf`.
 *
 * @throws PageSizeRefused, PageCursorRefused
 */
export async function filesByTime(
  ctx: Asking,
  page: PageArgs,
  asked: readonly string[],
): Promise<WorkerFile[]> {
  const [at, id] = afterKey(page.after, 'instant', 'uuid') ?? [];
  return ctx.read(
    `select ${selectList(columns, asked, ['id', 'uploadedAt'])} from worker_file f
      where f.city_id = $1 and ${SEEN} and f.state <> 'ARRIVING'
        and ($4::timestamptz is null or (f.uploaded_at, f.id) < ($4::timestamptz, $5::uuid))
      order by f.uploaded_at desc, f.id desc limit $6`,
    [...sightOn(ctx), at ?? null, id ?? null, pageLimit(page.first)],
  );
}

/** A page of what is wrong with a file, in its order; none of a file the caller may not see. */
export async function problemsByRow(
  ctx: Asking,
  fileId: string,
  page: PageArgs,
): Promise<WorkerFileProblem[]> {
  const [row, column] = afterKey(page.after, 'number', 'text') ?? [];
  return ctx.read(
    `select p.row, p."column", p.code, p.words ->> $4 as message from worker_file_problem p
       join worker_file f on f.city_id = $1 and f.id = p.file_id
      where p.city_id = $1 and ${SEEN} and p.file_id = any($5::uuid[])
        and ($6::int is null or (p.row, p."column") > ($6::int, $7::text))
      order by p.row, p."column" limit $8`,
    [
      ...[...sightOn(ctx), ctx.language, uuidsOf([{ id: fileId }])],
      ...[row ?? null, column ?? null, pageLimit(page.first)],
    ],
  );
}
