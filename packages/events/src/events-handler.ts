import type { KeyObject } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { PASS_HEADER, PassRefused, verifyPass } from '@lindungi/tenancy';
import { Bell } from './bell';
import { CursorRefused, cursorText, readCursor } from './cursor';
import type { Carrier, Look, Question } from './told';

/** Answers a request, or leaves it to the next handler by answering false. */
export type HttpHandler = (req: IncomingMessage, res: ServerResponse, url: URL) => Promise<boolean> | boolean;

/** Most events of one answer. */
const PAGE = 200;
/** Longest wait, in ms; shorter than what proxies and sockets endure. */
const LONGEST_WAIT_MS = 25_000;

/**
 * `GET /events?after=<cursor>&names=a,b&wait=20000`: what this service has told, for the others.
 *
 * Answers at once when there is something, otherwise when there is, at the latest after `wait`
 * milliseconds, and then with an empty list. `next` is where to go on. Without `after` it begins at
 * the beginning; `gap` says that `after` cannot be continued and the asker should do so.
 * Only for a pass of kind SERVICE: it shows all cities.
 */
export function eventsHandler(outbox: Carrier, passKey: KeyObject): HttpHandler {
  return async (req, res, url) => {
    if (url.pathname !== '/events') return false;
    try {
      if (req.method !== 'GET') return answer(res, 405, { code: 'METHOD_REFUSED' });
      const pass = verifyPass(passKey, req.headers[PASS_HEADER], '');
      if (pass.kind !== 'SERVICE') throw new PassRefused();

      const look = await lookOrWait(outbox, questionOf(url), waitOf(url), res);
      return answer(res, 200, { ...look, next: cursorText(look.next) });
    } catch (error) {
      if (error instanceof PassRefused) return answer(res, 401, { code: error.code });
      if (error instanceof CursorRefused) return answer(res, 400, { code: error.code });
      return answer(res, 503, { code: 'UNAVAILABLE' });
    }
  };
}

/** The bell hangs before the first look, so that what is told between look and wait still rings. */
async function lookOrWait(
  outbox: Carrier,
  question: Question,
  wait: number,
  res: ServerResponse,
): Promise<Look> {
  const until = Date.now() + wait;
  const bell = new Bell();
  const ring = () => bell.ring();
  const unhang = outbox.onWake(ring);
  res.once('close', ring);
  try {
    for (;;) {
      const look = await outbox.look(question);
      const left = until - Date.now();
      if (look.told.length > 0 || look.gap || left <= 0 || outbox.closed || res.closed) return look;
      await bell.heard(left);
      if (outbox.closed || res.closed) return look;
    }
  } finally {
    unhang();
    res.off('close', ring);
  }
}

function questionOf(url: URL): Question {
  const after = url.searchParams.get('after');
  const names = url.searchParams.get('names');
  return {
    after: after ? readCursor(after) : undefined,
    names: names ? names.split(',') : undefined,
    limit: PAGE,
  };
}

function waitOf(url: URL): number {
  const wait = Number(url.searchParams.get('wait') ?? 0);
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), LONGEST_WAIT_MS) : 0;
}

function answer(res: ServerResponse, status: number, body: object): true {
  if (res.closed || res.headersSent) return true;
  res.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' });
  res.end(JSON.stringify(body));
  return true;
}
