import type { Words } from './domain-error';
import { type AccidentSum, inForce, type Law, type Parameter } from './law';
import type { LocalDate } from './local-date';
import { type Rupiah, rupiah, sum } from './rupiah';
import { writtenRupiah } from './written';

/** One step of a sum: how it was reached in words, what it gives, and by which law. */
export interface BenefitStep {
  words: Words;
  amount: Rupiah;
  source: string;
}

/** What the law caps, and somebody has paid for after an accident. */
export const accidentCosts = [
  'landTransport',
  'seaTransport',
  'airTransport',
  'homeCare',
  'dentures',
  'hearingAid',
  'glasses',
] as const satisfies readonly AccidentSum[];
export type AccidentCost = (typeof accidentCosts)[number];

/**
 * A lasting disability. PART is of the body, by the law's own table of percents (one deaf ear 20); FUNCTION is what a
 * part no longer can, a percent of the table's; TOTAL leaves nothing to work with.
 */
export type Disability =
  | { kind: 'PART'; tablePercent: number }
  | { kind: 'FUNCTION'; tablePercent: number; lostPercent: number }
  | { kind: 'TOTAL' };

/** An accident that was survived. Care is not here: it has no cap, and no sum. */
export interface SurvivedAccident {
  on: LocalDate;
  /** Rupiah a month. */
  baseWage: Rupiah;
  /** What was paid, by kind, in rupiah. */
  costs: Partial<Record<AccidentCost, Rupiah>>;
  /** Whole months in which the worker could not work. */
  unableMonths: number;
  disability?: Disability | undefined;
}

/**
 * What a worker receives after a work accident that was survived, step by step; care comes on top and has no cap.
 *
 * @throws RangeError before the law at hand, and for an amount that is no whole rupiah
 *
 * Source: PP 82/2019 Lampiran III. That transport of several kinds adds up is from memory.
 */
export function survivedAccident(
  law: Law,
  accident: SurvivedAccident,
): { amount: Rupiah; steps: BenefitStep[] } {
  const steps = [
    ...accidentCosts.flatMap((kind) => capped(law, accident, kind)),
    ...unable(law, accident),
    ...disabled(law, accident),
  ];
  return { amount: sum(steps.map((it) => it.amount)), steps };
}

function capped(law: Law, { on, costs }: SurvivedAccident, kind: AccidentCost): BenefitStep[] {
  const paid = costs[kind] ?? 0;
  if (paid === 0) return [];
  const { name, english } = law.accident[kind];
  const { value, source } = inForce(law.accident[kind], on);
  const amount = rupiah(Math.min(paid, value));
  const says = (language: 'id' | 'en', what: string, given: string) =>
    `${what} ${writtenRupiah(value, language)}; ${given} ${writtenRupiah(rupiah(paid), language)}`;
  return [{ words: { id: says('id', name, 'dibayar'), en: says('en', english, 'paid') }, amount, source }];
}

function unable(law: Law, { on, baseWage, unableMonths }: SurvivedAccident): BenefitStep[] {
  const first = Math.min(unableMonths, inForce(law.accident.unableMonths, on).value);
  const periods = [
    [first, law.accident.unableFirst],
    [unableMonths - first, law.accident.unableAfter],
  ] as const;
  return periods.flatMap(([months, percent]) => (months > 0 ? [monthly(on, baseWage, months, percent)] : []));
}

function monthly(on: LocalDate, wage: Rupiah, months: number, percent: Parameter<LocalDate>): BenefitStep {
  const { value, source } = inForce(percent, on);
  const says = (language: 'id' | 'en', name: string, unit: string) =>
    `${name}: ${months} ${unit} x ${value}% x ${writtenRupiah(wage, language)}`;
  return {
    words: { id: says('id', percent.name, 'bulan'), en: says('en', percent.english, 'months') },
    amount: rupiah((months * value * wage) / 100),
    source,
  };
}

const disabilityNames: Record<Disability['kind'], Words> = {
  PART: { id: 'Cacat sebagian anatomis', en: 'Partial disability of the body' },
  FUNCTION: { id: 'Cacat sebagian fungsi', en: 'Partial disability of function' },
  TOTAL: { id: 'Cacat total tetap', en: 'Total and lasting disability' },
};

function disabled(law: Law, { on, baseWage, disability }: SurvivedAccident): BenefitStep[] {
  if (!disability) return [];
  const { value: multiple, source } = inForce(law.accident.disabledMultiple, on);
  const percents = percentsOf(law, on, disability);
  const product = percents.reduce((so, percent) => so * percent, 1);
  const says = (language: 'id' | 'en') =>
    `${disabilityNames[disability.kind][language]}: ${percents.map((it) => `${it}%`).join(' x ')} x ${multiple} x ${writtenRupiah(baseWage, language)}`;
  const lasting = {
    words: { id: says('id'), en: says('en') },
    amount: rupiah((product * multiple * baseWage) / 100 ** percents.length),
    source,
  };
  if (disability.kind !== 'TOTAL') return [lasting];
  const { name: id, english: en } = law.accident.disabledPeriodic;
  const periodic = inForce(law.accident.disabledPeriodic, on);
  return [lasting, { words: { id, en }, amount: periodic.value, source: periodic.source }];
}

function percentsOf(law: Law, on: LocalDate, disability: Disability): number[] {
  if (disability.kind === 'TOTAL') return [inForce(law.accident.disabledWhole, on).value];
  if (disability.kind === 'PART') return [disability.tablePercent];
  return [disability.lostPercent, disability.tablePercent];
}
