import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpHandler } from '@lindungi/events';
import { type Report } from './masking';

const seconds = 1000;

/** What is answered when the request itself is wrong. */
export interface Complaint {
  status: number;
  code: string;
  message: string;
}

/**
 * A server whose other side is the gateway, or another service, over connections kept open.
 *
 * Node answers 408 to a connection that was opened and not yet used for `headersTimeout`; a pool that opens
 * ahead would read that as the answer to its next request. So both times are long, and the pool's shorter:
 * it closes first. A request that has begun is bound by its own deadline instead.
 */
export function httpServer(handle: (req: IncomingMessage, res: ServerResponse) => Promise<void>): Server {
  const server = createServer((req, res) => {
    handle(req, res).catch(() => complain(res, { status: 500, code: 'INTERNAL', message: 'Internal' }));
  });
  server.headersTimeout = 600 * seconds;
  server.requestTimeout = 600 * seconds;
  server.keepAliveTimeout = 600 * seconds;
  server.maxHeadersCount = 50;
  return server;
}

/** Starts to listen. @returns the port, which matters when it was left to the system */
export async function listen(server: Server, port: number, bind: string): Promise<number> {
  await new Promise<void>((ready, refused) => {
    server.once('error', refused);
    server.listen(port, bind, () => {
      server.off('error', refused);
      ready();
    });
  });
  return (server.address() as AddressInfo).port;
}

/** Ends what is idle at once, what is being answered after `grace` milliseconds. */
export async function stopListening(server: Server, grace: number): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  server.closeIdleConnections();
  const cut = setTimeout(() => server.closeAllConnections(), grace);
  await closed;
  clearTimeout(cut);
}

/** Answers once; what comes after, a late result behind a deadline for instance, is dropped. */
export function answer(
  res: ServerResponse,
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  if (res.headersSent || res.destroyed) return;
  const length = Buffer.byteLength(text);
  res.writeHead(status, { 'content-type': 'application/json', ...headers, 'content-length': length });
  res.end(text);
}

/** Says what is wrong with a request, in the form of a GraphQL answer. */
export function complain(
  res: ServerResponse,
  { status, code, message }: Complaint,
  headers?: Readonly<Record<string, string>>,
): void {
  answer(res, status, JSON.stringify({ errors: [{ message, extensions: { code } }] }), headers);
}

/** The whole body, or undefined when it is longer than `limit` bytes. */
export function bodyOf(req: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    req.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limit) chunks.push(chunk);
      else resolve(undefined);
    });
    req.on('end', () => resolve(chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)));
    req.on('error', reject);
    req.on('close', () => reject(new Error('The caller went away.')));
  });
}

/** Whether one of `handlers` took the request. A handler that fails is a defect: 500, and a line in the log. */
export async function handledBy(
  handlers: readonly HttpHandler[],
  req: IncomingMessage,
  res: ServerResponse,
  url: URL,
  report: Report,
): Promise<boolean> {
  try {
    for (const handler of handlers) if (await handler(req, res, url)) return true;
    return false;
  } catch (error) {
    report({ level: 'error', at: url.pathname, error: error instanceof Error ? error.name : typeof error });
    complain(res, { status: 500, code: 'INTERNAL', message: 'Internal' });
    return true;
  }
}
