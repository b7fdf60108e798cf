import { copy, grow, out } from './bytes-output';

/** All that writes here answers true, as a writer of values does when it has written one. */

/** A text that is written often, ready as bytes. */
export interface Constant {
  readonly bytes: Buffer;
  readonly view: DataView;
}

export function constant(text: string): Constant {
  const bytes = Buffer.from(text);
  return { bytes, view: new DataView(bytes.buffer, bytes.byteOffset, bytes.length) };
}

export const NULL = constant('null');
export const TRUE = constant('true');
export const FALSE = constant('false');

export function putConstant({ bytes, view }: Constant): true {
  copy(bytes, view, 0, bytes.length);
  return true;
}

export function putByte(byte: number): true {
  if (out.at + 1 > out.room) grow(1);
  out.bytes[out.at++] = byte;
  return true;
}

/** Appends any text as UTF-8. */
export function putText(text: string): true {
  const most = text.length * 3;
  if (out.at + most > out.room) grow(most);
  out.at += out.bytes.write(text, out.at);
  return true;
}

/** Longer texts are looked through and copied faster by the runtime than by a loop. */
const LONG = 160;

/** Appends a string as JSON. Most are short, plain and ASCII: looked through and copied in one go. */
export function putQuoted(text: string): true {
  const { length } = text;
  if (length > LONG) return putText(JSON.stringify(text));
  if (out.at + length + 2 > out.room) grow(length + 2);
  const { bytes } = out;
  let to = out.at;
  bytes[to++] = 34;
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code > 126 || code < 32 || code === 34 || code === 92) return putText(JSON.stringify(text));
    bytes[to++] = code;
  }
  bytes[to++] = 34;
  out.at = to;
  return true;
}

/** Appends a number that JSON knows; the usual ones, whole and not too large, digit by digit. */
export function putNumber(value: number): true {
  if (value >= 0 && value < 1e9 && (value | 0) === value) return putWhole(value);
  const text = String(value);
  const { length } = text;
  if (out.at + length > out.room) grow(length);
  const { bytes } = out;
  let to = out.at;
  for (let i = 0; i < length; i++) bytes[to++] = text.charCodeAt(i);
  out.at = to;
  return true;
}

function putWhole(value: number): true {
  let digits = 1;
  for (let rest = value; rest >= 10; rest = (rest / 10) | 0) digits++;
  if (out.at + digits > out.room) grow(digits);
  const { bytes } = out;
  out.at += digits;
  let rest = value;
  for (let to = out.at - 1; digits > 0; digits--, to--) {
    const next = (rest / 10) | 0;
    bytes[to] = 48 + rest - next * 10;
    rest = next;
  }
  return true;
}

/** Appends anything that came out of JSON. */
export function putJson(value: unknown): true {
  return typeof value === 'string' ? putQuoted(value) : putText(JSON.stringify(value) ?? 'null');
}
