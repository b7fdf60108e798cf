import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { Saying } from '../payment.rules';

/** A body as it came, parsed by `fieldsOf`. */
export type Fields = Readonly<Record<string, unknown>>;

/** A provider's call, as it came in. */
export interface Call {
  /** Of the whole URL, as the provider has it: signatures cover it. */
  path: string;
  header(name: string): string | undefined;
  body: Buffer;
}

/**
 * GENUINE: it is the provider's. FORGED: it is not signed, or not with this city's key. STALE: signed,
 * but its time is not now. TOKEN_REFUSED: its access token is none of ours, or too old. MALFORMED: it is no call of this provider at all.
 */
export type Judgement = 'GENUINE' | 'FORGED' | 'STALE' | 'TOKEN_REFUSED' | 'MALFORMED';

/** A signed message that cannot be understood is kept and shown to a person, never guessed at. */
export type Unreadable = { unreadable: 'PAYMENT' | 'ORDER' | 'STATUS' | 'AMOUNT' | 'CURRENCY' | 'REFUND' };

/** What a provider says, in our words. */
export type ProviderSaying = Saying & { paymentId: string };

/** How one provider is read: plain data in, plain data out. */
export interface ProviderRules {
  /** Which event of which payment; every repetition has the same. undefined: parts are missing or unfit. */
  eventIdOf(fields: Fields): string | undefined;
  /** What of an event counts; a repetition that says otherwise is a contradiction. */
  factsOf(fields: Fields): string;
  /** The order it is about, whatever else of it can be read. */
  orderOf(fields: Fields, cityCode: string): string | undefined;
  sayingOf(fields: Fields, cityCode: string): ProviderSaying | Unreadable;
  /** When the provider had the money, as ISO text in UTC. */
  settledAt(fields: Fields): string | undefined;
}

/** Marks what was a number in the JSON; no text of a provider that we accept can begin so. */
const NUMBER = '\u0001';

/**
 * Reads JSON, and keeps every number as the very characters it was written in: a parsed 1e3 can no
 * longer be told from 1000, nor 50400.00000000000001 from 50400.
 *
 * @returns undefined when it is no JSON object
 */
export function fieldsOf(body: Buffer): Fields | undefined {
  const text = body.toString('utf8');
  try {
    const plainly: unknown = JSON.parse(text);
    if (typeof plainly !== 'object' || plainly === null || Array.isArray(plainly)) return undefined;
  } catch {
    return undefined;
  }
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (it) =>
    it.startsWith('"') ? it : JSON.stringify(NUMBER + it),
  );
  return JSON.parse(marked) as Fields;
}

/** A part of a message that is an object itself; an empty one where it is not there. */
export function partOf(fields: Fields, name: string): Fields {
  const part = Object.hasOwn(fields, name) ? fields[name] : undefined;
  return typeof part === 'object' && part !== null && !Array.isArray(part) ? (part as Fields) : {};
}

/** Text that is safe to keep and to compare: visible ASCII, not long. */
export function plain(text: unknown): string | undefined {
  return typeof text === 'string' && /^[\x21-\x7e]{1,80}$/.test(text) ? text : undefined;
}

/**
 * Reads '50400.00', the only way Midtrans and SNAP write 50 400 rupiah. A sen, an exponent, a sign, a
 * thousands separator or a digit of another script is not read at all rather than rounded.
 */
export function wholeRupiah(text: unknown): Rupiah | undefined {
  if (typeof text !== 'string' || !/^(0|[1-9][0-9]{0,13})\.00$/.test(text)) return undefined;
  return rupiah(Number(text.slice(0, -3)));
}

/** Reads the number 50400, the only way Xendit and DOKU write 50 400 rupiah; as strict as `wholeRupiah`. */
export function wholeNumber(it: unknown): Rupiah | undefined {
  if (typeof it !== 'string' || !it.startsWith(NUMBER)) return undefined;
  const digits = it.slice(NUMBER.length);
  return /^(0|[1-9][0-9]{0,13})$/.test(digits) ? rupiah(Number(digits)) : undefined;
}

/** A time with a zone, as UTC; undefined when it is no such time. */
export function instant(text: unknown): string | undefined {
  const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,6})?(Z|[+-]\d\d:\d\d)$/;
  if (typeof text !== 'string' || !shape.test(text)) return undefined;
  const at = new Date(text);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}
