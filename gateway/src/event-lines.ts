import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusal } from './answer';
import type { Asker, CallerReader } from './caller';
import { type EventLine, eventLine } from './event-line';
import { askedOf, type OperationSettings, operate, type Refusal, refusedOperation } from './operations';
import { BodyRefused, readBody, readJson } from './request-body';

export interface EventLinesSettings<C extends Asker> extends OperationSettings<C> {
  callerOf: CallerReader<C>;
}

/** Answers one request at the lines' own address; origin and preflight were looked at before. */
export type EventLines = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** A place kept for one reader; `line` once it reads. */
interface Place<C> {
  caller: C;
  /** Out of which it was taken. */
  budget: object;
  line?: EventLine;
  unused?: NodeJS.Timeout;
}

export const TOKEN_HEADER = 'x-graphql-event-stream-token';
/** How long a place is kept for who does not come. */
const UNUSED_MS = 10_000;
/** Of one city's public, or of its people: so that nobody else waits for them. */
const MOST_UNUSED = 1_000;

/**
 * GraphQL over server-sent events in its "single connection" form, for pages that may keep few connections: PUT
 * keeps a place and answers its token, GET reads all results there, POST begins an operation, DELETE ends one.
 */
export function eventLines<C extends Asker>(settings: EventLinesSettings<C>): EventLines {
  const places = new Map<string, Place<C>>();
  /** How many are unused, by whose budget they were taken. */
  const unused = new Map<object, number>();
  const add = (to: object, one: 1 | -1) => unused.set(to, (unused.get(to) ?? 0) + one);

  const reserve = async (request: IncomingMessage, response: ServerResponse) => {
    const { host, authorization } = request.headers;
    const caller = await settings.callerOf({
      host,
      authorization,
      language: request.headers['accept-language'],
    });
    const { turnstiles } = settings;
    const share = turnstiles?.operation(caller, turnstiles.addressOf(request));
    const budget = share?.whole ?? share ?? unused;
    if ((unused.get(budget) ?? 0) >= MOST_UNUSED)
      return complain(response, settings, 503, refusal('TOO_MANY_STREAMS', 'Too many wait to begin.'));
    const token = randomUUID();
    add(budget, 1);
    const end = () => {
      add(budget, -1);
      places.delete(token);
    };
    places.set(token, { caller, budget, unused: setTimeout(end, UNUSED_MS).unref() });
    response.writeHead(201, { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' });
    response.end(token);
  };

  const read = (token: string, place: Place<C>, response: ServerResponse) => {
    if (place.line)
      return complain(response, settings, 409, refusal('STREAM_TAKEN', 'This stream is being read already.'));
    clearTimeout(place.unused);
    add(place.budget, -1);
    place.line = eventLine(response, place.caller.until, () => places.delete(token));
  };

  return async (request, response) => {
    try {
      if (request.method === 'PUT') return await reserve(request, response);
      const { searchParams } = new URL(request.url ?? '/', 'http://gateway');
      const shown = request.headers[TOKEN_HEADER];
      // An EventSource cannot send a header; what changes something must.
      const token = typeof shown === 'string' ? shown : request.method === 'GET' && searchParams.get('token');
      const place = token ? places.get(token) : undefined;
      if (!token || !place)
        return complain(response, settings, 404, refusal('STREAM_UNKNOWN', 'There is no such stream.'));
      if (request.method === 'GET') return read(token, place, response);
      if (!place.line)
        return complain(response, settings, 409, refusal('STREAM_UNREAD', 'Read the stream first.'));
      if (request.method === 'POST') return await ask(request, response, place.caller, place.line, settings);
      if (request.method !== 'DELETE')
        return complain(response, settings, 405, refusal('METHOD_REFUSED', 'PUT, GET, POST, DELETE.'));
      place.line.stop(searchParams.get('operationId') ?? '');
      tell(response, 200, {});
    } catch (error) {
      if (error instanceof BodyRefused)
        return complain(response, settings, error.status, refusal(error.code, error.message));
      tellRefused(response, refusedOperation(error, settings));
    }
  };
}

async function ask<C extends Asker>(
  request: IncomingMessage,
  response: ServerResponse,
  caller: C,
  line: EventLine,
  settings: EventLinesSettings<C>,
): Promise<void> {
  const { turnstiles } = settings;
  const share = turnstiles?.operation(caller, turnstiles.addressOf(request));
  const body = readJson(await readBody(request, settings.mostBytes));
  const asked = askedOf(body);
  const { operationId: id } = (body as { extensions?: { operationId?: unknown } }).extensions ?? {};
  if (typeof id !== 'string' || id === '') {
    return complain(response, settings, 400, refusal('REQUEST_MALFORMED', 'Send extensions.operationId.'));
  }
  const admits = line.admits(id);
  if (admits === 'TAKEN')
    return complain(response, settings, 409, refusal('OPERATION_TAKEN', 'This operationId is in use.'));
  if (admits === 'TOO_MANY')
    return complain(response, settings, 429, refusal('TOO_MANY_STREAMS', 'Too many operations.'));
  const wanted = line.begin(id);
  const outcome = await operate(asked, caller, { stream: true, share }, settings);
  if (outcome.kind === 'REFUSED') {
    if (wanted()) line.drop(id);
    return tellRefused(response, outcome);
  }
  if (!wanted()) {
    if (outcome.kind === 'STREAM') void outcome.results.return();
  } else if (outcome.kind === 'ONE') line.one(id, outcome.body);
  else line.stream(id, outcome.results);
  tell(response, 202, {});
}

function complain(
  response: ServerResponse,
  { metrics }: Pick<OperationSettings<never>, 'metrics'>,
  status: number,
  refused: ReturnType<typeof refusal>,
): void {
  metrics.refused(refused.errors[0]?.extensions?.code);
  tell(response, status, refused);
}

function tellRefused(response: ServerResponse, { status, errors, retryAfter }: Refusal): void {
  if (retryAfter !== undefined && !response.headersSent) response.setHeader('retry-after', retryAfter);
  tell(response, status, { errors });
}

function tell(response: ServerResponse, status: number, body: object): void {
  if (response.headersSent) return void response.end();
  const text = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
  response.end(text);
}
