/*
 * Tapes are what scanners leave behind: an Int32Array per body. They are used again, as making one for each
 * body would be most of the garbage. Int 0 is the first free place; then come head and tail of each chain.
 */

/** Sizes are powers of two, from the smallest: one that is free fits whoever wants its size. */
const SMALLEST_POWER = 8;
const LARGEST_POWER = 18;
/** Ints that may lie free, of all sizes together: what many requests at once left behind. */
const MOST_FREE = 2 << 20;

const free: Int32Array[][] = Array.from({ length: LARGEST_POWER + 1 }, () => []);
let lying = 0;

/** Of bodies whose scanners store nothing. */
export const NO_TAPE = new Int32Array(1 << SMALLEST_POWER);

/**
 * @param first  int after the chains' heads and tails, which are cleared; the rest is not
 * @param size   ints it must have
 */
export function takeTape(first: number, size: number): Int32Array {
  const power = Math.max(SMALLEST_POWER, 32 - Math.clz32(size - 1));
  const known = free[power]?.pop();
  if (known) lying -= known.length;
  const tape = known ?? new Int32Array(power <= LARGEST_POWER ? 1 << power : size);
  tape.fill(0, 1, first);
  tape[0] = first;
  return tape;
}

/** The caller will not look at it again. */
export function giveTape(tape: Int32Array): void {
  const { length } = tape;
  if (tape === NO_TAPE || length > 1 << LARGEST_POWER || lying + length > MOST_FREE) return;
  lying += length;
  free[31 - Math.clz32(length)]?.push(tape);
}
