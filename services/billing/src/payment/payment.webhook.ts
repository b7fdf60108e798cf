import type { ServerResponse } from 'node:http';
import type { HttpHandler, Log } from '@lindungi/events';
import { bytesOf } from '@lindungi/subgraph';
import { type City, type CityDatabase, type PaymentProviderName, paymentWays } from '@lindungi/tenancy';
import { InBatches } from './in-batches';
import { answerInquiry } from './inquiry.service';
import { countForgeries, type Kept, keepNotices, type Received } from './notice.service';
import { type Answer, answers, INQUIRY, type Outcome, serves, TOKEN, tokenAnswer } from './provider/answers';
import { callOf, judge } from './provider/providers';
import { grantToken } from './provider/snap.token';

/** Bytes of a notification; providers send some two thousand. */
const LARGEST = 65_536;

/** How long the bytes may take to arrive, in ms. */
const PATIENCE_MS = 10_000;

const NOT_RECEIVED = {
  TOO_LARGE: 'BODY_TOO_LARGE',
  TOO_SLOW: 'BODY_TOO_SLOW',
  CUT_OFF: 'MALFORMED',
} as const;

/** Behind the city's code a bank adds the path of SNAP's service, '/v1.0/transfer-va/payment'. */
const ADDRESS = /^\/webhooks\/([a-z]+)\/([^/]+)((?:\/[a-z0-9.-]+)*)$/;

export interface PaymentDoor {
  db: CityDatabase;
  cities: ReadonlyMap<string, City>;
  /** The value of a secret, by the name in the city's file. */
  secretOf: (name: string) => string | undefined;
  log: Log;
  /** Called after a new message is kept: it can be worked now. */
  wake: (cityCode: string) => void;
}

/**
 * `POST /webhooks/<provider>/<city code>`: keeps what a provider says, as it came, and answers.
 *
 * 200 only after the commit: what was answered so is never lost, and is worked afterwards. A refusal
 * has a code and keeps nothing: SIGNATURE_REFUSED (403; counted) when it is not signed with this city's
 * key, TIMESTAMP_REFUSED (403) when it is signed for another time, BODY_REFUSED (400) when it is no
 * notification, CONTENT_TYPE_REFUSED (415), BODY_TOO_LARGE (413), 404 for a city that is not here or has
 * no contract with this provider. Anything else (503) says: send it again. A bank gets SNAP's own codes.
 */
export function paymentWebhook(door: PaymentDoor): HttpHandler {
  const { keep, countForgery } = intake(door);
  return async (req, res, url) => {
    const [, word = '', code = '', service = ''] = ADDRESS.exec(url.pathname) ?? [];
    if (code === '') return false;
    const city = door.cities.get(code);
    const way = city && paymentWays(city).find(({ provider }) => provider.toLowerCase() === word);
    const secret = way && door.secretOf(way.secret);
    if (!city || !way || secret === undefined) return send(res, answers.MIDTRANS('NOT_FOUND', service));
    const { provider } = way;
    if (!serves(way, service)) return send(res, answers.MIDTRANS('NOT_FOUND', service));
    const answer = (outcome: Outcome) => send(res, answers[provider](outcome, service));
    if (req.method !== 'POST') return answer('METHOD_REFUSED');
    if ((req.headers['content-encoding'] ?? 'identity') !== 'identity') return answer('CONTENT_TYPE_REFUSED');
    if (!/^application\/json\s*(;|$)/i.test(req.headers['content-type'] ?? ''))
      return answer('CONTENT_TYPE_REFUSED');

    const body = await bytesOf(req, { most: LARGEST, patienceMs: PATIENCE_MS });
    if (typeof body === 'string') return answer(NOT_RECEIVED[body]);
    const call = callOf(url.pathname, req.headers, body);
    const publicKey = way.publicKey && door.secretOf(way.publicKey);
    const verdict = judge(provider, call, { secret, publicKey }, Date.now());
    try {
      if (verdict.kind === 'FORGED') await countForgery.add(code, provider);
      if (verdict.kind !== 'GENUINE') return answer(verdict.kind);
      if (service === TOKEN) return send(res, tokenAnswer(grantToken(secret, Date.now())));
      if (service === INQUIRY) return send(res, await answerInquiry(door.db, city, verdict.fields));
      const kept = await keep.add(code, { provider, body, fields: verdict.fields });
      if (kept === 'NEW') door.wake(code);
      return send(res, answers[provider](kept, service, verdict.fields));
    } catch (error) {
      door.log('a notification could not be kept; its sender will try again', {
        city: code,
        why: String(error),
      });
      return answer('DEGRADED');
    }
  };
}

/** Messages of one city that are kept by one commit. */
const TOGETHER = 64;
/** Forgeries that are counted by one. */
const FLOOD = 10_000;

/** What is signed and what is forged both come in floods; a city's are written with all that came meanwhile. */
function intake({ db, cities }: PaymentDoor) {
  const cityOf = (code: string) => cities.get(code)!;
  return {
    keep: new InBatches<Received, Kept>(
      (code, received) => db.inCity(cityOf(code), (tx) => keepNotices(tx, received)),
      TOGETHER,
    ),
    countForgery: new InBatches<PaymentProviderName, void>(
      (code, providers) =>
        db.inCity(cityOf(code), async (tx) => {
          countForgeries(tx, providers);
          return [];
        }),
      FLOOD,
    ),
  };
}

function send(res: ServerResponse, { status, body }: Answer): true {
  if (res.headersSent || res.destroyed) return true;
  // a refused body may still be on its way; the connection ends with the answer
  const close = status === 408 || status === 413;
  res.writeHead(status, { 'content-type': 'application/json', ...(close && { connection: 'close' }) });
  res.end(JSON.stringify(body));
  return true;
}
