import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HttpHandler, Log } from '@lindungi/events';
import type { City, CityDatabase } from '@lindungi/tenancy';
import { countForgeries, keepNotice } from './notice.service';
import { isSignedByMidtrans, signedPart } from './provider/midtrans.signature';

/** Bytes of a notification; Midtrans sends some two thousand. */
const LARGEST = 65_536;

/** How long the bytes may take to arrive, in ms. */
const PATIENCE_MS = 10_000;

const ADDRESS = /^\/webhooks\/midtrans\/([^/]+)$/;

export interface MidtransDoor {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  /** The server key of each city's merchant account, by the city's code. */
  secrets: ReadonlyMap<string, string>;
  log: Log;
  /** Called after a new message is kept: it can be worked now. */
  wake: (cityCode: string) => void;
}

/**
 * `POST /webhooks/midtrans/<city code>`: keeps what Midtrans says, as it came, and answers.
 *
 * 200 only after the commit: what was answered so is never lost, and is worked afterwards. 403 for
 * what is not signed with this city's key; it is counted and nothing of it is kept. 404 for a city
 * that is not here, 400 for what is no notification, 413 for more than 64 KiB. Anything else
 * (503) says: send it again.
 */
export function midtransWebhook(door: MidtransDoor): HttpHandler {
  const forgeries = new ForgeryCount(door);
  return async (req, res, url) => {
    const [, code] = ADDRESS.exec(url.pathname) ?? [];
    if (code === undefined) return false;
    const city = door.cities.get(code);
    const secret = door.secrets.get(code);
    if (!city || secret === undefined) return answer(res, 404);
    if (req.method !== 'POST') return answer(res, 405);
    if ((req.headers['content-encoding'] ?? 'identity') !== 'identity') return answer(res, 415);

    const body = await bytesOf(req);
    if (typeof body === 'number') return answer(res, body);
    const signed = signedPart(jsonOf(body));
    if (!signed) return answer(res, 400);
    try {
      if (!isSignedByMidtrans(signed, secret)) {
        await forgeries.count(city);
        return answer(res, 403);
      }
      const kept = await door.db.inCity(city, (tx) => keepNotice(tx, body, signed.fields));
      if (kept === 'NEW') door.wake(code);
      return answer(res, 200);
    } catch (error) {
      door.log('a notification could not be kept; its sender will try again', {
        city: code,
        why: String(error),
      });
      return answer(res, 503);
    }
  };
}

/** Forgeries come in floods: a city's are written one write at a time, each with all that came meanwhile. */
class ForgeryCount {
  private readonly cities = new Map<
    string,
    { uncounted: number; last: Promise<void>; next?: Promise<void> }
  >();

  constructor(private readonly door: MidtransDoor) {}

  /** Resolves when this one is counted. */
  count(city: City): Promise<void> {
    const state = this.cities.get(city.code) ?? { uncounted: 0, last: Promise.resolve() };
    this.cities.set(city.code, state);
    state.uncounted += 1;
    state.next ??= state.last.then(() => {
      const count = state.uncounted;
      state.uncounted = 0;
      delete state.next;
      const written = this.door.db.inCity(city, async (tx) => countForgeries(tx, count));
      state.last = written.catch(() => {
        state.uncounted += count;
      });
      return written;
    });
    return state.next;
  }
}

/** The body as it came, or the status that refuses it. */
function bytesOf(req: IncomingMessage): Promise<Buffer | number> {
  return new Promise((done) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (result: Buffer | number) => {
      clearTimeout(timer);
      req.removeAllListeners('data');
      if (typeof result === 'number') req.resume(); // let the answer out before the rest is dropped
      done(result);
    };
    const timer = setTimeout(end, PATIENCE_MS, 408);
    req.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > LARGEST) end(413);
      else chunks.push(chunk);
    });
    req.once('end', () => end(Buffer.concat(chunks)));
    req.once('error', () => end(400));
    req.once('close', () => end(400));
  });
}

function jsonOf(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function answer(res: ServerResponse, status: number): true {
  if (res.headersSent || res.destroyed) return true;
  // a refused body may still be on its way; the connection ends with the answer
  const close = status === 408 || status === 413;
  res.writeHead(status, { 'content-type': 'application/json', ...(close && { connection: 'close' }) });
  res.end(JSON.stringify({ received: status === 200 }));
  return true;
}
