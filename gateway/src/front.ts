import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { GraphQLError } from 'graphql';
import { refusal } from './answer';
import { type CallerSettings, callerOf } from './caller';
import { graphiqlPage } from './graphiql';
import { askedOf, type OperationSettings, type Outcome, operate, refusedOperation } from './operations';
import { type OriginRule, originAllowed } from './origin';
import { BodyTooLarge, readBody } from './request-body';
import { sendEvents } from './sse';

export interface FrontSettings extends OperationSettings {
  caller: CallerSettings;
  origins: OriginRule;
  graphiql: boolean;
  /** Where the payment provider's calls are handed on to, as they came. */
  billingUrl: string;
}

const WEBHOOK = /^\/webhooks\/[a-z]+\/\d{4}$/;

/** The one URL of the graph: POST /graphql, GET /health, the provider's webhooks, and a page to try it in development. */
export function createFront(settings: FrontSettings): Server {
  const server = createServer((request, response) => {
    route(request, response, settings).catch((error) => {
      const { status, result } = refusedOperation(error, settings.log);
      sendJson(response, status, result);
    });
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 65_000;
  return server;
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  settings: FrontSettings,
): Promise<void> {
  const path = (request.url ?? '/').split('?')[0] ?? '/';
  if (path === '/health' && request.method === 'GET') return sendJson(response, 200, { status: 'ok' });
  if (path === '/graphql') return graphql(request, response, settings);
  if (WEBHOOK.test(path) && request.method === 'POST') return webhook(path, request, response, settings);
  if (path === '/' && settings.graphiql && request.method === 'GET') return graphiqlPage(response);
  sendJson(response, 404, refusal('NOT_FOUND', 'Nothing is here. The graph is at POST /graphql.'));
}

async function graphql(
  request: IncomingMessage,
  response: ServerResponse,
  settings: FrontSettings,
): Promise<void> {
  const { origin } = request.headers;
  if (!originAllowed(origin, request.headers.host, settings.origins)) {
    return sendJson(response, 403, refusal('ORIGIN_REFUSED', 'This origin may not use the graph.'));
  }
  if (origin) allow(response, origin);
  if (request.method === 'OPTIONS') return void response.writeHead(204).end();
  if (request.method !== 'POST') {
    response.setHeader('allow', 'POST, OPTIONS');
    return sendJson(response, 405, refusal('METHOD_REFUSED', 'Send operations by POST.'));
  }
  // Only a content type that a plain form cannot send: another site's page then has to ask first.
  if (!/^application\/json\s*(;\s*charset=utf-8)?\s*$/i.test(request.headers['content-type'] ?? '')) {
    return sendJson(response, 415, refusal('CONTENT_TYPE_REFUSED', 'Send application/json in UTF-8.'));
  }
  await answer(request, response, settings);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  settings: FrontSettings,
): Promise<void> {
  try {
    const body = await readBody(request, settings.limits.body);
    const { host, authorization, accept } = request.headers;
    const language = request.headers['accept-language'];
    const caller = await callerOf({ host, authorization, language }, settings.caller);
    const stream = /\btext\/event-stream\b/.test(accept ?? '');
    const outcome = await operate(askedOf(parsed(body)), caller, { stream }, settings);
    await send(outcome, response, caller.until, stream);
  } catch (error) {
    if (error instanceof BodyTooLarge) {
      return sendJson(
        response,
        413,
        refusal('BODY_TOO_LARGE', `A request may have ${settings.limits.body} bytes.`),
      );
    }
    const { status, result } = refusedOperation(error, settings.log);
    sendJson(response, status, result);
  }
}

async function send(
  outcome: Outcome,
  response: ServerResponse,
  until: number | null,
  stream: boolean,
): Promise<void> {
  if (outcome.kind === 'STREAM') return sendEvents(outcome.results, response, until);
  if (stream && outcome.status === 200) return sendEvents(once(outcome.result), response, until);
  sendJson(response, outcome.status, outcome.result);
}

async function* once(result: object): AsyncGenerator<object> {
  yield result;
}

/** Hands a provider's call on as it came: its signature is over these very bytes, and billing alone can judge it. */
async function webhook(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  settings: FrontSettings,
): Promise<void> {
  let body: Buffer;
  try {
    body = await readBody(request, settings.limits.body);
  } catch {
    return sendJson(response, 413, refusal('BODY_TOO_LARGE', 'The call is too large.'));
  }
  try {
    const answered = await fetch(settings.billingUrl + path, {
      method: 'POST',
      headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
      body: new Uint8Array(body),
      signal: AbortSignal.timeout(10_000),
    });
    response.writeHead(answered.status, { 'content-type': 'application/json; charset=utf-8' });
    response.end(await answered.text());
  } catch {
    // Not 200: the provider will say it again.
    sendJson(response, 503, refusal('DEGRADED', 'Payments cannot be received at the moment.'));
  }
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new GraphQLError('The body is not JSON.', { extensions: { code: 'REQUEST_MALFORMED' } });
  }
}

function allow(response: ServerResponse, origin: string): void {
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('access-control-allow-headers', 'authorization, content-type, accept-language');
  response.setHeader('access-control-allow-methods', 'POST, OPTIONS');
  response.setHeader('access-control-max-age', '600');
  response.setHeader('vary', 'origin');
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return void response.end();
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
  });
  response.end(text);
}
