import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { refusal } from './answer';
import { type AnswerType, answerType } from './answer-type';
import type { Asker, CallerReader } from './caller';
import { type EventLines, eventLines, TOKEN_HEADER } from './event-lines';
import { handFile } from './files';
import { graphiqlPage } from './graphiql';
import { type HttpForm, oneFrame, sendFrames } from './http-frames';
import { cityIn, type Keepers, keeperOf } from './keepers';
import {
  askedOf,
  type OperationSettings,
  type Outcome,
  operate,
  type Refusal,
  refusedOperation,
} from './operations';
import { type OriginRule, originAllowed } from './origin';
import { BodyRefused, readBody, readJson } from './request-body';
import { sendJson, sendText } from './send-text';
import { within } from './share';
import { streamForm } from './stream-form';
import { handOn } from './webhook';

export interface FrontSettings<C extends Asker> extends OperationSettings<C> {
  callerOf: CallerReader<C>;
  origins: OriginRule;
  graphiql: boolean;
  /** Where the payment provider's calls are handed on to, as they came; without it there are no webhooks. */
  billingUrl?: string;
  /** Who answers beside the graph; without it nobody. */
  keepers?: Keepers;
  /** The code of the city whose own host this is. */
  cityAt?: (host: string | undefined) => string | undefined;
}

/** What this client reads: one answer of a type, and a stream in a form. */
interface AnswerAs {
  type: AnswerType;
  form: HttpForm | undefined;
}

/** Behind the city's code a bank adds the path of SNAP's service, '/v1.0/transfer-va/payment'. */
const WEBHOOK = /^\/webhooks\/[a-z]+\/\d{4}(\/v1\.\d(\/[a-z0-9-]+){1,3})?$/;

/** The one URL of the graph: POST /graphql, GET /health, the provider's webhooks, and a page to try it in development. */
export function createFront<C extends Asker>(settings: FrontSettings<C>): Server {
  const lines = eventLines(settings);
  const server = createServer((request, response) => {
    const failed = (error: unknown) => sendRefused(refusedOperation(error, settings), response);
    try {
      route(request, response, settings, lines)?.catch(failed);
    } catch (error) {
      failed(error);
    }
  });
  server.requestTimeout = 10_000;
  server.headersTimeout = 10_000;
  server.keepAliveTimeout = 65_000;
  return server;
}

/** What is asked of the graph most often is looked at first, and makes no promise that nobody needs. */
function route<C extends Asker>(
  request: IncomingMessage,
  response: ServerResponse,
  settings: FrontSettings<C>,
  lines: EventLines,
): Promise<void> | undefined {
  const { url = '/', method } = request;
  const end = url.indexOf('?');
  const path = end < 0 ? url : url.slice(0, end);
  if (path === '/graphql') return graphql(request, response, settings);
  if (path === '/graphql/stream') {
    const isIn = letIn(request, response, settings, 'GET, PUT, POST, DELETE, OPTIONS');
    return isIn ? lines(request, response) : undefined;
  }
  if (path === '/health' && method === 'GET') {
    sendJson(response, 200, { status: 'ok' });
    return undefined;
  }
  return besideTheGraph(path, request, response, settings);
}

async function besideTheGraph<C extends Asker>(
  path: string,
  request: IncomingMessage,
  response: ServerResponse,
  settings: FrontSettings<C>,
): Promise<void> {
  if (settings.billingUrl && request.method === 'POST' && WEBHOOK.test(path)) {
    const url = settings.billingUrl + path;
    return within(settings.turnstiles?.webhook(path.split('/')[3]), () =>
      webhook(url, request, response, settings),
    );
  }
  const { keepers, cityAt } = settings;
  const kept = keepers && keeperOf(path, request.method, keepers, cityAt?.(request.headers.host));
  if (kept) return within(settings.turnstiles?.file(cityIn(path)), () => handFile(kept, request, response));
  if (path === '/' && settings.graphiql && request.method === 'GET') return graphiqlPage(response);
  refuse(response, settings, 404, refusal('NOT_FOUND', 'Nothing is here. The graph is at POST /graphql.'));
}

