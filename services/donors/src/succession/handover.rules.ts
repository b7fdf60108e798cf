import { type Month, nextMonth } from '@lindungi/jamsostek';
import type { City } from '@lindungi/tenancy';
import { earliestMonth } from '../pledge/pledge.rules';
import { type MonthHeard, openMonthsOf, paidThroughOf } from '../pledge/state.rules';
import { HandoverToOneself, PledgeNotReserved } from './handover.errors';

/**
 * What somebody takes over who says yes to a pledge: its open months as they are (REST), or, when all of it is paid,
 * a pledge of their own that begins when it ends (FOLLOW).
 */
export type TakenOver = { how: 'REST'; months: Month[] } | { how: 'FOLLOW'; firstMonth: Month };

/**
 * @param withdrawn  taken back: its months are nobody's, so only its end can be followed
 * @throws PledgeNotReserved  nothing of it was ever this pledge's
 */
export function takenOver(
  rules: Pick<City['pledge'], 'firstMonth'>,
  heard: readonly MonthHeard[],
  withdrawn: boolean,
  thisMonth: Month,
): TakenOver {
  const open = withdrawn ? [] : openMonthsOf(heard, thisMonth);
  if (open.length > 0) return { how: 'REST', months: open };
  const paidThrough = paidThroughOf(heard);
  if (!paidThrough) throw new PledgeNotReserved();
  const earliest = earliestMonth(rules, thisMonth);
  const next = nextMonth(paidThrough);
  return { how: 'FOLLOW', firstMonth: later(next, earliest) };
}

const later = (a: Month, b: Month): Month => [a, b].sort()[1]!;

/** @throws HandoverToOneself when who asks, or whose pledge it is, is who shall say yes */
export function assertTwo(takerId: string, askedBy: string, donorId: string): void {
  if (takerId === askedBy || takerId === donorId) throw new HandoverToOneself();
}
