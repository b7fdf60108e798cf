import type { SubgraphCall } from '@lindungi/federation';
import { refusal } from './answer';
import type { Caller } from './caller';

/**
 * How many upstream streams one gateway process holds for one city. A subgraph takes twenty thousand on the one
 * socket: the seats of one city leave room for the others, so that its public cannot silence theirs. Clients who
 * ask the same with the same rights sit on one seat.
 */
export interface SeatLimits {
  /** For people without a token. */
  public: number;
  /** For people with one; a crowd of visitors does not take these. */
  known: number;
}

export const SEATS: SeatLimits = { public: 500, known: 5_000 };

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

type Subscribe = (call: SubgraphCall<Caller>) => AsyncIterable<object>;

/** Opens upstream streams while the caller's city has a seat; without one the stream tells STREAMS_FULL and ends. */
export const seated =
  (subscribe: Subscribe, seats: Seats): Subscribe =>
  (call) => ({
    [Symbol.asyncIterator]() {
      const leave = seats.take(call.context);
      if (!leave) return full();
      const inner = subscribe(call)[Symbol.asyncIterator]();
      return {
        async next() {
          try {
            const result = await inner.next();
            if (result.done) leave();
            return result;
          } catch (error) {
            leave();
            throw error;
          }
        },
        async return() {
          leave();
          return (await inner.return?.()) ?? DONE;
        },
      };
    },
  });

const DONE: IteratorResult<object> = { done: true, value: undefined };

async function* full(): AsyncGenerator<object> {
  yield refusal('STREAMS_FULL', 'Terlalu banyak yang sedang menonton kota ini; coba lagi sebentar lagi.');
}
