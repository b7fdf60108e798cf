import { type BodyOf, DonorsLeft, DonorsPlaced, RosterProgressed, tell } from '@lindungi/events';
import type { InCity } from '@lindungi/tenancy';
import type { Calendar } from '../pledge/calendar';
import { closeReturned, openSuccessions } from '../succession/opening.service';
import { IN_FILE } from './in-file';
import { leaversCount } from './plan.loaders';
import { SLICES, sliceOf } from './slices.rules';

/** Donors in one event: whoever hears takes two hundred events at a time. */
const A_TELLING = 50;

/**
 * Lines applied in one transaction: a process that dies leaves the others to whoever comes next. So few that they are
 * gone before they are taken for something that stays in memory.
 */
const AT_ONCE = 200;

type Placed = BodyOf<typeof DonorsPlaced>['donors'][number];

interface Job {
  id: string;
  reading: number;
  place: string;
  done: number;
  lines: number;
  slice: number;
  complete: boolean;
  leavers: number;
}

/**
 * Applies the next lines of the oldest file that may be applied; after its last line, those who left are taken off the
 * roster, and somebody else is looked for to go on with their pledges.
 *
 * @returns whether there may be more
 */
export async function applyNextLines(tx: InCity, calendar: Calendar): Promise<boolean> {
  const [job] = await tx.query<Job>(
    `select id, reading, place, done, lines, slice, complete, leavers from roster_import
      where city_id = $1 and state = 'APPLYING' order by applying_at, id limit 1 for update`,
    [tx.city.code],
  );
  if (!job) return false;
  if (job.done === 0 && (await hasMoved(tx, job, calendar))) return true;
  const [next] = await tx.query<{ lines: number; place: string | null; there: Placed[] | null }>(
    `with next as (
       select donor_id, agency, left_why from roster_row
        where city_id = $1 and import_id = $2 and reading = $3 and donor_id > $4 order by donor_id limit $5)
     select count(*)::int as lines, (select donor_id from next order by donor_id desc limit 1) as place,
            jsonb_agg(jsonb_build_object('donorId', donor_id, 'agency', agency) order by donor_id)
              filter (where left_why is null) as there
       from next`,
    [tx.city.code, job.id, job.reading, job.place, AT_ONCE],
  );
  if (!next?.place) return endJob(tx, job, calendar);

  const { lines, place } = next;
  keepDonors(tx, job, place);
  const there = next.there ?? [];
  for (let at = 0; at < there.length; at += A_TELLING) {
    tell(tx, DonorsPlaced, { donors: there.slice(at, at + A_TELLING) });
  }
  closeReturned(
    tx,
    there.map(({ donorId }) => donorId),
  );
  const done = job.done + lines;
  tx.write('update roster_import set place = $3, done = $4 where city_id = $1 and id = $2', [
    tx.city.code,
    job.id,
    place,
    done,
  ]);
  tell(tx, RosterProgressed, { importId: job.id, stage: 'APPLYING', done, total: job.lines });
  return true;
}

/** Whether others leave than the caller has seen; then nothing is applied, and the file is to be looked at again. */
async function hasMoved(tx: InCity, job: Job, calendar: Calendar): Promise<boolean> {
  const { leavers, pledges } = await leaversCount(tx, job.id, job.reading, calendar);
  if (leavers === job.leavers) return false;
  tx.write(
    `update roster_import set state = 'READ', applying_at = null, leavers = $3, pledges = $4 where city_id = $1 and id = $2`,
    [tx.city.code, job.id, leavers, pledges],
  );
  tell(tx, RosterProgressed, { importId: job.id, stage: 'READ', done: job.lines, total: job.lines });
  return true;
}

/** In the order of ids, as the short import: two at once wait for each other and never deadlock. */
function keepDonors(tx: InCity, { id, reading, place }: Job, through: string): void {
  tx.write(
    `insert into donor (city_id, id, masked_nip, name, kind, post, agency, sample)
     select $1, f.donor_id, f.masked_nip, f.name, f.kind, f.post, f.agency, i.sample
       from roster_row f join roster_import i on i.city_id = $1 and i.id = $2
      where f.city_id = $1 and f.import_id = $2 and f.reading = $3 and f.donor_id > $4 and f.donor_id <= $5
        and f.left_why is null
      order by f.donor_id
     on conflict (city_id, id) do update
        set name = excluded.name, post = excluded.post, agency = excluded.agency, sample = excluded.sample,
            left_at = null, left_why = null
      where (donor.name, donor.post, donor.agency, donor.sample, donor.left_why)
            is distinct from (excluded.name, excluded.post, excluded.agency, excluded.sample, null)`,
    [tx.city.code, id, reading, place, through],
  );
}

/** Takes those who left off the roster, one part of it after another; after the last part, the file is applied. */
async function endJob(tx: InCity, job: Job, calendar: Calendar): Promise<boolean> {
  if (job.slice < SLICES) {
    await takeOff(tx, job, calendar);
    tx.write('update roster_import set slice = slice + 1 where city_id = $1 and id = $2', [
      tx.city.code,
      job.id,
    ]);
    return true;
  }
  tx.write(
    `update roster_import set state = 'APPLIED', applied_at = date_trunc('milliseconds', now()) where city_id = $1 and id = $2`,
    [tx.city.code, job.id],
  );
  tell(tx, RosterProgressed, { importId: job.id, stage: 'APPLIED', done: job.lines, total: job.lines });
  return true;
}

async function takeOff(tx: InCity, job: Job, calendar: Calendar): Promise<void> {
  const { from, to } = sliceOf(job.slice);
  const gone = await tx.query<{ id: string }>(
    `with gone as (
       select d.id, coalesce(f.left_why, 'ABSENT') as why from donor d
         ${IN_FILE}
        where d.city_id = $1 and d.left_at is null and (f.left_why is not null or (f.donor_id is null and $4))
          and d.id >= $5 and ($6::uuid is null or d.id < $6)
        order by d.id for update of d)
     update donor set left_at = date_trunc('milliseconds', now()), left_why = gone.why
       from gone where donor.city_id = $1 and donor.id = gone.id returning donor.id`,
    [tx.city.code, job.id, job.reading, job.complete, from, to],
  );
  const ids = gone.map(({ id }) => id);
  if (ids.length > 0) openSuccessions(tx, ids, calendar);
  await tellWhoLeft(tx, job.slice);
}

/** Of one part of the roster everybody who is gone, this time or before: who listens late is right after the next file. */
async function tellWhoLeft(tx: InCity, slice: number): Promise<void> {
  const { from, to } = sliceOf(slice);
  const left = await tx.query<{ id: string }>(
    `select id from donor
      where city_id = $1 and left_at is not null and id >= $2 and ($3::uuid is null or id < $3) order by id for share`,
    [tx.city.code, from, to],
  );
  for (let at = 0; at < left.length; at += A_TELLING) {
    tell(tx, DonorsLeft, { donorIds: left.slice(at, at + A_TELLING).map(({ id }) => id) });
  }
}
