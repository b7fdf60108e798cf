import { createHmac, createPublicKey, timingSafeEqual, verify } from 'node:crypto';
import type { Call, Judgement } from './provider.rules';
import { isNow } from './snap.signature';

/** How long a token is good, in seconds; the standard says fifteen minutes. */
const LIFE_SECONDS = 900;

/**
 * Whether the bank itself asks for an access token: signed with the key whose public half it gave us.
 *
 *     X-SIGNATURE = base64(SHA256withRSA(private key, X-CLIENT-KEY + '|' + X-TIMESTAMP))
 *
 * Source: Bank Indonesia's SNAP, access token B2B, as developers.doku.com ("Get Token API, B2B") and
 * docs.midtrans.com ("Signature Generation") have it.
 *
 * @param publicKey  PEM, with '\n' written out or not
 * @param now        in ms since 1970
 */
export function judgeTokenRequest(call: Call, publicKey: string, now: number): Judgement {
  const client = call.header('x-client-key');
  const time = call.header('x-timestamp');
  const given = call.header('x-signature');
  if (client === undefined || time === undefined || given === undefined) return 'FORGED';
  const key = createPublicKey(publicKey.replaceAll('\\n', '\n'));
  const signed = verify('sha256', Buffer.from(`${client}|${time}`), key, Buffer.from(given, 'base64'));
  if (!signed) return 'FORGED';
  return isNow(time, now) ? 'GENUINE' : 'STALE';
}

/** What a bank is granted; nothing of it is kept, since whoever holds the secret can tell it is ours. */
export function grantToken(clientSecret: string, now: number): { accessToken: string; expiresIn: number } {
  const until = `${Math.trunc(now / 1000) + LIFE_SECONDS}`;
  return { accessToken: `${until}.${markOf(until, clientSecret)}`, expiresIn: LIFE_SECONDS };
}

/** Whether we granted this token, and it is still good. */
export function isGranted(token: string, clientSecret: string, now: number): boolean {
  const [, until = '', mark = ''] = /^(\d{10})\.([\w-]{43})$/.exec(token) ?? [];
  const ours = Buffer.from(markOf(until, clientSecret));
  return (
    mark.length === ours.length && timingSafeEqual(Buffer.from(mark), ours) && Number(until) * 1000 > now
  );
}

const markOf = (until: string, clientSecret: string) =>
  createHmac('sha256', clientSecret).update(`access-token:${until}`).digest('base64url');
