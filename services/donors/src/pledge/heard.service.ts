import type { Month } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';

type Mark = 'taken' | 'held' | 'paid' | 'protected';

/**
 * Keeps what another service said of months of a pledge. Each mark is one teller's, and the last one told is right.
 */
export function hearOfMonths(
  tx: InCity,
  { pledgeId, months }: { pledgeId: string; months: readonly Month[] },
  mark: Mark,
  is = true,
): void {
  tx.write(
    `insert into pledge_month (city_id, pledge_id, month, ${mark})
     select $1, p.id, month, $4 from pledge p, unnest($3::text[]) as told (month)
      where p.city_id = $1 and p.id = $2 order by month
     on conflict (city_id, pledge_id, month) do update set ${mark} = excluded.${mark}`,
    [tx.city.code, pledgeId, months, is],
  );
}
