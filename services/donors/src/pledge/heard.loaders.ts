import type { LocalDate, Month } from '@lindungi/jamsostek';
import type { ChildBatch } from '@lindungi/subgraph';
import type { InCity } from '@lindungi/tenancy';
import type { DonorsContext, Own } from '../context';
import { calendarOf } from './calendar.rules';
import type { PledgeRow } from './pledge.entity';
import {
  type MonthHeard,
  type PledgeFacts,
  type PledgeState,
  paidThroughOf,
  protectedUntilOf,
  stateOf,
} from './state.rules';

type Facts = Pick<PledgeFacts, 'heard' | 'paused'>;

const FACTS = `
  select asked.id, exists (select from pledge_rest rest where rest.city_id = $1 and rest.pledge_id = asked.id
                              and rest.how = 'PAUSED' and rest.resumed_by is null) as paused,
         coalesce((select jsonb_agg(jsonb_build_object('month', month, 'taken', taken, 'held', held, 'paid', paid,
                                                       'protected', protected) order by month)
                     from pledge_month m where m.city_id = $1 and m.pledge_id = asked.id), '[]') as heard
    from unnest($2::uuid[]) as asked (id)`;

/** What was heard of one pledge, within a use case. */
export async function heardOf(tx: Pick<InCity, 'city' | 'query'>, pledgeId: string): Promise<MonthHeard[]> {
  const [facts] = await tx.query<Facts>(FACTS, [tx.city.code, [pledgeId]]);
  return [...(facts?.heard ?? [])];
}

/** One answer for each pledge of a list, in one statement. */
const ofPledges =
  <Answer>(
    answer: (pledge: PledgeRow & Facts, ctx: Parameters<ChildBatch<PledgeRow, Answer, Own>>[1]) => Answer,
  ) =>
  async (...[pledges, ctx]: Parameters<ChildBatch<PledgeRow, Answer, Own>>): Promise<Answer[]> => {
    const rows = await ctx.read<Facts & { id: string }>(FACTS, [ctx.city.code, pledges.map(({ id }) => id)]);
    const factsOf = new Map(rows.map((row) => [row.id, row]));
    return pledges.map((pledge) => answer({ ...factsOf.get(pledge.id)!, ...pledge }, ctx));
  };

export const statesOfPledges: ChildBatch<PledgeRow, PledgeState, Own> = ofPledges(
  (pledge, { own, thisMonth }) => stateOf(pledge, calendarOf(own.law, thisMonth)),
);

export const protectedUntilOfPledges: ChildBatch<PledgeRow, LocalDate | null, Own> = ofPledges(({ heard }) =>
  protectedUntilOf(heard),
);

export const paidThroughOfPledges: ChildBatch<PledgeRow, Month | null, Own> = ofPledges(
  ({ heard }) => paidThroughOf(heard) ?? null,
);

/** Until when the worker of a pledge is protected by it, and paid for. */
export async function knownOf(
  ctx: Pick<DonorsContext, 'city' | 'read'>,
  pledgeId: string,
): Promise<{ protectedUntil: LocalDate | null; paidThrough: Month | null }> {
  const [facts] = await ctx.read<Facts>(FACTS, [ctx.city.code, [pledgeId]]);
  const heard = facts?.heard ?? [];
  return { protectedUntil: protectedUntilOf(heard), paidThrough: paidThroughOf(heard) ?? null };
}
