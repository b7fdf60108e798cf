import { SURPRISE } from './deviation';

/*
 * Validators of JSON text, called by generated scanners. Each takes the body and a position, returns the
 * position after the value, and throws SURPRISE if the text is not there *in the form JSON.stringify would
 * write it*. Canonical form is asked for so that a slice copied here and a value parsed and printed by the
 * general path are the same bytes: `1.0`, `1e3`, `\u0041` and integers no double can hold are surprises.
 *
 * Reading past the end of a body gives `undefined`, which no test here accepts.
 */

const QUOTE = 34;
const COMMA = 44;
const MINUS = 45;
const ZERO = 48;
const COLON = 58;
const OPEN_LIST = 91;
const BACKSLASH = 92;
const CLOSE_LIST = 93;
const UNDERSCORE = 95;
const OPEN_OBJECT = 123;
const CLOSE_OBJECT = 125;

/** Deeper custom scalars and extensions are left to the general path. */
const MAX_DEPTH = 200;
/** `-1.7976931348623157e+308` has 24 characters; what a double prints is never much longer. */
const MAX_NUMBER = 32;
/** A decimal of so few digits comes back from a double as it went in. */
const SAFE_DIGITS = 15;

/** 0: an ordinary byte of a string. 1: quote, backslash or control character. */
export const STRING_BYTE = new Uint8Array(256).fill(1, 0, 32);
STRING_BYTE[QUOTE] = 1;
STRING_BYTE[BACKSLASH] = 1;

/** The letters of two-byte escapes as JSON.stringify writes them; it never writes `\/`. */
const SHORT_ESCAPE = new Uint8Array(256);
for (const letter of '"\\bfnrt') SHORT_ESCAPE[letter.charCodeAt(0)] = 1;

/** Continues in a string at the first byte that is not ordinary; returns the position of the closing quote. */
export function stringTail(b: Uint8Array, p: number): number {
  for (;;) {
    const c = b[p];
    if (c === QUOTE) return p;
    if (c !== BACKSLASH) throw SURPRISE; // a control character, or the end of the body
    p = SHORT_ESCAPE[b[p + 1]!] === 1 ? p + 2 : unicodeEscape(b, p);
    while (STRING_BYTE[b[p]!] === 0) p++;
  }
}

/** `\uXXXX` where JSON.stringify needs it: for control characters without a short form, and lone surrogates. */
function unicodeEscape(b: Uint8Array, p: number): number {
  const unit = codeUnit(b, p);
  const control = unit < 32 && unit !== 8 && unit !== 9 && unit !== 10 && unit !== 12 && unit !== 13;
  const surrogate = unit >= 0xd800 && unit <= 0xdfff;
  if (!control && !surrogate) throw SURPRISE;
  if (unit >= 0xd800 && unit < 0xdc00 && b[p + 6] === BACKSLASH && b[p + 7] === 117) {
    const next = codeUnit(b, p + 6);
    if (next >= 0xdc00 && next <= 0xdfff) throw SURPRISE; // a pair is one character and is not escaped
  }
  return p + 6;
}

function codeUnit(b: Uint8Array, p: number): number {
  if (b[p + 1] !== 117) throw SURPRISE;
  let unit = 0;
  for (let i = p + 2; i < p + 6; i++) {
    const c = b[i]!;
    if (c >= ZERO && c <= 57) unit = unit * 16 + c - ZERO;
    else if (c >= 97 && c <= 102) unit = unit * 16 + c - 87;
    else throw SURPRISE; // upper-case digits are not what JSON.stringify writes
  }
  return unit;
}

export function string(b: Uint8Array, p: number): number {
  if (b[p] !== QUOTE) throw SURPRISE;
  p++;
  while (STRING_BYTE[b[p]!] === 0) p++;
  return (b[p] === QUOTE ? p : stringTail(b, p)) + 1;
}

/** An Int of ten digits, or one the generated quick check doubts: sign, leading zero, range of 32 bits. */
export function intTail(b: Uint8Array, start: number): number {
  let p = start;
  const negative = b[p] === MINUS;
  if (negative) p++;
  const digits = p;
  let n = 0;
  for (let c = b[p]!; c >= ZERO && c <= 57 && p - digits < 11; c = b[++p]!) n = n * 10 + c - ZERO;
  const length = p - digits;
  if (length === 0 || length > 10) throw SURPRISE;
  if (b[digits] === ZERO && (length > 1 || negative)) throw SURPRISE;
  if (n > (negative ? 2147483648 : 2147483647)) throw SURPRISE;
  return p;
}

