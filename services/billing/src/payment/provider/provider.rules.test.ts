import { describe, expect, test } from '@jest/globals';
import { fieldsOf, instant, wholeNumber } from './provider.rules';

const amountIn = (json: string) => wholeNumber(fieldsOf(Buffer.from(`{"amount": ${json}}`))?.amount);

describe('an amount that is a number', () => {
  test.each([
    ['50400', 50_400],
    ['0', 0],
    ['99999999999999', 99_999_999_999_999],
  ])('%s is whole rupiah', (text, amount) => expect(amountIn(text)).toBe(amount));

  test.each([
    '5.04e4',
    '1e3',
    '1E3',
    '50400.0',
    '50400.00',
    '50400.5',
    '50400.00000000000000001',
    '-50400',
    '-0',
    '"50400"',
    '"１０"',
    '100000000000000',
    'null',
    '[50400]',
    '{"value": 50400}',
  ])('%s is not', (text) => expect(amountIn(text)).toBeUndefined());
});

describe('a body', () => {
  test('keeps what looks like a number inside a text', () => {
    const fields = fieldsOf(Buffer.from('{"a": "x 12 \\" 13", "b": [1, "2"], "c": "\\\\", "d": 4}'));
    expect(fields).toEqual({ a: 'x 12 " 13', b: ['\u00011', '2'], c: '\\', d: '\u00014' });
  });

  test.each(['', '[]', 'null', '1', '"a"', '{"a": 01}', '{"a": １}', '{a: 1}', '{"a":1}{"b":2}'])(
    '%j is none',
    (text) => expect(fieldsOf(Buffer.from(text))).toBeUndefined(),
  );

  test('that names the prototype of all things changes none of them', () => {
    fieldsOf(Buffer.from('{"__proto__": {"status": "PAID"}}'));
    expect(({} as Record<string, unknown>).status).toBeUndefined();
  });
});

test.each([
  ['2026-11-22T10:00:00+07:00', '2026-11-22T03:00:00.000Z'],
  ['2026-11-22T03:00:00Z', '2026-11-22T03:00:00.000Z'],
  ['2026-11-22T03:00:00.123Z', '2026-11-22T03:00:00.123Z'],
  ['2026-11-22T03:00:00', undefined],
  ['2026-13-22T03:00:00Z', undefined],
  ['22 Nov 2026', undefined],
  [1_763_776_800, undefined],
])('the time %s is %s', (written, at) => expect(instant(written)).toBe(at));
