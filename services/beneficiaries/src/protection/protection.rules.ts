import { addDays, ageOn, dueOn, type Law, type LocalDate, localDate, type Month } from '@lindungi/jamsostek';
import { AGE_LIMIT } from '../worker/eligibility.rules';
import { isLater, isPaid, learnMoney, type Moment, type MoneyFacts, momentOf } from './moment.rules';
import type { MonthState } from './month-state';
import type { GivenUpReason, TakenReason } from './reservation-state';

/** The worker, as far as a reservation must know. */
export interface Reservable {
  birthDate: LocalDate;
  /** Whether any month was ever paid for this worker: a member already may grow old. */
  everPaid: boolean;
  /** Months some pledge holds now. */
  held: readonly Month[];
}

/**
 * Why a pledge cannot have these months; undefined when nothing in this city is against it.
 * All of them or none: a pledge with a hole in it would protect nobody in the month that counts.
 *
 * Age counts at registration and at the first payment, so it is looked at again on the first day of the
 * first month, unless the worker was paid for before. Source: Perdir BPJS Ketenagakerjaan 22/2022 #9e.
 */
export function whyNot(worker: Reservable | undefined, months: readonly Month[]): TakenReason | undefined {
  if (!worker) return 'WORKER_UNKNOWN';
  const first = [...months].sort()[0]!;
  if (!worker.everPaid && ageOn(worker.birthDate, localDate(`${first}-01`)) >= AGE_LIMIT)
    return 'WORKER_TOO_OLD';
  return months.some((month) => worker.held.includes(month)) ? 'ALREADY_PLEDGED' : undefined;
}

/**
 * The last day on which a pledge keeps months nobody has paid.
 *
 * Counted from the day its first month is due, or from the day the hold began when that is later: who offers after
 * the due date, or whose money went back, has the same time.
 *
 * @param holdDays           the city's own
 * @param pledge.months      in order
 * @param pledge.heldSince   by the city's calendar
 */
export function heldUntil(
  law: Law,
  holdDays: number,
  { months, heldSince }: { months: readonly Month[]; heldSince: LocalDate },
): LocalDate {
  const due = dueOn(law, months[0]!);
  return addDays(due > heldSince ? due : heldSince, holdDays);
}

/** What is known of one month of one pledge. Each fact only ever moves forward. */
export interface MonthFacts extends MoneyFacts {
  givenUpAt: string | null;
  givenUpWhy: GivenUpReason | null;
  rejectedAt: string | null;
  rejectedTold: string | null;
  rejection: string | null;
  protectedAt: string | null;
  protectedTold: string | null;
  receivedOn: LocalDate | null;
  receipt: string | null;
}

export const nothingKnown: MonthFacts = {
  givenUpAt: null,
  givenUpWhy: null,
  paidAt: null,
  paidTold: null,
  reversedAt: null,
  reversedTold: null,
  rejectedAt: null,
  rejectedTold: null,
  rejection: null,
  protectedAt: null,
  protectedTold: null,
  receivedOn: null,
  receipt: null,
};

/** What another service told of a month, and when; or that its place is given up, which may be decided here. */
export type Fact =
  | { what: GivenUpReason; at: string }
  | (Moment &
      (
        | { what: 'PAID' | 'REVERSED' }
        | { what: 'REJECTED'; reason: string }
        | { what: 'REMITTED'; receivedOn: LocalDate; receipt: string }
      ));

/**
 * Adds a fact to what is known. The latest of a kind counts, the first receipt is kept, and what was given
 * up first, so what others tell may come in any order and any number of times and always adds up to the same.
 */
export function learn<Known extends MonthFacts>(known: Known, fact: Fact): Known {
  switch (fact.what) {
    case 'WITHDRAWN':
    case 'LAPSED':
    case 'RELEASED_BY_CITY':
      return known.givenUpAt === null ? { ...known, givenUpAt: fact.at, givenUpWhy: fact.what } : known;
    case 'PAID':
    case 'REVERSED':
      return learnMoney(known, fact);
    case 'REJECTED': {
      const { at, told } = fact;
      const news = isLater(fact, momentOf(known.rejectedAt, known.rejectedTold));
      return news ? { ...known, rejectedAt: at, rejectedTold: told, rejection: fact.reason } : known;
    }
    case 'REMITTED': {
      const { at, told, receivedOn, receipt } = fact;
      const before = momentOf(known.protectedAt, known.protectedTold);
      const first = !before || isLater(before, fact);
      return first ? { ...known, protectedAt: at, protectedTold: told, receivedOn, receipt } : known;
    }
  }
}

/**
 * What the facts make of a month.
 *
 * Only a receipt of BPJS protects; nothing takes that back. Money received is not cover; money that
 * went back is no money. A month refused by BPJS keeps its place while its money is here. A month
 * that was given up is free again as soon as it is not paid.
 */
export function stateOf(facts: MonthFacts): MonthState {
  if (facts.receipt !== null) return 'PROTECTED';
  if (!isPaid(facts)) return facts.givenUpAt === null ? 'RESERVED' : 'RELEASED';
  const rejected = momentOf(facts.rejectedAt, facts.rejectedTold);
  return rejected && isLater(rejected, momentOf(facts.paidAt, facts.paidTold)) ? 'REJECTED' : 'PAID';
}

export function isHeld(state: MonthState): boolean {
  return state !== 'RELEASED';
}
