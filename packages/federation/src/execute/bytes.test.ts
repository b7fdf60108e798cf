import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anything, boolean, custom, intTail, number, peek, string } from './bytes';
import { Surprise } from './deviation';

type Validator = (b: Buffer, p: number) => number;

/** Does the validator take the whole text, and nothing but it? A sentinel behind it must not be touched. */
function takes(validator: Validator, text: string): boolean {
  const body = Buffer.from(`${text},`);
  try {
    return validator(body, 0) === body.length - 1;
  } catch (error) {
    if (error instanceof Surprise) return false;
    throw error;
  }
}

/** Would JSON.stringify have written this very text? */
function isCanonical(text: string): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === text;
  } catch {
    return false;
  }
}

const unit = fc.constantFrom(
  ...'aé☃😀"\\/bfnrtu0018dDcCeE\u0000\u001f\u007f\u2028',
  '\ud800',
  '\udc00',
  '\\u',
  '\\ud83d',
);
const stringLike = fc.array(unit, { maxLength: 12 }).map((units) => `"${units.join('')}"`);
const numberLike = fc
  .array(fc.constantFrom(...'0123456789-+.eE'), { minLength: 1, maxLength: 20 })
  .map((it) => it.join(''));
const jsonText = fc.json({ maxDepth: 4 }).map((text) => JSON.stringify(JSON.parse(text)));
const hurt = fc
  .tuple(jsonText, fc.nat(), fc.constantFrom(...'"\\{}[],:0-eE.tnu \n\u0001'), fc.boolean())
  .map(([text, at, char, instead]) => {
    const i = at % (text.length + 1);
    return text.slice(0, i) + char + text.slice(instead ? i + 1 : i);
  });

const runs = { numRuns: 2_000 };

describe('a validator takes a text only if JSON.stringify would have written it', () => {
  test('strings, well or badly escaped', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          stringLike,
          fc.string({ unit: 'binary' }).map((it) => JSON.stringify(it)),
        ),
        (text) => {
          // A lone surrogate outside an escape cannot be in UTF-8: the body would not have come this far.
          fc.pre(text.isWellFormed());
          const isString = isCanonical(text) && typeof JSON.parse(text) === 'string';
          expect(takes(string, text)).toBe(isString);
        },
      ),
      runs,
    );
  });

  test('numbers', () => {
    const honest = fc.oneof(
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.integer(),
      fc.maxSafeInteger(),
    );
    fc.assert(
      fc.property(fc.oneof(numberLike, honest.map(String)), (text) => {
        expect(takes(number, text)).toBe(isCanonical(text));
      }),
      runs,
    );
  });

  test.each([
    ['2147483647', true],
    ['-2147483648', true],
    ['0', true],
    ['2147483648', false],
    ['-2147483649', false],
    ['-0', false],
    ['007', false],
    ['12345678901', false],
    ['99999999999999999999', false],
    ['-', false],
    ['', false],
  ])('Int %s: %s', (text, taken) => {
    expect(takes(intTail, text)).toBe(taken);
  });

  test.each([
    '9007199254740993',
    '1.0',
    '1.50',
    '1e3',
    '1E+21',
    '-0',
    '0.0000001',
    '1e400',
    '01',
    '.5',
    '5.',
  ])('number %s, which a double prints otherwise, is a surprise', (text) =>
    expect(takes(number, text)).toBe(false),
  );

  test('values of custom scalars', () => {
    fc.assert(
      fc.property(fc.oneof(jsonText, hurt), (text) => {
        fc.pre(text.isWellFormed() && !/"__/.test(text));
        expect(takes(custom, text)).toBe(isCanonical(text));
      }),
      runs,
    );
  });

  test.each([
    '{"b":1,"1":2}',
    '{"a":1,"a":2}',
    '{"__proto__":1}',
    '[{"a":1, "b":2}]',
    '["\\u0041"]',
    'nul',
    'truE',
  ])('custom scalar %s, which would not come back as it went in, is a surprise', (text) =>
    expect(takes(custom, text)).toBe(false),
  );

  test('depth beyond 200 is left to others', () => {
    expect(takes(anything, '['.repeat(150) + ']'.repeat(150))).toBe(true);
    expect(takes(anything, '['.repeat(5_000) + ']'.repeat(5_000))).toBe(false);
  });

  test('true and false, not nearly', () => {
    expect(['true', 'false', 'tru', 'falsy', 'True', '1'].map((text) => takes(boolean, text))).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('a cut-off text', () => {
  test('is a surprise, wherever it is cut', () => {
    fc.assert(
      fc.property(jsonText, fc.nat(), (text, at) => {
        const body = Buffer.from(`[${text}]`);
        const cut = body.subarray(0, at % body.length);
        expect(() => anything(cut, 0)).toThrow(Surprise);
      }),
      runs,
    );
  });
});

describe('peek finds the name of a type wherever it stands', () => {
  const at = (text: string) => {
    const body = Buffer.from(text);
    return body.toString('latin1', peek(body, 0, '__typename'), body.length);
  };

  test('first, later, behind nested objects that have the key too', () => {
    expect(at('{"__typename":"A"}')).toBe('A"}');
    expect(at('{"id":"\\"__typename\\":","x":[1,{"y":2}],"__typename":"B"}')).toBe('B"}');
  });

  test.each(['{}', '{"id":1}', '{"__typename":null}', '["__typename"]', '{"id":1,'])('not in %s', (text) => {
    expect(() => at(text)).toThrow(Surprise);
  });
});
