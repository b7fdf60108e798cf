import type { InCity } from '@lindungi/tenancy';
import type { DonorsContext } from '../context';
import type { Calendar } from '../pledge/calendar';
import { calendarOf } from '../pledge/calendar.rules';
import { openPledge } from '../succession/open-pledge';
import type { LeftWhy } from './import.rules';
import { IN_FILE } from './in-file';
import { SLICES, sliceOf } from './slices.rules';

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
    ${IN_FILE}
   where d.city_id = $1 and d.left_at is null and (f.left_why is not null or (f.donor_id is null and i.complete))`;

/** How many leave by a file, and how many pledges they leave behind; counted part by part of the roster. */
export async function leaversCount(
  tx: Pick<InCity, 'city' | 'query'>,
  importId: string,
  reading: number,
  { thisMonth, arrears }: Calendar,
): Promise<Pick<Plan, 'leavers' | 'pledges'>> {
  const sum = { leavers: 0, pledges: 0 };
  for (let part = 0; part < SLICES; part++) {
    const { from, to } = sliceOf(part);
    const [count] = await tx.query<typeof sum>(
      `with leavers as (${LEAVERS} and d.id >= $6 and ($7::uuid is null or d.id < $7))
       select (select count(*)::int from leavers) as leavers,
              (select count(*)::int from leavers l join pledge p on p.city_id = $1 and p.donor_id = l.id
                where ${openPledge('$4', '$5')}) as pledges`,
      [tx.city.code, importId, reading, thisMonth, arrears, from, to],
    );
    sum.leavers += count!.leavers;
    sum.pledges += count!.pledges;
  }
  return sum;
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
