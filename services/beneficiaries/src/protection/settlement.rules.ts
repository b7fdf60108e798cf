import type { LocalDate, Month } from '@lindungi/jamsostek';
import type { MonthState } from './month-state';
import { type Fact, isHeld, learn, type MonthFacts, stateOf } from './protection.rules';
import type { GivenUpReason } from './reservation-state';

/** One month of one pledge, as stored. */
export interface ProtectionRow extends MonthFacts {
  pledgeId: string;
  donorId: string;
  workerId: string;
  /** Whose month it is: the worker's, or of who they were merged into. */
  holderId: string;
  month: Month;
  state: MonthState;
}

/** A fact about one month of a pledge, or about every month of it. */
export interface Heard {
  pledgeId: string;
  month: Month | 'EVERY';
  fact: Fact;
}

export interface Change {
  before: ProtectionRow;
  after: ProtectionRow;
}

/** What a lot of facts does to the months of some workers. */
export interface Settlement {
  /** Rows that are not what they were, in the order given. */
  changes: Change[];
  /** Facts about months no pledge here has: a defect of whoever told them, or an event that overtook another. */
  unknown: Heard[];
}

/**
 * Applies facts to the months of some workers.
 *
 * A month that was given up and is paid all the same gets its place back, unless another pledge has it
 * by now: then it stays released, and knows that its money came.
 *
 * @param rows  every month of every pledge for the workers concerned
 */
export function settle(rows: readonly ProtectionRow[], heard: readonly Heard[]): Settlement {
  const places = new Set(
    rows.flatMap(({ pledgeId, month }) => [`${pledgeId} ${month}`, `${pledgeId} EVERY`]),
  );
  const unknown = heard.filter(({ pledgeId, month }) => !places.has(`${pledgeId} ${month}`));

  const factsOf = Map.groupBy(heard, ({ pledgeId, month }) => `${pledgeId} ${month}`);
  const holder = new Map(
    rows.filter(({ state }) => isHeld(state)).map((row) => [placeOf(row), row.pledgeId]),
  );
  const changes = rows.flatMap((before) => {
    const facts = [before.month, 'EVERY'].flatMap(
      (month) => factsOf.get(`${before.pledgeId} ${month}`) ?? [],
    );
    if (facts.length === 0) return [];
    const known = facts.map(({ fact }) => fact).reduce<ProtectionRow>(learn, before);
    const change = { before, after: { ...known, state: stateOf(known) } };
    const other = holder.get(placeOf(before));
    const settled = returns(change) && other !== undefined ? refuse(change) : change;
    return same(settled.before, settled.after) ? [] : [settled];
  });
  return { changes, unknown };
}

/**
 * The months that pass from a pledge to a colleague's: of those asked for, what the pledge holds and nobody has paid.
 * Where it holds none of them any more all are asked for, as by any other offer.
 *
 * @param rows  every month of every pledge for the worker, before the pledge is taken back
 */
export function passedOn(rows: readonly ProtectionRow[], pledgeId: string, asked: readonly Month[]): Month[] {
  const unpaid = rows.filter((row) => row.pledgeId === pledgeId && row.state === 'RESERVED');
  const passing = asked.filter((month) => unpaid.some((row) => row.month === month));
  return passing.length > 0 ? passing : [...asked];
}

/** Whether a month that was free of this pledge would be held by it again. */
export function returns({ before, after }: Change): boolean {
  return !isHeld(before.state) && isHeld(after.state);
}

/** Whether a month that was held is free again. */
export function frees({ before, after }: Change): boolean {
  return isHeld(before.state) && !isHeld(after.state);
}

/** The month is another's: the facts are kept, the place is not. */
export function refuse(change: Change): Change {
  return { ...change, after: { ...change.after, state: 'RELEASED' } };
}

/** The donor's own word says more than the city's, and that more than the calendar. */
const REASONS: readonly GivenUpReason[] = ['WITHDRAWN', 'RELEASED_BY_CITY', 'LAPSED'];

/** Why a pledge has no month any more; undefined while it has one. */
export function whyReleased(rows: readonly ProtectionRow[]): GivenUpReason | undefined {
  if (rows.some(({ state }) => isHeld(state))) return undefined;
  return REASONS.find((reason) => rows.some(({ givenUpWhy }) => givenUpWhy === reason));
}

export interface Receipt {
  month: Month;
  receipt: string;
  receivedOn: LocalDate;
}

/** Months BPJS has receipted only now, by pledge. A receipt counts even where the month's place went to another. */
export function receiptsIn(changes: readonly Change[]): { row: ProtectionRow; months: Receipt[] }[] {
  const byPledge = Map.groupBy(
    changes.filter(({ before, after }) => before.receipt === null && after.receipt !== null),
    ({ after }) => after.pledgeId,
  );
  return [...byPledge.values()].map((of) => ({
    row: of[0]!.after,
    months: of.map(({ after }) => ({
      month: after.month,
      receipt: after.receipt!,
      receivedOn: after.receivedOn!,
    })),
  }));
}

const placeOf = (row: ProtectionRow) => `${row.holderId} ${row.month}`;

const same = (a: ProtectionRow, b: ProtectionRow) =>
  (Object.keys(a) as (keyof ProtectionRow)[]).every((key) => a[key] === b[key]);
