import type { Caller } from './caller';

/**
 * How many streams one gateway process carries for one city. Each holds a socket to a subgraph, which takes two
 * thousand: the seats of one city leave room for the others, so that its public cannot silence theirs.
 */
export interface SeatLimits {
  /** For people without a token. */
  public: number;
  /** For people with one; a crowd of visitors does not take these. */
  known: number;
}

export const SEATS: SeatLimits = { public: 500, known: 300 };

/** Counts open streams by city. */
export class Seats {
  private readonly taken = new Map<string, number>();

  constructor(private readonly limits: SeatLimits) {}

  /** @returns how to give the seat back, once; undefined when the city's are all taken */
  take({ city, subject }: Pick<Caller, 'city' | 'subject'>): (() => void) | undefined {
    const kind = subject === null ? 'public' : 'known';
    const row = `${city.code} ${kind}`;
    const count = this.taken.get(row) ?? 0;
    if (count >= this.limits[kind]) return undefined;
    this.taken.set(row, count + 1);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.taken.set(row, (this.taken.get(row) ?? 1) - 1);
    };
  }
}