function graphql<C extends Asker>(
  request: IncomingMessage,
  response: ServerResponse,
  settings: FrontSettings<C>,
): Promise<void> | undefined {
  if (!letIn(request, response, settings, 'POST, OPTIONS')) return undefined;
  const refuseAs = (status: number, code: string, message: string) => {
    refuse(response, settings, status, refusal(code, message));
    return undefined;
  };
  const { headers, method } = request;
  if (method !== 'POST') {
    response.setHeader('allow', 'POST, OPTIONS');
    return refuseAs(405, 'METHOD_REFUSED', 'Send operations by POST.');
  }
  if (!isJson(headers['content-type']))
    return refuseAs(415, 'CONTENT_TYPE_REFUSED', 'Send application/json in UTF-8.');
  const form = streamForm(headers.accept);
  const type = answerType(headers.accept);
  if (!type && !form) {
    const message = 'Accept application/json, application/graphql-response+json or text/event-stream.';
    return refuseAs(406, 'ACCEPT_REFUSED', message);
  }
  return answer(request, response, settings, { form, type: type ?? 'application/json' });
}

/** Only a content type that a plain form cannot send: another site's page then has to ask first. */
const isJson = (type: string | undefined): boolean =>
  type === 'application/json' || /^application\/json\s*(;\s*charset=utf-8)?\s*$/i.test(type ?? '');

async function answer<C extends Asker>(
  request: IncomingMessage,
  response: ServerResponse,
  settings: FrontSettings<C>,
  as: AnswerAs,
): Promise<void> {
  try {
    const { turnstiles } = settings;
    const { host, authorization } = request.headers;
    const language = request.headers['accept-language'];
    const found = settings.callerOf({ host, authorization, language });
    const caller = found instanceof Promise ? await found : found;
    const share = turnstiles?.operation(caller, turnstiles.addressOf(request));
    const body = await readBody(request, settings.mostBytes);
    const outcome = await operate(
      askedOf(readJson(body)),
      caller,
      { stream: as.form !== undefined, share },
      settings,
    );
    send(outcome, response, caller.until, as);
  } catch (error) {
    if (error instanceof BodyRefused) {
      return refuse(response, settings, error.status, refusal(error.code, error.message), as.type);
    }
    sendRefused(refusedOperation(error, settings), response, as.type);
  }
}

function send(
  outcome: Outcome,
  response: ServerResponse,
  until: number | null,
  { form, type }: AnswerAs,
): void {
  if (outcome.kind === 'REFUSED') sendRefused(outcome, response, type);
  else if (form)
    sendFrames(outcome.kind === 'STREAM' ? outcome.results : oneFrame(outcome.body), response, until, form);
  else if (outcome.kind === 'ONE') sendText(response, 200, outcome.body, type);
}

/** A provider's call, handed on; what is not answered so is not 200, and the provider will say it again. */
async function webhook(
  url: string,
  request: IncomingMessage,
  response: ServerResponse,
  settings: Refusing & { mostBytes: number },
): Promise<void> {
  let body: Buffer;
  try {
    body = await readBody(request, settings.mostBytes);
  } catch {
    return refuse(response, settings, 413, refusal('BODY_TOO_LARGE', 'The call is too large.'));
  }
  try {
    const answered = await handOn(url, request.headers, body);
    sendText(response, answered.status, answered.body);
  } catch {
    refuse(response, settings, 503, refusal('DEGRADED', 'Payments cannot be received at the moment.'));
  }
}

/** Whether this page may ask here; a refusal and a preflight are answered already. */
function letIn(
  request: IncomingMessage,
  response: ServerResponse,
  settings: Refusing & { origins: OriginRule },
  methods: string,
): boolean {
  const { origin, host } = request.headers;
  if (!originAllowed(origin, host, settings.origins)) {
    refuse(response, settings, 403, refusal('ORIGIN_REFUSED', 'This origin may not use the graph.'));
    return false;
  }
  if (origin) {
    const headers = `authorization, content-type, accept-language, ${TOKEN_HEADER}`;
    response.setHeader('access-control-allow-origin', origin);
    response.setHeader('access-control-allow-headers', headers);
    response.setHeader('access-control-allow-methods', methods);
    response.setHeader('access-control-max-age', '600');
    response.setHeader('access-control-expose-headers', 'retry-after');
    response.setHeader('vary', 'origin');
  }
  if (request.method === 'OPTIONS') response.writeHead(204).end();
  return request.method !== 'OPTIONS';
}

type Refusing = Pick<OperationSettings<never>, 'metrics'>;

/** Refuses what is no operation yet; operations count their own refusals. */
function refuse(
  response: ServerResponse,
  { metrics }: Refusing,
  status: number,
  refused: ReturnType<typeof refusal>,
  type?: AnswerType,
): void {
  metrics.refused(refused.errors[0]?.extensions?.code);
  sendJson(response, status, refused, type);
}

function sendRefused(
  { status, errors, retryAfter }: Refusal,
  response: ServerResponse,
  type?: AnswerType,
): void {
  if (retryAfter !== undefined && !response.headersSent) response.setHeader('retry-after', retryAfter);
  sendJson(response, status, { errors }, type);
}
