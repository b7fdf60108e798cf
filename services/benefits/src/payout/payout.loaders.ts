import type { BenefitsContext } from '../context';
import type { City, PayoutFigures, PayoutRow } from './payout.entity';
import { figuresOf } from './payout.rules';

/**
 * Payouts of the caller's city, in one statement; of another city there are none here. Public: a sum
 * and its parts name no person, and the wrong reading of such sums is why they are shown.
 */
export async function payoutsOfCities(
  cities: readonly Pick<City, 'code'>[],
  ctx: Pick<BenefitsContext, 'city' | 'read'>,
): Promise<PayoutRow[][]> {
  const payouts = await ctx.read<PayoutRow>(
    `select id, title, paid_on as "paidOn", total, source, programmes
       from payout
       join (select payout_id,
                    jsonb_agg(jsonb_build_object('programme', programme, 'amount', amount) order by place) as programmes
               from payout_part where city_id = $1 group by payout_id) as part on part.payout_id = payout.id
      where city_id = $1
      order by paid_on desc, id`,
    [ctx.city.code],
  );
  return cities.map(({ code }) => (code === ctx.city.code ? payouts : []));
}

/** The figures of each city's payouts; of another city than the caller's they are nothing. */
export const figuresOfCities = async (
  cities: readonly Pick<City, 'code'>[],
  ctx: Pick<BenefitsContext, 'city' | 'read'>,
): Promise<PayoutFigures[]> => (await payoutsOfCities(cities, ctx)).map(figuresOf);
