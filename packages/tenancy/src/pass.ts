import { createHmac, createSecretKey, type Hmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/**
 * What a person may be in a city. Nobody has a role that their city's issuer did not give.
 *
 * HEAD leads the agency that the roster places them in, and ADMIN is the city's officer; AUDITOR reads and changes
 * nothing, OPERATOR keeps the machines and sees no person.
 */
export const ROLES = [
  'DONOR',
  'TREASURER',
  'HEAD',
  'DISTRICT',
  'BPJS',
  'MAYOR',
  'ADMIN',
  'AUDITOR',
  'OPERATOR',
] as const;
export type Role = (typeof ROLES)[number];

/** The request header that carries the pass. */
export const PASS_HEADER = 'x-lindungi-pass';

/** Longest life of a pass, in seconds; whatever claims to live longer is refused. */
export const PASS_LONGEST_SECONDS = 30;

/** The life to sign a pass for, in seconds: it leaves clocks ten seconds to differ by. */
export const PASS_SECONDS = 20;

/**
 * What the gateway, or one service, tells another about a request: whose it is and what they may do.
 *
 * `CALL` is signed together with the body it came with; `STREAM` opens one subscription and signs its
 * `operationText`; `SERVICE` is what one service shows to hear another's events, and signs the empty body.
 */
export interface Pass {
  kind: 'CALL' | 'STREAM' | 'SERVICE';
  city: string;
  /** The person's id; null is the anonymous public. */
  subject: string | null;
  roles: Role[];
  /** The kecamatan a district officer answers for. */
  area: string | null;
  language: 'id' | 'en';
  /** Seconds since 1970. */
  exp: number;
  /** Only of kind SERVICE: who is asking. */
  service?: string;
}

/** One refusal, one sentence: what was wrong with a pass is no business of whoever forged it. */
export class PassRefused extends Error {
  readonly code = 'PASS_REFUSED';

  constructor() {
    super('The pass was refused.');
  }
}

const claims = z.strictObject({
  kind: z.enum(['CALL', 'STREAM', 'SERVICE']),
  city: z.string(),
  subject: z.string().nullable(),
  roles: z.array(z.enum(ROLES)),
  area: z.string().nullable(),
  language: z.enum(['id', 'en']),
  exp: z.int(),
  service: z.string().optional(),
});

/**
 * A key for signing passes, or for `personId`.
 *
 * It is a KeyObject because Node's HMAC is five times dearer with a plain buffer.
 *
 * @param base64url  32 bytes
 * @throws RangeError when it is not 32 bytes
 */
export function passKey(base64url: string): KeyObject {
  const bytes = Buffer.from(base64url, 'base64url');
  if (bytes.length !== 32) throw new RangeError('A key has 32 bytes, written as base64url.');
  return createSecretKey(bytes);
}

/**
 * The header value: claims and mark, both base64url, joined by a dot.
 *
 * @param body  the exact bytes of the request it goes with; `operationText` for STREAM, '' for SERVICE
 * @throws RangeError for a pass that would live longer than PASS_LONGEST_SECONDS
 */
export function signPass(key: KeyObject, pass: Pass, body: Buffer | string): string {
  return signClaims(key, claimsText(pass), body);
}

/**
 * The first part of a header value. All calls of one caller within a second have the same, so it may be kept.
 *
 * @throws RangeError for a pass that would live longer than PASS_LONGEST_SECONDS
 */
export function claimsText(pass: Pass): string {
  if (pass.exp * 1000 > Date.now() + PASS_LONGEST_SECONDS * 1000) {
    throw new RangeError(`A pass lives ${PASS_LONGEST_SECONDS} seconds at most.`);
  }
  return Buffer.from(JSON.stringify(pass)).toString('base64url');
}

/** As `signPass`, of claims that are a text already. */
export function signClaims(key: KeyObject, claims: string, body: Buffer | string): string {
  return `${claims}.${macOf(key, claims, body).digest('base64url')}`;
}

/**
 * The claims of a pass, once its mark, its shape and its time are right.
 *
 * @param header  what came as `x-lindungi-pass`, or as `extensions.pass` of a subscription
 * @param body    the exact bytes that came with it
 * @throws PassRefused, always the same, for whatever reason
 */
export function verifyPass(key: KeyObject, header: unknown, body: Buffer | string): Pass {
  if (typeof header !== 'string') throw new PassRefused();
  const [text = '', mark = '', rest] = header.split('.');
  const expected = macOf(key, text, body).digest();
  const shown = Buffer.from(mark, 'base64url');
  if (rest !== undefined || shown.length !== expected.length || !timingSafeEqual(shown, expected)) {
    throw new PassRefused();
  }
  return readClaims(text);
}

/**
 * What a pass of kind STREAM signs: the operation as both sides have it after JSON was read, since a socket's
 * message is not kept as bytes.
 */
export function operationText(query: string, variables: Record<string, unknown> | null | undefined): string {
  return JSON.stringify([query, variables ?? {}]);
}

/** The dot cannot occur in base64url, so no byte of the body can pass for a byte of the claims. */
function macOf(key: KeyObject, text: string, body: Buffer | string): Hmac {
  return createHmac('sha256', key).update(`${text}.`).update(body);
}

function readClaims(text: string): Pass {
  let pass: Pass;
  try {
    pass = claims.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch {
    throw new PassRefused();
  }
  const left = pass.exp * 1000 - Date.now();
  if (left <= 0 || left > PASS_LONGEST_SECONDS * 1000) throw new PassRefused();
  return pass;
}
