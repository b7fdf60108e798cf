/** How long an answer takes, and how long one of its kind may hold up those behind it, in milliseconds. */
const PACES = [
  { to: 4, holds: 50 },
  { to: 16, holds: 60 },
  { to: 64, holds: 150 },
] as const;

/** The pace of who goes alone: it is slow, or nobody knows yet. */
export const ALONE = PACES.length;

const NEWEST = 0.2;
const MOST_KNOWN = 2_000;

/** How quick the operations of one subgraph are, as they have been of late. */
export class Paces {
  readonly #known = new Map<string, { ms: number }>();

  /** Which of the paces; those of one may go together. ALONE: with nobody. */
  of(operation: string): number {
    const ms = this.#known.get(operation)?.ms;
    if (ms === undefined) return ALONE;
    let pace = 0;
    for (const { to } of PACES) {
      if (ms <= to) break;
      pace++;
    }
    return pace;
  }

  note(operation: string, ms: number): void {
    const known = this.#known.get(operation);
    if (known) {
      known.ms += (ms - known.ms) * NEWEST;
      return;
    }
    // Its operations are those of plans, of which there are fewer; a swap leaves old ones behind.
    if (this.#known.size >= MOST_KNOWN) this.#known.clear();
    this.#known.set(operation, { ms });
  }
}

/** How long one of this pace may stand in front of others, in milliseconds. */
export const heldTooLong = (pace: number): number => PACES[pace]?.holds ?? Number.POSITIVE_INFINITY;
