import { createHash, timingSafeEqual } from 'node:crypto';

/** What a notification must have before it can be believed at all. */
export interface Signed {
  orderId: string;
  statusCode: string;
  /** The literal text, '50400.00': the signature is over these very characters. */
  grossAmount: string;
  signature: string;
}

/** The signed part of a notification; undefined when it is no notification of Midtrans. */
export function signedPart(body: unknown): Signed | undefined {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return undefined;
  const fields = body as Readonly<Record<string, unknown>>;
  const { order_id, status_code, gross_amount, signature_key } = fields;
  if (
    typeof order_id !== 'string' ||
    typeof status_code !== 'string' ||
    typeof gross_amount !== 'string' ||
    typeof signature_key !== 'string'
  ) {
    return undefined;
  }
  return {
    orderId: order_id,
    statusCode: status_code,
    grossAmount: gross_amount,
    signature: signature_key,
  };
}

/**
 * Whether Midtrans signed these three values with the server key of this merchant.
 *
 *     signature_key = hex(SHA512(order_id + status_code + gross_amount + server_key))
 *
 * Only these three are signed: not the transaction's id, nor its status. That is why money is
 * believed to have come only with status code 200 (`midtrans.rules.ts`). The comparison takes the
 * same time wherever the difference is.
 *
 * Source: docs.midtrans.com, HTTP(S) Notification.
 */
export function isSignedByMidtrans(signed: Signed, serverKey: string): boolean {
  const text = signed.orderId + signed.statusCode + signed.grossAmount + serverKey;
  const expected = createHash('sha512').update(text).digest();
  // anything but 128 hex digits decodes to another length
  const given = Buffer.from(signed.signature, 'hex');
  return (
    signed.signature.length === 128 && given.length === expected.length && timingSafeEqual(given, expected)
  );
}
