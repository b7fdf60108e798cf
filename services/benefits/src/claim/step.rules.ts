import { type Law, type LocalDate, lateShare, payBy, type Rupiah, rightEndsOn } from '@lindungi/jamsostek';
import type { ClaimKind } from './claim.rules';
import { StepAmountRefused, StepDayRefused, StepOutOfTurn, StepReasonRefused } from './step.errors';

export const STEP_STATES = [
  'REPORTED',
  'ENDED',
  'SUBMITTED',
  'RETURNED',
  'APPROVED',
  'REJECTED',
  'PAID',
] as const;
export type StepState = (typeof STEP_STATES)[number];
export type ClaimState = 'FILED' | StepState | 'REPLACED';

export const OUTCOMES = ['HEALED', 'PARTLY_DISABLED', 'WHOLLY_DISABLED', 'DIED'] as const;
/** How an accident ended for the worker. */
export type Outcome = (typeof OUTCOMES)[number];

/** What somebody says became of a claim. */
export interface StepTold {
  state: StepState;
  on: LocalDate;
  outcome: Outcome | null;
  amount: Rupiah | null;
  reason: string | null;
}

/** A step as it is kept. Whoever tells it: BPJS itself, or an officer who heard it there. */
export interface Step extends StepTold {
  number: number;
  toldBy: 'BPJS' | 'OFFICER';
}

/** From the papers on, all kinds go the same way; a family may object to a rejection, with papers. */
const WITH_BPJS: Partial<Record<ClaimState, readonly StepState[]>> = {
  SUBMITTED: ['RETURNED', 'APPROVED', 'REJECTED'],
  RETURNED: ['SUBMITTED'],
  REJECTED: ['SUBMITTED'],
  APPROVED: ['PAID', 'REJECTED'],
};

/** What may come after what. An accident has two stages: it is reported, and only once it has ended are papers taken. */
const NEXT: Record<ClaimKind, Partial<Record<ClaimState, readonly StepState[]>>> = {
  DEATH: { FILED: ['SUBMITTED'], ...WITH_BPJS },
  SCHOLARSHIP: { FILED: ['SUBMITTED'], ...WITH_BPJS },
  ACCIDENT: { FILED: ['REPORTED'], REPORTED: ['ENDED'], ENDED: ['SUBMITTED'], ...WITH_BPJS },
};

/**
 * The step as it may be kept, after those that are.
 *
 * @param claim.since  the day of the death or accident: nothing of its claim is before it
 * @throws StepOutOfTurn, StepDayRefused, StepAmountRefused, StepReasonRefused
 */
export function decideStep(
  claim: { kind: ClaimKind; state: ClaimState; since: LocalDate },
  before: readonly Pick<Step, 'on'>[],
  told: StepTold,
  today: LocalDate,
): StepTold {
  if (!NEXT[claim.kind][claim.state]?.includes(told.state)) throw new StepOutOfTurn(claim.state, told.state);
  const earliest = before.at(-1)?.on ?? claim.since;
  if (told.on < earliest || told.on > today) throw new StepDayRefused(earliest, today);
  if ((told.outcome !== null) !== (told.state === 'ENDED')) throw new StepOutOfTurn(claim.state, told.state);
  if ((told.amount !== null && told.amount > 0) !== (told.state === 'PAID')) throw new StepAmountRefused();

  const saysWhy = told.state === 'RETURNED' || told.state === 'REJECTED';
  const reason = told.reason?.trim().replace(/\s+/g, ' ') || null;
  const readable = reason !== null && reason.length >= 3 && reason.length <= 300;
  if (saysWhy !== (reason !== null) || (reason && (!readable || /(?:\d[ .-]?){11}/.test(reason)))) {
    throw new StepReasonRefused();
  }
  return { ...told, reason };
}

/**
 * The last day for BPJS to pay a death, by the step in which it had the papers; null of any other step.
 *
 * Source: PP 44/2015 Pasal 40(3).
 */
export const payByAfter = (law: Law, kind: ClaimKind, step: Pick<Step, 'state' | 'on'>): LocalDate | null =>
  kind === 'DEATH' && step.state === 'SUBMITTED' ? payBy(law, step.on) : null;

/** Who must act until when; null where nobody must, or nobody knows. */
export interface Clock {
  /** The end of an accident's 48 hours, while BPJS has not been told. */
  reportUntil: string | null;
  /** Last day for BPJS to pay after a death, by the day it had the papers. */
  payBy: LocalDate | null;
  daysLate: number;
  /** By the text 1 % a day; whether it still stands is not known, so nobody should demand it by this. */
  lateAmount: Rupiah | null;
  /** Last day on which JKK can be asked for. */
  rightEndsOn: LocalDate | null;
}

const TWO_DAYS = 48 * 60 * 60 * 1000;

/**
 * The clocks of a claim, by what was told until today. Papers that BPJS returned stop its clock; it starts anew when
 * they are handed in again.
 *
 * Source: Permenaker 1/2025 for 2 x 24 hours; PP 44/2015 Pasal 40(3) and (4); PP 82/2019 Pasal 26.
 */
export function clockOf(
  law: Law,
  claim: {
    kind: ClaimKind;
    amount: Rupiah;
    payBy: LocalDate | null;
    occurredAt: string | null;
    occurredOn: LocalDate;
    jkk: boolean;
  },
  steps: readonly Step[],
  today: LocalDate,
): Clock {
  const last = steps.at(-1);
  const submitted = steps.findLast((it) => it.state === 'SUBMITTED');
  const running = last?.state !== 'RETURNED' && last?.state !== 'REJECTED';
  const due = claim.kind !== 'DEATH' || !running ? null : submitted ? payBy(law, submitted.on) : claim.payBy;
  const paid = steps.find((it) => it.state === 'PAID');
  const late =
    due && submitted ? lateShare(law, { amount: claim.amount, payBy: due }, paid?.on ?? today) : null;
  return {
    reportUntil:
      claim.occurredAt && steps.length === 0
        ? new Date(Date.parse(claim.occurredAt) + TWO_DAYS).toISOString()
        : null,
    payBy: due,
    daysLate: late?.days ?? 0,
    lateAmount: late ? late.amount : null,
    rightEndsOn: claim.jkk ? rightEndsOn(law, claim.occurredOn) : null,
  };
}
