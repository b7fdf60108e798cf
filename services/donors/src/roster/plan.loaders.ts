import type { InCity } from '@lindungi/tenancy';
import type { DonorsContext } from '../context';
import type { Calendar } from '../pledge/calendar';
import { calendarOf } from '../pledge/calendar.rules';
import { openPledge } from '../succession/open-pledge';
import type { LeftWhy } from './import.rules';

/** What applying a file would do to the roster, counted. */
export interface Plan {
  joiners: number;
  movers: number;
  changed: number;
  unchanged: number;
  leavers: number;
  /** Pledges of those who leave, for whom somebody else is then looked for. */
  pledges: number;
}

/** The file $2, reading $3, against the roster as it is. */
const LEAVERS = `
  select d.id, d.name, d.agency, coalesce(f.left_why, 'ABSENT') as why
    from donor d
    join roster_import i on i.city_id = $1 and i.id = $2
    left join roster_row f on f.city_id = $1 and f.import_id = $2 and f.reading = $3 and f.donor_id = d.id
   where d.city_id = $1 and d.left_at is null and (f.left_why is not null or (f.donor_id is null and i.complete))`;

/** Counts joiners, movers, leavers and what their pledges come to. Who was gone and is back joins. */
export async function planOf(
  tx: Pick<InCity, 'city' | 'query'>,
  importId: string,
  reading: number,
  { thisMonth, arrears }: Calendar,
): Promise<Plan> {
  const [plan] = await tx.query<Plan>(
    `with file as (
       select f.*, d.id as known, d.left_at, d.agency as was_in,
              (d.name, d.post, d.sample) is distinct from (f.name, f.post, i.sample) as differs
         from roster_row f join roster_import i on i.city_id = $1 and i.id = $2
         left join donor d on d.city_id = $1 and d.id = f.donor_id
        where f.city_id = $1 and f.import_id = $2 and f.reading = $3
     ), there as (select *, known is null or left_at is not null as joins from file where left_why is null),
     leavers as (${LEAVERS})
     select count(*) filter (where joins)::int as joiners,
            count(*) filter (where not joins and was_in <> agency)::int as movers,
            count(*) filter (where not joins and was_in = agency and differs)::int as changed,
            count(*) filter (where not joins and was_in = agency and not differs)::int as unchanged,
            (select count(*)::int from leavers) as leavers,
            (select count(*)::int from leavers l join pledge p on p.city_id = $1 and p.donor_id = l.id
              where ${openPledge('$4', '$5')}) as pledges
       from there`,
    [tx.city.code, importId, reading, thisMonth, arrears],
  );
  return plan!;
}

/** Somebody who would leave the roster, and how many pledges stay behind. */
export interface LeaverRow {
  id: string;
  name: string;
  agencyCode: string;
  why: LeftWhy;
  pledges: number;
}

/** A page of those who would leave by a file that is read and not applied, by name; nobody by any other. */
export function leaversOf(
  ctx: Pick<DonorsContext, 'city' | 'own' | 'read' | 'thisMonth'>,
  job: { id: string; reading: number },
  { after, limit }: { after: readonly (string | number)[] | undefined; limit: number },
): Promise<LeaverRow[]> {
  const { thisMonth, arrears } = calendarOf(ctx.own.law, ctx.thisMonth);
  const values: unknown[] = [ctx.city.code, job.id, job.reading, thisMonth, arrears, limit];
  const from = after ? `where (name, id) > ($${values.push(after[0])}, $${values.push(after[1])}::uuid)` : '';
  return ctx.read(
    `select id, name, agency as "agencyCode", why,
            (select count(*)::int from pledge p
              where p.city_id = $1 and p.donor_id = leaver.id and ${openPledge('$4', '$5')}) as pledges
       from (${LEAVERS}) leaver ${from} order by name, id limit $6`,
    values,
  );
}
