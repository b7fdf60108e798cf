import {
  asReferred,
  type ChildBatch,
  type Columns,
  groupFor,
  oneFor,
  selectList,
  uuidsOf,
} from '@lindungi/subgraph';
import type { Own } from '../context';
import { seesNobody, sightOf } from '../worker/sight.rules';
import type { Protection, Reservation } from './protection.entity';

const monthColumns: Columns = {
  workerId: 'w.id',
  month: 'p.month',
  state: 'p.state',
  paidAt: "case when who.sees and p.state <> 'RESERVED' then p.paid_at end",
  protectedAt: 'case when who.sees then p.protected_at end',
  receivedOn: 'case when who.sees then p.received_on end',
  receipt: 'case when who.sees then p.receipt end',
  rejection: "case when p.state = 'REJECTED' then p.rejection end",
};

/**
 * The held months of many workers, oldest first. Who sees the worker sees them; they name no donor. What was paid
 * when, and BPJS's receipt for it, is the donor's own affair, and of those who see everyone.
 */
export const protectionsOfWorkers: ChildBatch<{ id: string }, Protection[], Own> = async (
  workers,
  ctx,
  asked,
) => {
  const { everyone, donor } = sightOf(ctx.principal);
  const rows = await ctx.read<Protection>(
    `select ${selectList(monthColumns, asked, ['workerId', 'month'])} from worker w
       join protection p on p.city_id = $1 and p.holder_id = w.kept_id and p.state <> 'RELEASED'
      cross join lateral (select $3::boolean or coalesce(p.donor_id = $4::uuid, false) as sees) who
      where w.city_id = $1 and w.id = any($2::uuid[])
      order by w.id, p.month`,
    [ctx.city.code, uuidsOf(workers), everyone, donor],
  );
  return groupFor(
    workers.map(({ id }) => id),
    rows,
    (row) => row.workerId,
  );
};

/** A pledge is as donors refers to it; whether it exists is not for this service to say. */
export const readPledges = asReferred('id');

type Answer = Pick<Reservation, 'pledgeId' | 'state' | 'months' | 'reason'>;

/**
 * What became of many pledges. A donor asks about the own ones, a district officer about those for workers of
 * the area; who sees everyone, and the treasurer, about all. Of any other nothing is known: PENDING.
 */
export const reservationsOfPledges: ChildBatch<{ id: string }, Omit<Answer, 'pledgeId'>, Own> = async (
  pledges,
  ctx,
) => {
  const sight = sightOf(ctx.principal);
  const everyone = sight.everyone || ctx.principal.roles.includes('TREASURER');
  const rows =
    seesNobody(sight) && !everyone
      ? []
      : await ctx.read<Answer>(
          `select r.pledge_id as "pledgeId", r.state, r.reason,
                  case when r.state = 'TAKEN' then r.months else array(
                    select p.month from protection p where p.city_id = $1 and p.pledge_id = r.pledge_id
                       and p.state <> 'RELEASED' order by p.month) end as months
             from reservation r
            where r.city_id = $1 and r.pledge_id = any($2::uuid[])
              and ($3::boolean or r.donor_id = $4::uuid or exists (
                select from worker w where w.city_id = $1 and w.id = r.worker_id and w.kecamatan = $5))`,
          [ctx.city.code, uuidsOf(pledges), everyone, sight.donor, sight.area],
        );
  const ids = pledges.map(({ id }) => id);
  return oneFor(ids, rows, (row) => row.pledgeId).map(
    (row) => row ?? { state: 'PENDING', months: [], reason: null },
  );
};
