import type { Law, LocalDate, Month } from '@lindungi/jamsostek';
import type { City, CityDatabase } from '@lindungi/tenancy';
import type { MonthHeard } from '../pledge/state.rules';
import { HEARD } from './succession.loaders';
import { stepOf } from './succession.rules';

/** Successions looked at in one statement. */
const AT_ONCE = 200;

interface Open {
  id: string;
  pledgeId: string;
  firstMonth: Month;
  withdrawn: boolean;
  heard: MonthHeard[];
}

/**
 * Open successions about which there is something to do, of the next few after a pledge.
 *
 * @returns their ids, and where the next few begin; undefined after the last
 */
export async function dueSuccessions(
  db: CityDatabase,
  city: City,
  { law, today, after }: { law: Law; today: LocalDate; after: string | undefined },
): Promise<{ ids: string[]; next: string | undefined }> {
  const rows = await db.read<Open>(
    city,
    `select s.id, s.pledge_id as "pledgeId", p.first_month as "firstMonth", p.withdrawn_at is not null as withdrawn, ${HEARD}
       from succession s join pledge p on p.city_id = $1 and p.id = s.pledge_id
      where s.city_id = $1 and s.state = 'OPEN' and ($2::uuid is null or s.pledge_id > $2)
      order by s.pledge_id limit $3`,
    [city.code, after ?? null, AT_ONCE],
  );
  const due = rows.filter((row) => stepOf(law, row, today) !== 'WAIT');
  return { ids: due.map(({ id }) => id), next: rows.length < AT_ONCE ? undefined : rows.at(-1)?.pledgeId };
}
