import type { InCity } from '@lindungi/tenancy';
import type { Calendar } from '../pledge/calendar';
import { openPledge } from './open-pledge';

/** Opens a succession for each pledge that these donors leave behind; one that is open stays the one. */
export function openSuccessions(
  tx: InCity,
  donorIds: readonly string[],
  { thisMonth, arrears }: Calendar,
): void {
  tx.write(
    `insert into succession (city_id, pledge_id, donor_id, agency, why)
     select $1, p.id, d.id, d.agency, d.left_why from pledge p
       join donor d on d.city_id = $1 and d.id = p.donor_id
      where p.city_id = $1 and d.id = any($2::uuid[]) and d.left_why is not null and ${openPledge('$3', '$4')}
     on conflict (city_id, pledge_id) where state = 'OPEN' do nothing`,
    [tx.city.code, donorIds, thisMonth, arrears],
  );
}

/**
 * Who is back on the roster goes on with what is theirs: nobody else is looked for any more. What was given up is theirs no
 * more, so its worker still goes to the pool.
 */
export function closeReturned(tx: InCity, donorIds: readonly string[]): void {
  tx.write(
    `update succession set state = 'ENDED', outcome = 'CAME_BACK', ended_at = now()
      where city_id = $1 and state = 'OPEN' and donor_id = any($2::uuid[])
        and exists (select from pledge p where p.city_id = $1 and p.id = pledge_id and p.withdrawn_at is null)`,
    [tx.city.code, donorIds],
  );
}
