import { request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { refusal } from './answer';

/** Milliseconds in which the next bytes must come. */
const PATIENCE_MS = 30_000;

/** What is handed back of the answer's head; nothing else of it is anybody's business. */
const HEADERS = [
  'content-type',
  'content-length',
  'content-disposition',
  'cache-control',
  'content-security-policy',
  'x-content-type-options',
];

/**
 * Hands a file out, or in, as it comes: nothing of it is kept here, however long it is. Only its address decides who
 * may, and the service behind judges that; neither the caller's token nor a cookie goes with it.
 */
export async function handFile(
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'POST') {
    response.writeHead(405, { allow: 'GET, POST' }).end();
    return;
  }
  try {
    const answer = await answerTo(url, request);
    const head = HEADERS.flatMap((name) => {
      const value = answer.headers[name];
      return value === undefined ? [] : [[name, value] as const];
    });
    response.writeHead(answer.statusCode ?? 502, Object.fromEntries(head));
    await pipeline(answer, response);
  } catch {
    // a file that ends early must not look whole
    if (response.headersSent) return void response.destroy();
    const body = JSON.stringify(refusal('DEGRADED', 'Files cannot be handed out at the moment.'));
    response.writeHead(503, { 'content-type': 'application/json; charset=utf-8' }).end(body);
  }
}

function answerTo(url: string, request: IncomingMessage): Promise<IncomingMessage> {
  const { 'content-type': type, 'content-length': length } = request.headers;
  const headers = { ...(type && { 'content-type': type }), ...(length && { 'content-length': length }) };
  return new Promise((resolve, reject) => {
    const asking = ask(url, { method: request.method, headers, timeout: PATIENCE_MS }, resolve);
    asking.once('timeout', () => asking.destroy(new Error('No bytes came in time.')));
    asking.once('error', reject);
    if (request.method === 'GET') asking.end();
    // who is refused early may still be sending: the answer is what counts
    else pipeline(request, asking).catch(() => {});
  });
}
