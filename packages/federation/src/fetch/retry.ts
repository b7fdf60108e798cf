import type { Alarm } from '../settings';

/** Of all reads of a subgraph, this part may be asked twice; what is missing to a tenth is left to the host's transport. */
const BUDGET = 0.08;
/** What a quiet time may save up, in retries. */
const MOST_SAVED = 10;
const SHORTEST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 60;

/** What is left of one subgraph's budget, in retries. */
interface Saved {
  left: number;
}

/** A read that may be asked again once. */
interface Read {
  readonly subgraph: string;
  /** It was asked again already. */
  retried: boolean;
}

/**
 * Says whether a read that failed is asked once more: a connection that was closed under it is the usual cause. Of one
 * subgraph never more than a part of its reads, so that a subgraph in trouble is not asked twice as much.
 */
export class Retries {
  readonly #saved = new Map<string, Saved>();

  constructor(private readonly onAlarm?: (line: Alarm) => void) {}

  /** A read is sent. */
  count(subgraph: string): void {
    const saved = this.#saved.get(subgraph);
    if (saved) saved.left = Math.min(saved.left + BUDGET, MOST_SAVED);
    else this.#saved.set(subgraph, { left: MOST_SAVED });
  }

  /** Milliseconds after which it is asked again, by chance, so that those who failed together do not return together. */
  pauseFor(read: Read): number | undefined {
    if (read.retried) return undefined;
    const saved = this.#saved.get(read.subgraph);
    if (!saved || saved.left < 1) {
      this.onAlarm?.({ what: 'RETRIES_SPENT', subgraph: read.subgraph });
      return undefined;
    }
    saved.left--;
    read.retried = true;
    return SHORTEST_WAIT_MS + Math.random() * (LONGEST_WAIT_MS - SHORTEST_WAIT_MS);
  }
}
