import { type Month, type Rupiah, rupiah } from '@lindungi/jamsostek';

/**
 * Where a month of an invoice stands when its law changes. PAID: the money is here, and BPJS was not sent it. BILLED:
 * an agency was asked to deduct it, and has not answered, or its transfer has not come.
 */
export type Standing = 'OPEN' | 'PAID' | 'WITH_BPJS' | 'BILLED';

export interface StandingMonth {
  month: Month;
  /** As it was priced. */
  amount: Rupiah;
  standing: Standing;
}

/** A month whose law changed, as it stays. */
export interface Kept {
  month: Month;
  outcome: 'WITH_BPJS' | 'PAID_AND_ROSE';
}

/** What becomes of an invoice whose months cost something else now. */
export interface Repricing {
  /** Nothing yet: an agency was asked to deduct one of the months, and answers and transfers by the old price. */
  waits: boolean;
  /** To a new invoice that is owed: every open month, so that there is one to pay. */
  open: Month[];
  /** To a new invoice that the money of the old one pays at once: it is cheaper now. */
  paid: Month[];
  /** Changed, and left alone: a person must look. */
  kept: Kept[];
}

/**
 * Decides by month. What is open is asked for by the new law, dearer or cheaper. What is paid and became cheaper is
 * paid at the new price, and the rest is the donor's credit. What is paid and became dearer is not asked for again:
 * who paid by the law of the day has kept their promise, and a second bill nobody expects ends pledges. What BPJS was
 * sent is BPJS's to credit or to ask for.
 *
 * @param months  those the invoice still asks for
 * @param prices  what each of them costs now; a month that is left out costs what it did
 */
export function repriced(months: readonly StandingMonth[], prices: ReadonlyMap<Month, Rupiah>): Repricing {
  const changed = months.filter(({ month, amount }) => (prices.get(month) ?? amount) !== amount);
  const of = (standing: Standing) => changed.filter((it) => it.standing === standing);
  if (changed.length > 0 && months.some(({ standing }) => standing === 'BILLED'))
    return { waits: true, open: [], paid: [], kept: [] };

  const paid = of('PAID').filter(({ month, amount }) => prices.get(month)! < amount);
  const rose = of('PAID').filter(({ month, amount }) => prices.get(month)! > amount);
  const moves = paid.length > 0 || of('OPEN').length > 0;
  return {
    waits: false,
    open: moves ? monthsIn(months.filter(({ standing }) => standing === 'OPEN')) : [],
    paid: monthsIn(paid),
    kept: [
      ...of('WITH_BPJS').map(({ month }) => ({ month, outcome: 'WITH_BPJS' }) as const),
      ...rose.map(({ month }) => ({ month, outcome: 'PAID_AND_ROSE' }) as const),
    ].sort((a, b) => (a.month < b.month ? -1 : 1)),
  };
}

const monthsIn = (months: readonly StandingMonth[]): Month[] => months.map(({ month }) => month);

/**
 * How much of what an invoice received does not belong to the months that stay on it, and goes with those that move.
 *
 * @param received  all that it holds, whatever of it BPJS has
 * @param stays     what the months cost that stay, which are all paid or with BPJS
 */
export function freed(received: Rupiah, stays: Rupiah): Rupiah {
  return rupiah(Math.max(received - stays, 0));
}
