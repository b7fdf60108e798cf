import { type Columns, selectList, uuidOf, uuidsOf } from '@lindungi/subgraph';
import type { DonorsContext } from '../context';
import type { Donor } from './donor.entity';
import { isSeen, seeing } from './seen';
import type { Sight } from './sight';

/** A donor as a query answers it: the columns asked for, plain. */
export type DonorRow = Omit<Donor, 'cityId' | 'agency'>;

const columns: Columns = {
  id: 'id',
  name: 'name',
  nip: 'masked_nip',
  kind: 'kind',
  post: 'post',
  agencyCode: 'agency',
  agency: ['agencyCode'],
  sample: 'sample',
  thankedPublicly: ['id'],
};

type Asking = Pick<DonorsContext, 'city' | 'read'>;

/** Donors by their ids, in one statement; those the caller may not see are as absent as those that never were. */
export function donorsByIds(
  ctx: Asking,
  sight: Sight,
  refs: readonly object[],
  names: readonly string[],
): Promise<DonorRow[]> {
  return ctx.read(
    `select ${selectList(columns, names)} from donor
      where city_id = $1 and id = any($2::uuid[]) and ${isSeen('donor', 3)}`,
    [ctx.city.code, uuidsOf(refs), ...seeing(sight)],
  );
}

/** Where a page of donors begins: after this name, and among namesakes after this id. */
export interface DonorPage {
  agency: string | undefined;
  after: readonly (string | number)[] | undefined;
  limit: number;
}

/** The donors by name whom the caller may see; of one agency, when given. */
export function donorsByName(
  ctx: Asking,
  sight: Sight,
  { agency, after, limit }: DonorPage,
  names: readonly string[],
): Promise<DonorRow[]> {
  const values: unknown[] = [ctx.city.code, limit, ...seeing(sight)];
  const ofAgency = agency === undefined ? '' : `and agency = $${values.push(agency)}`;
  const from = after ? `and (name, id) > ($${values.push(after[0])}, $${values.push(after[1])}::uuid)` : '';
  return ctx.read(
    `select ${selectList(columns, names, ['id', 'name'])} from donor
      where city_id = $1 and left_at is null and ${isSeen('donor', 3)} ${ofAgency} ${from} order by name, id limit $2`,
    values,
  );
}

/** How many donors the roster has, by post; a post without any is left out. */
export function donorsPerPost(ctx: Asking): Promise<{ post: Donor['post']; donors: number }[]> {
  return ctx.read(
    `select post, sum(donors)::int as donors from roster_figure
      where city_id = $1 group by post having sum(donors) > 0`,
    [ctx.city.code],
  );
}

/** How many donors each agency has; an agency without any is left out. */
export async function donorsPerAgency(ctx: Asking): Promise<Map<string, number>> {
  const rows = await ctx.read<{ agency: string; donors: number }>(
    `select agency, sum(donors)::int as donors from roster_figure
      where city_id = $1 group by agency having sum(donors) > 0`,
    [ctx.city.code],
  );
  return new Map(rows.map(({ agency, donors }) => [agency, donors]));
}

/** Code of the agency in which the roster places the caller; undefined for who is not on it. */
export async function agencyOfCaller(
  ctx: Pick<DonorsContext, 'city' | 'principal' | 'read'>,
): Promise<string | undefined> {
  const [row] = await ctx.read<{ agency: string }>(
    'select agency from donor where city_id = $1 and id = $2 and left_at is null',
    [ctx.city.code, uuidOf(ctx.principal.subject)],
  );
  return row?.agency;
}
