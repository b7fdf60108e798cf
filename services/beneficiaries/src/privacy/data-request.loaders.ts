import {
  afterKey,
  type Columns,
  type Context,
  type PageArgs,
  pageLimit,
  selectList,
  uuidsOf,
} from '@lindungi/subgraph';
import type { Sight } from '../worker/sight.rules';
import type { DataRequest } from './data-request.entity';
import { LEAD_HOURS } from './request-clock.rules';
import type { RequestState } from './request-state';

const columns: Columns = {
  id: 'r.id',
  workerId: 'r.worker_id',
  kind: 'r.kind',
  state: 'r.state',
  askedBy: 'r.asked_by',
  channel: 'r.channel',
  askedAt: 'r.asked_at',
  dueAt: 'r.due_at',
  overdue: `r.due_at < coalesce(r.answered_at, now()) and r.state <> 'WAITING'`,
  answeredAt: 'r.answered_at',
  refusal: 'r.refusal',
};

type Reading = Pick<Context, 'city' | 'read'>;

/** Whose requests are seen: of the city, or of the workers of a kecamatan. */
export type RequestSight = Pick<Sight, 'everyone' | 'area'>;

/** A page of requests, latest first; one row more than asked, see `pageOf`. @throws PageSizeRefused, PageCursorRefused */
export function requestsByAge(
  { city, read }: Reading,
  { everyone, area }: RequestSight,
  page: PageArgs,
  state: RequestState | null,
  names: readonly string[],
): Promise<DataRequest[]> {
  const [at, id] = afterKey(page.after, 'instant', 'uuid') ?? [];
  return read<DataRequest>(
    `select ${selectList(columns, names, ['id', 'askedAt'])} from data_request r
      where r.city_id = $1 and ($2::boolean or exists (
              select from worker w where w.city_id = $1 and w.id = r.worker_id and w.kecamatan = $3))
        and ($4::text is null or r.state = $4) and ($5::timestamptz is null or (r.asked_at, r.id) < ($5, $6::uuid))
      order by r.asked_at desc, r.id desc limit $7`,
    [city.code, everyone, area, state, at ?? null, id ?? null, pageLimit(page.first)],
  );
}

/** One request, as it stands now; null for none, or where the caller may not see it. */
export async function readRequest(
  { city, read }: Reading,
  { everyone, area }: RequestSight,
  id: string,
  names: readonly string[],
): Promise<DataRequest | null> {
  const [found] = await read<DataRequest>(
    `select ${selectList(columns, names)} from data_request r
      where r.city_id = $1 and r.id = any($2::uuid[]) and ($3::boolean or exists (
              select from worker w where w.city_id = $1 and w.id = r.worker_id and w.kecamatan = $4))`,
    [city.code, uuidsOf([{ id }]), everyone, area],
  );
  return found ?? null;
}

/** SQL over `data_request` r, `$2` and `$3` who sees whose: unanswered, and at its end within a day or past it. */
const DUE = `r.city_id = $1 and r.state = 'OPEN' and r.due_at <= now() + interval '${LEAD_HOURS} hours'
  and ($2::boolean or exists (
        select from worker w where w.city_id = $1 and w.id = r.worker_id and w.kecamatan = $3))`;

/** A page of requests whose clock runs out or has, the most urgent first; one row more than asked, see `pageOf`. */
export function requestsByClock(
  { city, read }: Reading,
  { everyone, area }: RequestSight,
  { after, limit }: { after: readonly (string | number)[] | undefined; limit: number },
  names: readonly string[],
): Promise<DataRequest[]> {
  return read<DataRequest>(
    `select ${selectList(columns, names, ['id', 'dueAt'])} from data_request r
      where ${DUE} and ($4::timestamptz is null or (r.due_at, r.id) > ($4, $5::uuid))
      order by r.due_at, r.id limit $6`,
    [city.code, everyone, area, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
}

/** How many of them there are. */
export async function countDue({ city, read }: Reading, { everyone, area }: RequestSight): Promise<number> {
  const [count] = await read<{ due: number }>(
    `select count(*)::int as due from data_request r where ${DUE}`,
    [city.code, everyone, area],
  );
  return count?.due ?? 0;
}
