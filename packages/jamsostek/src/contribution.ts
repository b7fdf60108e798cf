import { type Fund, inForce, type Law, type Relief, type Sector } from './law';
import type { Month } from './month';
import { type Rupiah, rupiah, sum } from './rupiah';

/** What one month costs, and by which law. */
export interface MonthPrice {
  month: Month;
  /** To be paid. */
  amount: Rupiah;
  /** Without any relief. */
  full: Rupiah;
  /** Percent the law lets off: 50, or 0. */
  relief: number;
  sources: string[];
}

/**
 * The price of protecting one informal worker (*peserta bukan penerima upah*, lowest income
 * bracket) in one month against work accidents and death: JKK + JKM, less any relief.
 *
 * @param worker  the sector of the worker's main occupation decides the relief
 * @param fund    whose money pays; reliefs leave out the state's and the city's
 * @param month   the month protected, whenever it is paid
 * @throws RangeError  for a month before the law, or where a relief would leave a fraction
 *
 * Source: PP 44/2015 (JKK by Lampiran II, JKM Rp6 800); relief by PP 50/2025 Pasal 4.
 */
export function contributionOf(law: Law, worker: { sector: Sector }, fund: Fund, month: Month): MonthPrice {
  const parts = [inForce(law.contribution.jkk, month), inForce(law.contribution.jkm, month)];
  const relief = reliefIn(law, worker.sector, fund, month);
  const percent = relief?.percent ?? 0;
  return {
    month,
    amount: sum(parts.map(({ value }) => rupiah((value * (100 - percent)) / 100))),
    full: sum(parts.map(({ value }) => value)),
    relief: percent,
    sources: [...parts, ...(relief ? [relief] : [])].map(({ source }) => source),
  };
}

/** Rupiah for some months together; each is priced by the law in force in that month. */
export function contributionFor(
  law: Law,
  worker: { sector: Sector },
  fund: Fund,
  months: readonly Month[],
): Rupiah {
  return sum(months.map((month) => contributionOf(law, worker, fund, month).amount));
}

function reliefIn(law: Law, sector: Sector, fund: Fund, month: Month): Relief | undefined {
  return law.reliefs.find(
    (it) => it.sector === sector && it.from <= month && month <= it.until && !it.notPaidFrom.includes(fund),
  );
}
