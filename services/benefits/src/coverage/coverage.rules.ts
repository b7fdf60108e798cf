import {
  accidentDeath,
  type BenefitLine,
  inForce,
  jkm,
  type Law,
  type LocalDate,
  type Month,
  monthOf,
  monthsBetween,
  nextMonth,
  type Rupiah,
  rupiah,
} from '@lindungi/jamsostek';
import {
  ACCIDENT_FOR_BPJS_TO_JUDGE,
  arrearsForBpjs,
  JKM_FULL,
  jkmWaiting,
  monthNotProtected,
  monthProtected,
  NO_PROMISE,
  ONLY_YOUR_KECAMATAN,
  PAID_IS_NOT_PROTECTED,
  protectedFrom,
  protectedUntil,
  type Reason,
  receivedAfterThatDay,
} from './reason.rules';

/** As much of a covered month as a decision needs. */
export interface CoveredMonth {
  month: Month;
  receipt: string;
  receivedOn: LocalDate;
}

/** What the law gives, and of which parts it is made. */
export interface Given {
  amount: Rupiah;
  lines: BenefitLine[];
}

/** The answer first, then why. Amounts are zero when the day is not covered. */
export interface CoverageAnswer {
  covered: boolean;
  reasons: Reason[];
  month: Month;
  receipt: string | null;
  receivedOn: LocalDate | null;
  /** The first month in which JKM is whole, if protection goes on; null without a month to count from. */
  jkmFullFrom: Month | null;
  jkm: Given;
  accidentDeath: Given;
}

const NOTHING: Given = { amount: rupiah(0), lines: [] };

/**
 * Whether BPJS covers a worker on a day, by the months it has receipted.
 *
 * A first month counts from the day BPJS had the money: an accident before it is not covered. A month
 * that follows a protected one counts whole, and the answer says so when its money came after the day.
 *
 * @param months  all receipted months of the worker that the asker sees, in any order
 * @param sight   how far that is: whoever does not see the whole city is told so where nothing was found
 *
 * Source: Perdir BPJS 22/2022 #9f for the start; amounts by the law in force on that day.
 */
export function coverageOn(
  law: Law,
  months: readonly CoveredMonth[],
  at: LocalDate,
  sight: { all: boolean },
): CoverageAnswer {
  const month = monthOf(at);
  const protectedMonths = months.map((it) => it.month);
  const death = jkm(law, { protectedMonths, diedOn: at });
  const found = months.find((it) => it.month === month);
  const answer = {
    month,
    receipt: found?.receipt ?? null,
    receivedOn: found?.receivedOn ?? null,
    jkmFullFrom: death.fullFrom ?? null,
  };
  const no = { covered: false, jkm: NOTHING, accidentDeath: NOTHING, ...answer };
  if (!found) {
    const where = sight.all || months.length > 0 ? [] : [ONLY_YOUR_KECAMATAN];
    return { ...no, reasons: [...where, ...whyNotProtected(law, protectedMonths, at), NO_PROMISE] };
  }

  const late = found.receivedOn > at ? [receivedAfterThatDay(found, at)] : [];
  const follows = protectedMonths.some((it) => nextMonth(it) === month);
  if (late.length > 0 && !follows) return { ...no, reasons: [...late, NO_PROMISE] };

  const wait = death.full || !death.fullFrom ? JKM_FULL : jkmWaiting(death.fullFrom, death.amount);
  return {
    covered: true,
    reasons: [monthProtected(found), ...late, wait, ACCIDENT_FOR_BPJS_TO_JUDGE, NO_PROMISE],
    jkm: { amount: death.amount, lines: death.lines },
    accidentDeath: accidentDeath(law, at),
    ...answer,
  };
}

function whyNotProtected(law: Law, protectedMonths: readonly Month[], at: LocalDate): Reason[] {
  const month = monthOf(at);
  const inOrder = [...protectedMonths].sort();
  const last = inOrder.findLast((it) => it < month);
  const next = inOrder.find((it) => it > month);
  const reasons = [monthNotProtected(month), PAID_IS_NOT_PROTECTED];
  if (last) {
    reasons.push(protectedUntil(last));
    const grace = inForce(law.deadlines.arrearsMonths, at).value;
    if (monthsBetween(last, month) <= grace) reasons.push(arrearsForBpjs(grace));
  }
  if (next) reasons.push(protectedFrom(next));
  return reasons;
}

/** Who may ask whether a worker of the city is covered. */
export const COVERAGE_ROLES = ['DISTRICT', 'BPJS', 'ADMIN'] as const;
