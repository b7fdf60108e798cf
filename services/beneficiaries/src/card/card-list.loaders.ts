import type { Month } from '@lindungi/jamsostek';
import {
  afterKey,
  type Columns,
  type Context,
  type PageArgs,
  pageLimit,
  selectList,
} from '@lindungi/subgraph';
import { type City, paperCodeHash } from '@lindungi/tenancy';
import type { CardOfWorker, CardVerification } from './card-list.entity';
import type { CardState } from './card-state';
import { type Desk, LATEST_CARD } from './on-the-way.service';

/** A row of the list; the worker is asked for apart. */
export type CardRow = Omit<CardOfWorker, 'worker'> & { workerId: string; name: string };

const STATE = `case when h.id is not null then 'HANDED_OVER' when p.edition is not null then 'PRINTED' else 'WAITING' end`;

const columns: Columns = {
  id: 'c.id',
  workerId: 'w.id',
  name: 'w.name',
  kpj: 'c.kpj_mask',
  issuedOn: 'c.issued_on',
  state: STATE,
  printedAt: 'p.printed_at',
  handedOn: 'h.handed_on',
  handedTo: 'h.handed_to',
  handedBy: 'h.handed_by',
};

/**
 * A page of cards by the names on them; one row more than asked, see `pageOf`.
 *
 * @param wanted  of one kecamatan, in one state; null is all
 * @throws PageSizeRefused, PageCursorRefused
 */
export function cardsByName(
  { city, read }: Pick<Context, 'city' | 'read'>,
  { everyone, area }: Desk,
  page: PageArgs,
  wanted: { kecamatan: string | null; state: CardState | null },
  names: readonly string[],
): Promise<CardRow[]> {
  const [name, id] = afterKey(page.after, 'text', 'uuid') ?? [];
  const limit = pageLimit(page.first);
  if (!everyone && area === null) return Promise.resolve([]);
  return read<CardRow>(
    `select ${selectList(columns, names, ['id', 'name', 'workerId'])} from worker w ${LATEST_CARD}
      where w.city_id = $1 and c.id is not null and w.erased_at is null
        and ($2::boolean or w.kecamatan = $3) and ($4::text is null or w.kecamatan = $4)
        and ($5::text is null or ${STATE} = $5) and ($6::text is null or (w.name, w.id) > ($6, $7::uuid))
      order by w.name, w.id limit $8`,
    [city.code, everyone, area, wanted.kecamatan, wanted.state, name ?? null, id ?? null, limit],
  );
}

/** What anybody may learn of a code, in one question whether it is known or not. */
export async function verifyCode(
  { city, read }: { city: City; read: Context['read'] },
  typed: string,
): Promise<CardVerification> {
  const [card] = await read<{ until: Month | null }>(
    `select (select max(month) from protection m where m.city_id = $1 and m.worker_id = c.worker_id
                and m.state = 'PROTECTED') as until
       from card_print p
       join card c on c.city_id = $1 and c.id = p.card_id
       join worker w on w.city_id = $1 and w.id = c.worker_id and w.erased_at is null
      where p.city_id = $1 and p.code_hash = $2 and p.revoked_at is null
        and not exists (select from card later where later.city_id = $1 and later.worker_id = c.worker_id
              and (later.issued_on, later.recorded_at) > (c.issued_on, c.recorded_at))`,
    [city.code, paperCodeHash(typed)],
  );
  return {
    valid: card !== undefined,
    protectedUntil: card?.until ?? null,
    city: card ? city.name : null,
  };
}
