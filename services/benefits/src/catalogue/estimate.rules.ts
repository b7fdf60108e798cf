import {
  type AccidentCost,
  accidentCosts,
  accidentDeath,
  type BenefitStep,
  type Disability,
  inForce,
  jkm,
  type Law,
  type LocalDate,
  type Month,
  monthOf,
  monthsUpTo,
  type Rupiah,
  rupiah,
  type SchoolChild,
  scholarshipByJkm,
  scholarshipOf,
  sum,
  survivedAccident,
  type Words,
  writtenRupiah,
} from '@lindungi/jamsostek';
import {
  ACCIDENT_FOR_BPJS_TO_JUDGE,
  monthNotProtected,
  NO_PROMISE,
  type Reason,
} from '../coverage/reason.rules';
import { BaseWageRefused, EstimateBeforeLaw, EstimateNumberRefused } from './estimate.errors';
import {
  CARE_HAS_NO_CAP,
  onlySomeChildren,
  SCHOLARSHIP_IS_NO_CHEQUE,
  scholarshipClosed,
} from './estimate.words';

export const ESTIMATE_CASES = ['DEATH', 'ACCIDENT_DEATH', 'ACCIDENT'] as const;

/** DEATH is no work accident (JKM); the others are (JKK): somebody dies of it, or survives it. */
export type EstimateCase = (typeof ESTIMATE_CASES)[number];

/** A thought case: nobody's own, so nobody is named. */
export interface Estimated {
  case: EstimateCase;
  on: LocalDate;
  /** Months protected in a row, up to and with the month of `on`; 0 when that month is not. */
  protectedMonths: number;
  baseWage?: Rupiah | undefined;
  costs: Partial<Record<AccidentCost, Rupiah>>;
  unableMonths: number;
  disability?: Disability | undefined;
  children: readonly SchoolChild[];
}

/** What the law gives in that case, and how the sum was reached. */
export interface Estimate {
  amount: Rupiah;
  steps: BenefitStep[];
  /** The sum in figures: `Rp20.000.000 + ... = Rp42.000.000`. */
  sum: Words;
  scholarship: { thisYear: Rupiah; atMost: Rupiah; years: number; source: string }[];
  reasons: Reason[];
}

const MOST = { months: 600, children: 20, cost: 1_000_000_000_000 };
const WAGE_STEP = 50_000;

/**
 * What the law gives in a case, step by step. It informs, and its last reason says that it is no promise.
 *
 * The scholarship stands beside the sum and never in it: it is asked for every school year anew.
 *
 * @throws EstimateBeforeLaw, EstimateNumberRefused, BaseWageRefused
 *
 * Source: as each step names it.
 */
export function estimate(law: Law, asked: Estimated): Estimate {
  const { on, protectedMonths } = asked;
  if (on < law.accidentDeath.base.values[0]!.from || on < law.jkm.lumpSum.values[0]!.from) {
    throw new EstimateBeforeLaw(on);
  }
  checkNumbers(law, asked);
  if (protectedMonths === 0) {
    return { ...summed([]), scholarship: [], reasons: [monthNotProtected(monthOf(on)), NO_PROMISE] };
  }
  const { steps, reasons } = given(law, asked);
  const school = schoolOf(law, asked);
  return {
    ...summed(steps),
    scholarship: school.given,
    reasons: [...reasons, ...school.reasons, NO_PROMISE],
  };
}

function given(law: Law, asked: Estimated): { steps: BenefitStep[]; reasons: Reason[] } {
  const { on } = asked;
  const baseWage = asked.baseWage ?? inForce(law.accidentDeath.base, on).value;
  if (asked.case === 'DEATH') {
    const { lines } = jkm(law, { protectedMonths: monthsOf(asked), diedOn: on });
    return { steps: lines.map(stepOf), reasons: [] };
  }
  const accident = [ACCIDENT_FOR_BPJS_TO_JUDGE];
  if (asked.case === 'ACCIDENT') {
    const { steps } = survivedAccident(law, { ...asked, baseWage });
    return { steps, reasons: [CARE_HAS_NO_CAP, ...accident] };
  }
  const [wages, ...more] = accidentDeath(law, on, baseWage).lines.map(stepOf);
  const factors = `${inForce(law.accidentDeath.percent, on).value}% x ${inForce(law.accidentDeath.multiple, on).value}`;
  const says = (language: 'id' | 'en') =>
    `${wages!.words[language]}: ${factors} x ${writtenRupiah(baseWage, language)}`;
  return {
    steps: [{ ...wages!, words: { id: says('id'), en: says('en') } }, ...more],
    reasons: accident,
  };
}

/** A scholarship comes with a death, and with a disability that leaves no work; JKM's only after three years. */
function schoolOf(law: Law, asked: Estimated): { given: Estimate['scholarship']; reasons: Reason[] } {
  const { on, children } = asked;
  if (children.length === 0) return { given: [], reasons: [] };
  if (asked.case === 'ACCIDENT' && asked.disability?.kind !== 'TOTAL') return { given: [], reasons: [] };
  if (asked.case === 'DEATH') {
    const { open, months, needed } = scholarshipByJkm(law, { protectedMonths: monthsOf(asked), diedOn: on });
    if (!open) return { given: [], reasons: [scholarshipClosed(months, needed)] };
  }
  const most = inForce(law.scholarship.children, on).value;
  return {
    given: children.slice(0, most).map((child) => scholarshipOf(law, child, on)),
    reasons: [SCHOLARSHIP_IS_NO_CHEQUE, ...(children.length > most ? [onlySomeChildren(most)] : [])],
  };
}

const monthsOf = ({ on, protectedMonths }: Estimated): Month[] => monthsUpTo(monthOf(on), protectedMonths);

function summed(steps: BenefitStep[]): Pick<Estimate, 'amount' | 'steps' | 'sum'> {
  const amount = sum(steps.map((it) => it.amount));
  const says = (language: 'id' | 'en') => {
    const parts = steps.map((it) => writtenRupiah(it.amount, language));
    return [...(parts.length > 1 ? [parts.join(' + ')] : []), writtenRupiah(amount, language)].join(' = ');
  };
  return { amount, steps, sum: { id: says('id'), en: says('en') } };
}

const stepOf = (line: { name: string; english: string; amount: Rupiah; source: string }): BenefitStep => ({
  words: { id: line.name, en: line.english },
  amount: line.amount,
  source: line.source,
});

function checkNumbers(law: Law, { on, baseWage, ...asked }: Estimated): void {
  const whole = (field: string, value: number, least: number, most: number) => {
    if (!Number.isSafeInteger(value) || value < least || value > most) {
      throw new EstimateNumberRefused(field, least, most);
    }
  };
  whole('protectedMonths', asked.protectedMonths, 0, MOST.months);
  whole('unableMonths', asked.unableMonths, 0, MOST.months);
  whole('children', asked.children.length, 0, MOST.children);
  for (const { year } of asked.children) whole('children.year', year, 1, MOST.children);
  for (const kind of accidentCosts) whole(`costs.${kind}`, asked.costs[kind] ?? 0, 0, MOST.cost);
  const { disability } = asked;
  if (disability && disability.kind !== 'TOTAL') whole('tablePercent', disability.tablePercent, 1, 100);
  if (disability?.kind === 'FUNCTION') whole('lostPercent', disability.lostPercent, 1, 100);

  const least = inForce(law.accidentDeath.base, on).value;
  const most = inForce(law.accident.highestBase, on).value;
  const wage = baseWage ?? least;
  if (wage < least || wage > most || wage % WAGE_STEP !== 0) throw new BaseWageRefused(least, most);
  rupiah(wage);
}
