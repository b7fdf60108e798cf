import { afterKey, type Page, type PageArgs, pageLimit, pageOf } from '@lindungi/subgraph';
import type { BenefitsContext } from '../context';
import type { City, PayoutFigures, PayoutRow } from './payout.entity';
import { figuresOf } from './payout.rules';

type Asking = Pick<BenefitsContext, 'city' | 'read'>;

const PARTS = `(select jsonb_agg(jsonb_build_object('programme', programme, 'amount', amount) order by place)
   from payout_part where city_id = $1 and payout_id = payout.id) as programmes`;

/**
 * A page of payouts of the caller's city, the latest first; of another city there are none here. Public: a sum
 * and its parts name no person, and the wrong reading of such sums is why they are shown.
 *
 * @throws PageSizeRefused, PageCursorRefused
 */
export async function payoutsOfCities(
  cities: readonly Pick<City, 'code'>[],
  { city, read }: Asking,
  _names: readonly string[],
  args: Record<string, unknown>,
): Promise<Page<PayoutRow>[]> {
  const { first, after } = args as unknown as PageArgs;
  const [paidOn = null, id = null] = afterKey(after, 'date', 'uuid') ?? [];
  const rows = await read<PayoutRow>(
    `select id, title, paid_on as "paidOn", total, source, ${PARTS}
       from payout
      where city_id = $1
        and ($2::date is null or paid_on <= $2::date and (paid_on < $2::date or id > $3::uuid))
      order by paid_on desc, id limit $4`,
    [city.code, paidOn, id, pageLimit(first)],
  );
  return cities.map(({ code }) =>
    pageOf(code === city.code ? rows : [], first, (row) => [row.paidOn, row.id]),
  );
}

/** The figures of each city's payouts, all of them; of another city than the caller's they are nothing. */
export async function figuresOfCities(
  cities: readonly Pick<City, 'code'>[],
  { city, read }: Asking,
): Promise<PayoutFigures[]> {
  const rows = await read<Pick<PayoutRow, 'total' | 'programmes'>>(
    `select total, ${PARTS} from payout where city_id = $1`,
    [city.code],
  );
  return cities.map(({ code }) => figuresOf(code === city.code ? rows : []));
}
