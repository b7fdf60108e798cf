declare const unit: unique symbol;

/**
 * Whole rupiah; the sen is not used. A safe integer, at most Rp9 007 199 254 740 991.
 *
 * Never a GraphQL `Int` (which stops at Rp2 147 483 647), and never rounded: what the law fixes,
 * its sums and its reliefs are whole; `rupiah` refuses what is not.
 */
export type Rupiah = number & { readonly [unit]: 'rupiah' };

/** @throws RangeError when `amount` is a fraction, or too large to be exact. */
export function rupiah(amount: number): Rupiah {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`Not a whole rupiah amount: ${amount}`);
  return amount as Rupiah;
}

/** The total of some amounts; zero for none. @throws RangeError when too large to be exact. */
export function sum(amounts: readonly Rupiah[]): Rupiah {
  return rupiah(amounts.reduce((total, amount) => total + amount, 0));
}
