/*
 * Tapes are what scanners leave behind: an Int32Array per body. They are used again, as making one for each
 * body would be most of the garbage. Int 0 is the first free place; then come head and tail of each chain.
 */

const MOST_KEPT = 32;
const LARGEST_KEPT = 1 << 18;
const SMALLEST = 256;

const free: Int32Array[] = [];

/** Of bodies whose scanners store nothing. */
export const NO_TAPE = new Int32Array(SMALLEST);

/**
 * @param first  int after the chains' heads and tails, which are cleared; the rest is not
 * @param size   ints it must have
 */
export function takeTape(first: number, size: number): Int32Array {
  const fit = free.findLastIndex((it) => it.length >= size && it.length < size * 8 + 4096);
  const tape = fit < 0 ? new Int32Array(Math.max(SMALLEST, size)) : free.splice(fit, 1)[0]!;
  tape.fill(0, 1, first);
  tape[0] = first;
  return tape;
}

/** The caller will not look at it again. */
export function giveTape(tape: Int32Array): void {
  if (tape === NO_TAPE || tape.length > LARGEST_KEPT || free.length >= MOST_KEPT) return;
  free.push(tape);
}
