import { type ConnectionEvents, HttpConnection } from './http-connection';
import type { CallMeter } from './metrics';
import { Riders } from './riders';
import { type Ride, type Stoppable, Turn } from './turn';

export interface Post {
  /** Lines of the head that are this call's own, each with its line end. */
  headers: string;
  body: Buffer;
  /** Whose request it is; when that is stopped, so is this. */
  call?: Stoppable;
  /** Only of reads: it may go behind others on one connection. */
  ride?: Ride | undefined;
}

/** Connections to one subgraph, kept open. */
export interface SubgraphHttp {
  /** @returns the bytes of a JSON answer, whatever its status */
  post(post: Post): Promise<Buffer>;
  close(): void;
}

/** Connections to one subgraph; who comes when all are busy waits. */
const MOST_CONNECTIONS = 64;

/**
 * A client for the one thing the gateway asks of subgraphs. Node's own clients are made for all of HTTP, and cost
 * more than the rest of a small request.
 *
 * @param url    the subgraph's whole address
 * @param meter  hears how each call went
 */
export function subgraphHttp(url: string, meter: CallMeter): SubgraphHttp {
  const pool = new Connections(new URL(url));
  const riders = new Riders(pool);
  const { pathname, search, host } = new URL(url);
  const start = [
    `POST ${pathname}${search} HTTP/1.1`,
    `host: ${host}`,
    'content-type: application/json',
    'accept: application/json\r\n',
  ].join('\r\n');
  return {
    post: ({ headers, body, call, ride }) =>
      new Promise((resolve, reject) => {
        const turn = new Turn(start + headers, body, call, ride, meter, resolve, reject);
        if (turn.over) return;
        if (ride) riders.take(turn, ride);
        else pool.carry([turn]);
      }),
    close: () => pool.close(),
  };
}

/** The connections to one place, and who waits for one. */
export class Connections {
  readonly #idle: HttpConnection[] = [];
  readonly #waiting: Turn[][] = [];
  #open = 0;
  /** Hears that a connection carries several now. */
  onTogether: ((connection: HttpConnection, turns: readonly Turn[]) => void) | undefined;
  readonly #on: ConnectionEvents = {
    free: (connection) => {
      const next = this.#next();
      if (next) this.#run(connection, next);
      else this.#idle.push(connection);
    },
    closed: (connection) => {
      this.#open--;
      const at = this.#idle.indexOf(connection);
      if (at >= 0) this.#idle.splice(at, 1);
      const next = this.#next();
      if (next) this.carry(next);
    },
    unasked: (turns) => {
      for (const turn of turns) this.carry([turn]);
    },
  };

  constructor(readonly place: URL) {}

  /** Sends these, one behind the other, now or when a connection is free. */
  carry(turns: Turn[]): void {
    const connection = this.#free();
    if (connection) this.#run(connection, turns);
    else this.#waiting.push(turns);
  }

  close(): void {
    for (const connection of this.#idle.splice(0)) connection.close();
  }

  #run(connection: HttpConnection, turns: Turn[]): void {
    connection.run(turns);
    if (turns.length > 1) this.onTogether?.(connection, turns);
  }

  #free(): HttpConnection | undefined {
    for (let kept = this.#idle.pop(); kept; kept = this.#idle.pop()) {
      if (kept.fresh) return kept;
      kept.close();
    }
    if (this.#open >= MOST_CONNECTIONS) return undefined;
    this.#open++;
    return new HttpConnection(this.place, this.#on);
  }

  #next(): Turn[] | undefined {
    for (let turns = this.#waiting.shift(); turns; turns = this.#waiting.shift()) {
      const left = turns.filter((turn) => !turn.over);
      if (left.length > 0) return left;
    }
    return undefined;
  }
}
