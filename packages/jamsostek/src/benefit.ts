import { addWorkingDays } from './calendar';
import { inForce, type Law, type Parameter } from './law';
import { addDays, addYears, daysBetween, type LocalDate } from './local-date';
import { type Month, monthOf, monthsFrom, nextMonth } from './month';
import { type Rupiah, rupiah, sum } from './rupiah';

/** One part of a benefit, as the law names it. */
export interface BenefitLine {
  name: string;
  english: string;
  amount: Rupiah;
  source: string;
}

/**
 * What heirs receive when a protected worker dies, *not* by a work accident: Rp42 000 000, or
 * Rp10 000 000 in the first three months. Nothing when the month of death is not protected.
 *
 * "Three months" is not settled in the texts at hand. The cautious reading is taken: months
 * protected in a row, the month of death among them; whole from the fourth. A gap starts anew.
 *
 * @param worker.protectedMonths  in any order
 * @returns `fullFrom`: the first month in which JKM is whole, if the worker's months go on without a
 *   gap; counted in the row of the month of death, else in the next row after it
 *
 * Source: PP 44/2015 Pasal 34 as amended by PP 82/2019; waiting months by Permenaker 1/2025.
 */
export function jkm(
  law: Law,
  worker: { protectedMonths: readonly Month[]; diedOn: LocalDate },
): { amount: Rupiah; lines: BenefitLine[]; full: boolean; fullFrom: Month | undefined } {
  const { protectedMonths, diedOn } = worker;
  const diedIn = monthOf(diedOn);
  const covered = protectedMonths.includes(diedIn);
  const row = rowStart(protectedMonths, diedIn);
  const waiting = waitingMonths(law, diedOn);
  const fullFrom = row && monthsFrom(row, waiting + 1)[waiting];
  const full = covered && fullFrom !== undefined && fullFrom <= diedIn;
  const lines = !covered
    ? []
    : full
      ? linesOf(diedOn, [law.jkm.lumpSum, law.jkm.periodic, law.jkm.funeral])
      : linesOf(diedOn, [law.jkm.early]);
  return { amount: sum(lines.map((line) => line.amount)), lines, full, fullFrom };
}

/**
 * What heirs receive when a protected worker dies by a work accident: 60 % of 80 months of the base
 * wage (at least Rp20 000 000), periodic support and funeral; Rp70 000 000 at the lowest base. No
 * waiting time is known. Whether an accident was a *work* accident is BPJS's to say.
 *
 * @param baseWage  rupiah a month; the lowest base, of which the city's programmes pay, if none is given
 *
 * Source: PP 82/2019 Lampiran III.
 */
export function accidentDeath(
  law: Law,
  on: LocalDate,
  baseWage?: Rupiah,
): { amount: Rupiah; lines: BenefitLine[] } {
  const { base, multiple, percent, minimum, periodic, funeral } = law.accidentDeath;
  const share = inForce(percent, on);
  const wage = baseWage ?? inForce(base, on).value;
  const wages = rupiah((wage * inForce(multiple, on).value * share.value) / 100);
  const least = inForce(minimum, on).value;
  const lines = [
    {
      name: percent.name,
      english: percent.english,
      amount: rupiah(Math.max(wages, least)),
      source: share.source,
    },
    ...linesOf(on, [periodic, funeral]),
  ];
  return { amount: sum(lines.map((line) => line.amount)), lines };
}

/**
 * The last day to report an accident (2x24 hours; by days, because only the day is known).
 *
 * Source: Permenaker 1/2025, to a branch or a PLKK hospital; telephone or WhatsApp will do.
 */
export function reportBy(law: Law, occurredOn: LocalDate): LocalDate {
  return addDays(occurredOn, inForce(law.deadlines.reportDays, occurredOn).value);
}

/**
 * The last day on which BPJS pays a claim it received, whole, on `receivedOn`.
 *
 * Source: PP 44/2015 Pasal 40(3): three working days; Pasal 40(4): 1 % a day after that.
 */
export function payBy(law: Law, receivedOn: LocalDate): LocalDate {
  return addWorkingDays(law, receivedOn, inForce(law.deadlines.payWorkingDays, receivedOn).value);
}

/**
 * What a late payment adds by the text: a share of the benefit for each day after the last one. Whether later rules
 * touched it is not known, so it is shown and never demanded.
 *
 * @param paidOn  the day of payment, or today while nothing is paid
 *
 * Source: PP 44/2015 Pasal 40(4).
 */
export function lateShare(
  law: Law,
  benefit: { amount: Rupiah; payBy: LocalDate },
  paidOn: LocalDate,
): { days: number; amount: Rupiah } {
  const days = Math.max(0, daysBetween(benefit.payBy, paidOn));
  const { value } = inForce(law.deadlines.latePercent, benefit.payBy);
  return { days, amount: rupiah((benefit.amount * value * days) / 100) };
}

/**
 * The last day on which JKK can be asked for.
 *
 * Source: PP 82/2019 Pasal 26: five years from the accident, or from the diagnosis of a disease.
 */
export function rightEndsOn(law: Law, occurredOn: LocalDate): LocalDate {
  return addYears(occurredOn, inForce(law.deadlines.accidentYears, occurredOn).value);
}

/** First month of the unbroken row `at` lies in; if none, of the first row after it. */
export function rowStart(months: readonly Month[], at: Month): Month | undefined {
  const all = new Set(months);
  let start = all.has(at) ? at : [...all].sort().find((month) => month > at);
  for (const month of [...all].sort().reverse()) {
    if (nextMonth(month) === start) start = month;
  }
  return start;
}

/** None before the rule existed. */
function waitingMonths(law: Law, on: LocalDate): number {
  return law.jkm.waitingMonths.values.findLast((it) => it.from <= on)?.value ?? 0;
}

function linesOf(on: LocalDate, parameters: readonly Parameter<LocalDate, Rupiah>[]): BenefitLine[] {
  return parameters.map((parameter) => {
    const { value, source } = inForce(parameter, on);
    return { name: parameter.name, english: parameter.english, amount: value, source };
  });
}