/** A number as a double prints it. */
export function number(b: Uint8Array, start: number): number {
  let p = start;
  if (b[p] === MINUS) p++;
  const whole = p;
  while (b[p]! >= ZERO && b[p]! <= 57) p++;
  const wholeDigits = p - whole;
  const zero = b[whole] === ZERO;
  if (wholeDigits === 0 || (zero && wholeDigits > 1)) throw SURPRISE;
  let fractionDigits = 0;
  if (b[p] === 46) {
    const fraction = ++p;
    while (b[p]! >= ZERO && b[p]! <= 57) p++;
    fractionDigits = p - fraction;
    if (fractionDigits === 0 || b[p - 1] === ZERO) throw SURPRISE;
  }
  const exponent = b[p] === 101 || b[p] === 69;
  const small = zero && (fractionDigits > 6 || (fractionDigits === 0 && whole > start)); // 1e-7 or -0
  if (!exponent && !small && wholeDigits + fractionDigits <= SAFE_DIGITS) return p;
  return oddNumber(b, start, p);
}

/** Long, tiny, in exponent form, or minus zero: printed again and compared. */
function oddNumber(b: Uint8Array, start: number, p: number): number {
  for (let c = b[p]; isNumberByte(c); c = b[++p]) if (p - start > MAX_NUMBER) throw SURPRISE;
  if (p - start > MAX_NUMBER) throw SURPRISE;
  const text = String.fromCharCode(...b.subarray(start, p));
  if (String(Number(text)) !== text) throw SURPRISE;
  return p;
}

function isNumberByte(c: number | undefined): boolean {
  return (
    c !== undefined &&
    ((c >= ZERO && c <= 57) || c === 46 || c === 43 || c === MINUS || c === 101 || c === 69)
  );
}

export function boolean(b: Uint8Array, p: number): number {
  if (b[p] === 116 && b[p + 1] === 114 && b[p + 2] === 117 && b[p + 3] === 101) return p + 4;
  if (b[p] === 102 && b[p + 1] === 97 && b[p + 2] === 108 && b[p + 3] === 115 && b[p + 4] === 101)
    return p + 5;
  throw SURPRISE;
}

/** The first letter has been seen. */
export function nullTail(b: Uint8Array, p: number): number {
  if (b[p + 1] === 117 && b[p + 2] === 108 && b[p + 3] === 108) return p + 4;
  throw SURPRISE;
}

/** Any compact JSON value. Objects keep their keys as written: see `custom` for values that are sent on. */
export function anything(b: Uint8Array, p: number, depth = 0): number {
  switch (b[p]) {
    case QUOTE:
      return string(b, p);
    case 110:
      return nullTail(b, p);
    case 116:
    case 102:
      return boolean(b, p);
    case OPEN_LIST:
      return anyList(b, p, depth);
    case OPEN_OBJECT:
      return anyObject(b, p, depth);
    default:
      return number(b, p);
  }
}

function anyList(b: Uint8Array, p: number, depth: number): number {
  if (depth > MAX_DEPTH) throw SURPRISE;
  if (b[++p] === CLOSE_LIST) return p + 1;
  for (;;) {
    p = anything(b, p, depth + 1);
    const c = b[p++];
    if (c === CLOSE_LIST) return p;
    if (c !== COMMA) throw SURPRISE;
  }
}

function anyObject(b: Uint8Array, p: number, depth: number): number {
  if (depth > MAX_DEPTH) throw SURPRISE;
  if (b[++p] === CLOSE_OBJECT) return p + 1;
  for (;;) {
    if (b[p + 1] === UNDERSCORE && b[p + 2] === UNDERSCORE) throw SURPRISE; // `__proto__` and its kin
    p = string(b, p);
    if (b[p++] !== COLON) throw SURPRISE;
    p = anything(b, p, depth + 1);
    const c = b[p++];
    if (c === CLOSE_OBJECT) return p;
    if (c !== COMMA) throw SURPRISE;
  }
}

/** A value of a custom scalar. JSON.parse sorts some keys and drops doubles, so objects are compared with its result. */
export function custom(b: Buffer, p: number): number {
  const end = anything(b, p);
  if (b[p] === OPEN_OBJECT || b[p] === OPEN_LIST) {
    const brace = b.indexOf(OPEN_OBJECT, p);
    if (brace !== -1 && brace < end) {
      const text = b.toString('utf8', p, end);
      if (JSON.stringify(JSON.parse(text)) !== text) throw SURPRISE;
    }
  }
  return end;
}

/**
 * The string field `key` of the object at `p`, which may stand anywhere in it; the position of its first
 * character. Looks ahead only: the object is scanned in full afterwards.
 */
export function peek(b: Uint8Array, p: number, key: string): number {
  if (b[p++] !== OPEN_OBJECT) throw SURPRISE;
  for (;;) {
    const start = p + 1;
    p = string(b, p);
    let found = p - 1 - start === key.length;
    for (let i = 0; found && i < key.length; i++) found = b[start + i] === key.charCodeAt(i);
    if (b[p++] !== COLON) throw SURPRISE;
    if (found) {
      if (b[p] !== QUOTE) throw SURPRISE;
      return p + 1;
    }
    p = anything(b, p);
    if (b[p++] !== COMMA) throw SURPRISE;
  }
}
