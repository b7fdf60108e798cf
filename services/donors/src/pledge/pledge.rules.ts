import { type Month, monthsFrom, nextMonth } from '@lindungi/jamsostek';
import type { City } from '@lindungi/tenancy';
import {
  PledgeAlreadyWithdrawn,
  PledgeLengthRefused,
  PledgeStartRefused,
  PledgeUnknown,
  WorkerUnknown,
} from './pledge.errors';

/** Contributions are sold at most a year ahead: beyond that no reservation is worth keeping. */
const MONTHS_AHEAD = 12;

/**
 * The months a pledge would protect, if beneficiaries reserves them. Not its price: that needs the
 * worker's sector, which donors does not know; billing prices what beneficiaries has reserved.
 *
 * @param rules         the city's own: which lengths, and whether this month may be the first
 * @param offer.months  how many months, in a row
 * @param thisMonth     the month it is now, in the city's time zone
 * @throws PledgeLengthRefused  a length the city does not offer
 * @throws PledgeStartRefused   before the first month the city allows, or over a year ahead
 */
export function monthsOfPledge(
  rules: Pick<City['pledge'], 'months' | 'firstMonth'>,
  offer: { firstMonth: Month; months: number },
  thisMonth: Month,
): Month[] {
  if (!rules.months.includes(offer.months)) throw new PledgeLengthRefused(offer.months, rules.months);

  assertStart(rules, offer.firstMonth, thisMonth);
  return monthsFrom(offer.firstMonth, offer.months);
}

/** @throws PledgeStartRefused  before the first month the city allows, or over a year ahead */
export function assertStart(
  rules: Pick<City['pledge'], 'firstMonth'>,
  firstMonth: Month,
  thisMonth: Month,
): void {
  const earliest = earliestMonth(rules, thisMonth);
  const latest = monthsFrom(thisMonth, MONTHS_AHEAD + 1)[MONTHS_AHEAD]!;
  if (firstMonth < earliest || firstMonth > latest)
    throw new PledgeStartRefused(firstMonth, earliest, latest);
}

/** The first month that the city lets a new pledge protect. */
export function earliestMonth(rules: Pick<City['pledge'], 'firstMonth'>, thisMonth: Month): Month {
  return rules.firstMonth === 'CURRENT' ? thisMonth : nextMonth(thisMonth);
}

/**
 * The id of the worker a donor names, as ids are written.
 *
 * @throws WorkerUnknown for what is no id at all
 */
export function workerIdOf(text: string): string {
  const id = text.toLowerCase();
  if (!/^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/.test(id))
    throw new WorkerUnknown();
  return id;
}

/**
 * The pledge, if this donor may take it back now. What was already paid is not asked here:
 * beneficiaries releases the months still free of money, and keeps the others.
 *
 * @param pledge  undefined when the city has none by that id
 * @throws PledgeUnknown           absent, or another's: the same words
 * @throws PledgeAlreadyWithdrawn  taken back before
 */
export function withdrawable<Pledge extends { donorId: string; withdrawnAt: string | null }>(
  pledge: Pledge | undefined,
  donorId: string,
): Pledge {
  if (pledge?.donorId !== donorId) throw new PledgeUnknown();
  if (pledge.withdrawnAt !== null) throw new PledgeAlreadyWithdrawn();
  return pledge;
}
