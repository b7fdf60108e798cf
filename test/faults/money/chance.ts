/** Draws numbers that are the same for the same seed, on every machine. */
export interface Chance {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number from `least` to `most`, both of them possible. */
  whole(least: number, most: number): number;
  pick<T>(from: readonly T[]): T;
  /** The same things in another order. */
  shuffled<T>(things: readonly T[]): T[];
}

/**
 * Mulberry32: 32 bits of state, good enough to choose who falls next.
 *
 * @param seed   of the run; whoever draws beside others is given a `stream` of their own
 */
export function chance(seed: number, stream = 0): Chance {
  let state = (seed + Math.imul(stream, 0x9e3779b9)) >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let it = Math.imul(state ^ (state >>> 15), state | 1);
    it ^= it + Math.imul(it ^ (it >>> 7), it | 61);
    return ((it ^ (it >>> 14)) >>> 0) / 2 ** 32;
  };
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    next,
    whole,
    pick: (from) => from[whole(0, from.length - 1)]!,
    shuffled(things) {
      const order = [...things];
      for (let at = order.length - 1; at > 0; at--) {
        const other = whole(0, at);
        [order[at], order[other]] = [order[other]!, order[at]!];
      }
      return order;
    },
  };
}
