import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer as createRawServer, type Socket } from 'node:net';
import { Metrics } from './metrics';
import { subgraphHttp } from './subgraph-http';
import type { Stoppable } from './turn';

const closing: (() => void)[] = [];

/** Ends what a test has opened. */
export function closeAll(): void {
  for (const close of closing.splice(0)) close();
}

/** One request as a subgraph sees it. */
export interface Seen {
  body: string;
  connection: number;
  answer(): void;
}

/** @param ms  until it resolves */
export const waited = (ms: number) => new Promise((later) => setTimeout(later, ms));

/** A subgraph that answers with the body it was sent, when `answer` says. */
export async function subgraph(
  answer: (seen: Seen, request: IncomingMessage, response: ServerResponse) => void,
) {
  const seen: Seen[] = [];
  const open = new Map<number, Set<string>>();
  const together: string[][] = [];
  const server = createServer((request, response) => {
    request.setEncoding('utf8').on('data', (body) => {
      const connection = request.socket.remotePort as number;
      const beside = open.get(connection) ?? new Set();
      open.set(connection, beside.add(body));
      together.push([...beside]);
      const one = {
        body,
        connection,
        answer() {
          beside.delete(body);
          response.setHeader('content-type', 'application/json');
          response.end(body);
        },
      };
      seen.push(one);
      answer(one, request, response);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { known, ...rest } = riding((server.address() as AddressInfo).port);
  return {
    seen,
    /** What one connection had at a time, whenever one came. */
    together,
    ...rest,
    async known() {
      await known();
      seen.length = 0;
    },
  };
}

/** A client of it whose reads may go together. */
function riding(port: number) {
  const metrics = new Metrics();
  const http = subgraphHttp(`http://127.0.0.1:${port}/graphql`, metrics.callsTo('donors'));
  closing.push(() => http.close());
  const post = (body: string, { operation = '{a}', company = '3374', call }: Partial<Asking> = {}) =>
    http
      .post({ headers: '', body: Buffer.from(body), ...(call && { call }), ride: { operation, company } })
      .then(String);
  /** Until then nobody knows how quick it is, and it goes alone; on a busy machine the first may seem slow. */
  const known = async () => {
    for (let n = 0; n < 25; n++) await post('"known"');
  };
  return { post, known, metrics };
}

/** What a test may say of a read. */
interface Asking {
  operation: string;
  company: string;
  call: Stoppable;
}

/** So many that differ, `"n0"`, `"n1"` … */
export const bodies = (n: number, word = 'n') => Array.from({ length: n }, (_, i) => `"${word}${i}"`);

/** Says these texts to each connection, one for each request it has seen, and then what `end` says. */
export async function saying(texts: (n: number) => string, end: (socket: Socket, n: number) => void) {
  let all = 0;
  const server = createRawServer((socket) => {
    closing.push(() => void socket.destroy());
    socket.on('error', () => {});
    let mine = 0;
    socket.on('data', (piece) => {
      const asked = String(piece).split('POST ').length - 1;
      let text = '';
      for (let i = 0; i < asked; i++) text += texts(all++);
      socket.write(text);
      mine += asked;
      end(socket, mine);
    });
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  closing.push(() => void server.close());
  return riding((server.address() as AddressInfo).port);
}
