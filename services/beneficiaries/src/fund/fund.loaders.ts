import { afterKey, type Columns, type PageArgs, pageLimit, selectList } from '@lindungi/subgraph';
import type { BeneficiariesContext } from '../context';
import type { FundList } from './fund.entity';

const columns: Columns = {
  id: 'id',
  fund: 'fund',
  source: 'source',
  listedOn: 'listed_on',
  rows: 'rows',
  importedAt: 'imported_at',
  withdrawnAt: 'withdrawn_at',
};

/**
 * A page of the city's lists, latest first; one row more than asked, see `pageOf`.
 *
 * @throws PageSizeRefused, PageCursorRefused
 */
export async function fundListsByTime(
  { city, read }: Pick<BeneficiariesContext, 'city' | 'read'>,
  page: PageArgs,
  asked: readonly string[],
): Promise<FundList[]> {
  const [at, id] = afterKey(page.after, 'instant', 'uuid') ?? [];
  return read(
    `select ${selectList(columns, asked, ['id', 'importedAt'])} from fund_list
      where city_id = $1 and ($2::timestamptz is null or (imported_at, id) < ($2::timestamptz, $3::uuid))
      order by fund_list.imported_at desc, fund_list.id desc limit $4`,
    [city.code, at ?? null, id ?? null, pageLimit(page.first)],
  );
}

/** One list of the city, as it stands. */
export async function fundListById(
  { city, read }: Pick<BeneficiariesContext, 'city' | 'read'>,
  id: string,
  asked: readonly string[],
): Promise<FundList | null> {
  const rows = await read<FundList>(
    `select ${selectList(columns, asked)} from fund_list where city_id = $1 and id = $2`,
    [city.code, id],
  );
  return rows[0] ?? null;
}
