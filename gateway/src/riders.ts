import type { HttpConnection } from './http-connection';
import { ALONE, heldTooLong, Paces } from './paces';
import type { Connections } from './subgraph-http';
import type { Ride, Turn } from './turn';

/** Reads that go together on one connection, and their bytes. */
const MOST_TOGETHER = 16;
const MOST_BYTES = 64 * 1024;
/** How often it is looked for who is held up. */
const LOOK_MS = 20;
/**
 * Of those who go together this part may be asked again, past one that holds them up; a quiet time saves some up. With
 * the engine's retries it is a tenth of all reads.
 */
const AGAIN = 0.02;
const MOST_SAVED = 20;

/**
 * Sends reads that leave in one turn of the loop together: one write for all, and their answers come in few reads.
 * That is most of what a small call costs. Under little load nobody meets another, and each has its connection.
 *
 * Answers come in the order of the requests, so one may hold up others. Therefore only those go together whose like
 * have been about as quick; and who is held up all the same is asked again on another connection.
 */
export class Riders {
  readonly #paces = new Paces();
  #leaving: Turn[] = [];
  readonly #together = new Map<HttpConnection, number>();
  #timer: NodeJS.Timeout | undefined;
  #saved = MOST_SAVED;
  readonly #leave = () => this.#send();

  constructor(private readonly connections: Connections) {
    connections.onTogether = (connection, turns) => this.#watch(connection, turns);
  }

  take(turn: Turn, { operation }: Ride): void {
    turn.pace = this.#paces.of(operation);
    turn.paces = this.#paces;
    if (turn.pace === ALONE) this.connections.carry([turn]);
    else if (this.#leaving.push(turn) === 1) setImmediate(this.#leave);
  }

  #send(): void {
    let leaving = this.#leaving;
    this.#leaving = [];
    while (leaving.length > 0) {
      const others: Turn[] = [];
      const turns = together(leaving, others);
      if (turns.length > 0) this.connections.carry(turns);
      leaving = others;
    }
  }

  #watch(connection: HttpConnection, turns: readonly Turn[]): void {
    this.#saved = Math.min(this.#saved + AGAIN * turns.length, MOST_SAVED);
    this.#together.set(connection, turns[0]?.pace ?? ALONE);
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS).unref();
  }

  /** Asks those again who wait behind one that is not answered. */
  #look(): void {
    const now = performance.now();
    for (const [connection, pace] of this.#together) {
      const { behind } = connection;
      if (behind.length === 0) this.#together.delete(connection);
      else if (now - connection.since > heldTooLong(pace)) {
        this.#together.delete(connection);
        for (const turn of behind) this.#again(turn);
      }
    }
    if (this.#together.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #again(turn: Turn): void {
    if (turn.over || this.#saved < 1) return;
    this.#saved--;
    this.connections.carry([turn]);
  }
}

/** Those that may go with the first of them; the rest is put to the others. */
export function together<T extends Pick<Turn, 'over' | 'pace' | 'size' | 'ride'>>(
  leaving: readonly T[],
  others: T[],
): T[] {
  const turns: T[] = [];
  let bytes = 0;
  for (const turn of leaving) {
    if (turn.over) continue;
    const first = turns[0] ?? turn;
    const fits = turns.length < MOST_TOGETHER && (turns.length === 0 || bytes + turn.size <= MOST_BYTES);
    if (!fits || turn.pace !== first.pace || turn.ride?.company !== first.ride?.company) others.push(turn);
    else {
      turns.push(turn);
      bytes += turn.size;
    }
  }
  return turns;
}
