import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { type Call, instant, type Judgement } from './provider.rules';

/** How far a bank's clock and ours may be apart, in ms; an older call is a replay. */
const WINDOW_MS = 5 * 60_000;

/**
 * Whether the bank signed this call with the client secret agreed with it, and just now.
 *
 *     X-SIGNATURE = base64(HMAC-SHA512(client secret, 'POST' + ':' + path + ':' + access token + ':' +
 *       lowercase(hex(SHA-256(minify(body)))) + ':' + X-TIMESTAMP))
 *
 * The path is that of our own address, whole. The access token is whatever the bank put into
 * `Authorization: Bearer`; a bank that fetches its token from us must show one of ours (`snap.token.ts`). That the time may be five minutes off
 * is our choice, the standard names no number. The comparison takes the same time wherever the
 * difference is.
 *
 * How sure: the formula is Bank Indonesia's symmetric one, the same at DOKU ("Symmetric Signature") and
 * Midtrans ("General API Symmetric Signature"). Banks that sign with RSA and without a token (as Faspay,
 * Winpay) are not read. Each bank confirms its path and its token before the first call.
 *
 * @param now  in ms since 1970
 */
export function judgeSnap(call: Call, clientSecret: string, now: number): Judgement {
  const time = call.header('x-timestamp');
  const given = call.header('x-signature');
  const [, token] = /^Bearer (\S+)$/.exec(call.header('authorization') ?? '') ?? [];
  if (time === undefined || given === undefined || token === undefined) return 'FORGED';
  const expected = signatureOf(call, token, time, clientSecret);
  if (!timingSafeEqual(digest(given), digest(expected))) return 'FORGED';
  return isNow(time, now) ? 'GENUINE' : 'STALE';
}

/** Whether a time a bank wrote is now, as far as two clocks agree; an older call is a replay. */
export function isNow(time: string, now: number): boolean {
  const at = instant(time);
  return at !== undefined && Math.abs(now - Date.parse(at)) <= WINDOW_MS;
}

function signatureOf(
  { path, body }: Pick<Call, 'path' | 'body'>,
  token: string,
  time: string,
  clientSecret: string,
): string {
  const hash = createHash('sha256')
    .update(minified(body.toString('utf8')))
    .digest('hex');
  return createHmac('sha512', clientSecret)
    .update(['POST', path, token, hash, time].join(':'))
    .digest('base64');
}

/** The JSON without whitespace between its parts; the order of its keys, and all else, stays. */
export function minified(json: string): string {
  return json.replace(/"(?:[^"\\]|\\.)*"|\s+/g, (it) => (it.startsWith('"') ? it : ''));
}

const digest = (text: string) => createHash('sha256').update(text).digest();
