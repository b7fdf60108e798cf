import pg from 'pg';

/** What pg wants as `types`: a parser per type of the answer. */
export interface TypeParsers {
  getTypeParser(oid: number, format?: string): (text: string) => unknown;
}

const INT8 = 20;
const DATE = 1082;
const TIMESTAMPTZ = 1184;
const TEXT_ARRAY = 1009;
const INT8_ARRAY = 1016;
const DATE_ARRAY = 1182;
const TIMESTAMPTZ_ARRAY = 1185;

const textArray = parserOfPg(TEXT_ARRAY) as (text: string) => (string | null)[];

const parsers = new Map<number, (text: string) => unknown>([
  [INT8, safeInteger],
  [DATE, String],
  [TIMESTAMPTZ, isoInstant],
  [INT8_ARRAY, (text) => textArray(text).map((each) => each && safeInteger(each))],
  [DATE_ARRAY, textArray],
  [TIMESTAMPTZ_ARRAY, (text) => textArray(text).map((each) => each && isoInstant(each))],
]);

/**
 * How an answer of Postgres becomes values: a time is ISO text in UTC, a date is text, a bigint
 * is a number or an error. No `Date` is made, which is a third of the cost of a row with times,
 * and no local midnight can move a date.
 *
 * The session's time zone must be UTC, as the door sets it.
 */
export const fastTypes: TypeParsers = {
  getTypeParser: (oid, format) => parsers.get(oid) ?? parserOfPg(oid, format),
};

/**
 * `2026-11-22 03:04:05.678901+00` as `2026-11-22T03:04:05.678Z`: milliseconds, cut and not rounded,
 * so that a time never moves past the instant it was.
 *
 * @throws RangeError for what ISO cannot say: infinity, years before 1 or after 9999, another zone
 */
export function isoInstant(text: string): string {
  if (text.length < 22 || text[10] !== ' ' || !text.endsWith('+00')) {
    throw new RangeError(`Not an instant in UTC: ${text}`);
  }
  const fraction = text[19] === '.' ? text.slice(20, -3) : '';
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${fraction.slice(0, 3).padEnd(3, '0')}Z`;
}

/** @throws RangeError where a double could not hold it exactly; money must never drift in silence. */
export function safeInteger(text: string): number {
  const number = Number(text);
  if (!Number.isSafeInteger(number)) throw new RangeError(`Not a safe integer: ${text}`);
  return number;
}

function parserOfPg(oid: number, format?: string): (text: string) => unknown {
  return pg.types.getTypeParser(oid, format as 'text') as (text: string) => unknown;
}
