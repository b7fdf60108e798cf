import { HttpConnection, type Turn } from './http-connection';
import type { CallMeter } from './metrics';

export interface Post {
  /** Lines of the head that are this call's own, each with its line end. */
  headers: string;
  body: Buffer;
  signal?: AbortSignal | undefined;
}

/** Connections to one subgraph: kept open, one request at a time on each. */
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
  const place = new URL(url);
  const start = [
    `POST ${place.pathname}${place.search} HTTP/1.1`,
    `host: ${place.host}`,
    'content-type: application/json',
    'accept: application/json\r\n',
  ].join('\r\n');
  const idle: HttpConnection[] = [];
  const waiting = new Set<Turn>();
  let open = 0;

  const on = {
    free(connection: HttpConnection) {
      const next = first(waiting);
      if (next) connection.run(next);
      else idle.push(connection);
    },
    closed(connection: HttpConnection) {
      open--;
      const at = idle.indexOf(connection);
      if (at >= 0) idle.splice(at, 1);
      const next = first(waiting);
      if (next) connect().run(next);
    },
  };
  const connect = () => {
    open++;
    return new HttpConnection(place, on);
  };

  return {
    post: ({ headers, body, signal }) =>
      new Promise((resolve, reject) => {
        const begun = performance.now();
        const turn: Turn = { head: start + headers, body, signal, resolve, reject, meter, begun };
        for (let kept = idle.pop(); kept; kept = idle.pop()) {
          if (kept.fresh) return kept.run(turn);
          kept.close();
        }
        if (open < MOST_CONNECTIONS) return connect().run(turn);
        waiting.add(turn);
        const leave = () => {
          if (!waiting.delete(turn)) return;
          meter.left(begun);
          reject(signal?.reason);
        };
        signal?.addEventListener('abort', leave, { once: true });
      }),
    close() {
      for (const connection of idle.splice(0)) connection.close();
    },
  };
}

function first(waiting: Set<Turn>): Turn | undefined {
  for (const turn of waiting) {
    waiting.delete(turn);
    return turn;
  }
  return undefined;
}
