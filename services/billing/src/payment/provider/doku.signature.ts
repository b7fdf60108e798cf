import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Call, Judgement } from './provider.rules';

/**
 * Whether DOKU signed this call, body and address included, with the secret key of this merchant.
 *
 *     Signature = 'HMACSHA256=' + base64(HMAC-SHA256(secret key,
 *       Client-Id:… \n Request-Id:… \n Request-Timestamp:… \n Request-Target:… \n Digest:…))
 *
 * without a newline at the end; the target is the path of our own address, the digest the base64 of the
 * SHA-256 of the body as it came. The comparison takes the same time wherever the difference is.
 *
 * Source: developers.doku.com, Signature Component from Request Header; Notification, Best Practice.
 */
export function judgeDoku(call: Call, secretKey: string): Judgement {
  const [client, request, time, given] = ['client-id', 'request-id', 'request-timestamp', 'signature'].map(
    (name) => call.header(name),
  );
  if (client === undefined || request === undefined || time === undefined || given === undefined) {
    return 'FORGED';
  }
  const expected = `HMACSHA256=${signatureOf(call, { client, request, time }, secretKey)}`;
  return timingSafeEqual(digest(given), digest(expected)) ? 'GENUINE' : 'FORGED';
}

function signatureOf(
  { path, body }: Pick<Call, 'path' | 'body'>,
  { client, request, time }: { client: string; request: string; time: string },
  secretKey: string,
): string {
  const component = [
    `Client-Id:${client}`,
    `Request-Id:${request}`,
    `Request-Timestamp:${time}`,
    `Request-Target:${path}`,
    `Digest:${createHash('sha256').update(body).digest('base64')}`,
  ].join('\n');
  return createHmac('sha256', secretKey).update(component).digest('base64');
}

const digest = (text: string) => createHash('sha256').update(text).digest();
