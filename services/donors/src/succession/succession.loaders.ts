import type { Month } from '@lindungi/jamsostek';
import { afterKey, type Page, pageLimit, pageOf, signedIn, uuidsOf } from '@lindungi/subgraph';
import type { DonorsContext } from '../context';
import { type MonthHeard, openMonthsOf, paidThroughOf } from '../pledge/state.rules';
import { PledgeNotReserved } from './handover.errors';
import { takenOver } from './handover.rules';
import type { PledgeHandover, PledgeSuccession } from './succession.entity';
import { decideByOf, isPaidAhead } from './succession.rules';

/** What was heard of the months of a row `p` of `pledge`, as a column; `$1` is the city. */
export const HEARD = `coalesce((select jsonb_agg(jsonb_build_object('month', month, 'taken', taken, 'held', held,
    'paid', paid, 'protected', protected) order by month)
  from pledge_month m where m.city_id = $1 and m.pledge_id = p.id), '[]') as heard`;

/** Which list, and from where. */
export interface Listed {
  first: number;
  after?: string | null | undefined;
}

/** A succession before it is shown: its agency by code, its pledge by columns. */
export type SuccessionRow = Omit<PledgeSuccession, 'agency' | 'pledge'> & {
  agencyCode: string;
  pledge: object;
};

type Kept = Omit<SuccessionRow, 'openMonths' | 'paidThrough' | 'decideBy' | 'waitsForReceipt' | 'pledge'> & {
  heard: MonthHeard[];
  pledge: object & { firstMonth: Month; withdrawnAt: string | null };
};

/**
 * Successions, the oldest first, as far as the caller acts for their agency.
 *
 * @param agency  of which agency; null for the whole city
 * @param ids     only these; null for all
 */
async function successions(
  ctx: DonorsContext,
  agency: string | null,
  {
    ids,
    after,
    limit,
  }: { ids: string[] | null; after: readonly (string | number)[] | undefined; limit: number },
): Promise<SuccessionRow[]> {
  const rows = await ctx.read<Kept>(
    `select s.id, s.state, s.outcome, s.why, s.agency as "agencyCode", s.opened_at as "openedAt", s.ended_at as "endedAt",
            (select h.state from handover h where h.city_id = $1 and h.pledge_id = s.pledge_id
              order by asked_at desc, h.id limit 1) as asked, ${HEARD},
            jsonb_build_object('id', p.id, 'donorId', p.donor_id, 'workerId', p.worker_id, 'firstMonth', p.first_month,
                               'months', p.months, 'createdAt', p.created_at, 'withdrawnAt', p.withdrawn_at) as pledge
       from succession s join pledge p on p.city_id = $1 and p.id = s.pledge_id
      where s.city_id = $1 and ($2::text is null or s.agency = $2) and ($3::uuid[] is null or s.id = any($3))
        and ($4::timestamptz is null or (s.opened_at, s.id) > ($4, $5::uuid))
      order by s.opened_at, s.id limit $6`,
    [ctx.city.code, agency, ids, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
  return rows.map(({ heard, ...row }) => {
    const { firstMonth, withdrawnAt } = row.pledge;
    return {
      ...row,
      openMonths: openMonthsOf(heard, firstMonth),
      paidThrough: paidThroughOf(heard) ?? null,
      decideBy: decideByOf(ctx.own.law, { firstMonth, heard }),
      waitsForReceipt: row.state === 'OPEN' && withdrawnAt !== null && isPaidAhead(heard),
    };
  });
}

/** A page of them. */
export async function successionPage(
  ctx: DonorsContext,
  agency: string | null,
  { first, after }: Listed,
): Promise<Page<SuccessionRow>> {
  const from = { ids: null, after: afterKey(after, 'instant', 'uuid'), limit: pageLimit(first) };
  const rows = await successions(ctx, agency, from);
  return pageOf(rows, first, ({ openedAt, id }) => [openedAt, id]);
}

/** One of them, or undefined. */
export async function successionById(
  ctx: DonorsContext,
  agency: string | null,
  id: string,
): Promise<SuccessionRow | undefined> {
  return (await successions(ctx, agency, { ids: uuidsOf([{ id }]), after: undefined, limit: 1 }))[0];
}

/** Questions that were put to the caller, or that the caller has put, the latest first. */
export async function handoverPage(
  ctx: DonorsContext,
  { first, after }: Listed,
): Promise<Page<PledgeHandover>> {
  const from = { ids: null, after: afterKey(after, 'instant', 'uuid'), limit: pageLimit(first) };
  return pageOf(await handovers(ctx, from), first, ({ askedAt, id }) => [askedAt, id]);
}

/** One of the caller's, or undefined. */
export async function handoverById(ctx: DonorsContext, id: string): Promise<PledgeHandover | undefined> {
  return (await handovers(ctx, { ids: uuidsOf([{ id }]), after: undefined, limit: 1 }))[0];
}

async function handovers(
  ctx: DonorsContext,
  {
    ids,
    after,
    limit,
  }: { ids: string[] | null; after: readonly (string | number)[] | undefined; limit: number },
): Promise<PledgeHandover[]> {
  type Row = Omit<PledgeHandover, 'openMonths' | 'followsFrom'> & { heard: MonthHeard[]; withdrawn: boolean };
  const rows = await ctx.read<Row>(
    `select h.id, h.state, h.asked_at as "askedAt", h.answered_at as "answeredAt",
            p.withdrawn_at is not null as withdrawn, ${HEARD}
       from handover h join pledge p on p.city_id = $1 and p.id = h.pledge_id
      where h.city_id = $1 and (h.taker_id::text = $2 or h.asked_by = $2) and ($3::uuid[] is null or h.id = any($3))
        and ($4::timestamptz is null or (h.asked_at, h.id) < ($4, $5::uuid))
      order by h.asked_at desc, h.id desc limit $6`,
    [ctx.city.code, signedIn(ctx), ids, after?.[0] ?? null, after?.[1] ?? null, limit],
  );
  return rows.map(({ heard, withdrawn, ...row }) => ({
    ...row,
    ...whatIsAsked(ctx, row.state, heard, withdrawn),
  }));
}

function whatIsAsked(
  ctx: DonorsContext,
  state: PledgeHandover['state'],
  heard: readonly MonthHeard[],
  withdrawn: boolean,
): Pick<PledgeHandover, 'openMonths' | 'followsFrom'> {
  if (state !== 'ASKED') return { openMonths: [], followsFrom: null };
  try {
    const taken = takenOver(ctx.city.pledge, heard, withdrawn, ctx.thisMonth);
    if (taken.how === 'REST') return { openMonths: taken.months, followsFrom: null };
    return { openMonths: [], followsFrom: taken.firstMonth };
  } catch (error) {
    if (!(error instanceof PledgeNotReserved)) throw error;
    return { openMonths: [], followsFrom: null };
  }
}
