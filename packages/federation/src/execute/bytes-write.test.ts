import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { begin, take } from './bytes-output';
import { constant, putConstant, putJson, putNumber, putQuoted } from './bytes-write';

const written = (write: () => void): string => {
  begin();
  write();
  return take().toString();
};

test('a string is written as JSON.stringify would', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ maxLength: 300 }),
    fc.array(fc.integer({ min: 0, max: 0xffff })).map((codes) => String.fromCharCode(...codes)),
  );
  fc.assert(
    fc.property(texts, (text) => {
      expect(written(() => putQuoted(text))).toBe(JSON.stringify(text));
    }),
    { numRuns: 500 },
  );
});

test('a number is written as JSON.stringify would', () => {
  const numbers = fc.oneof(
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constant(-0),
  );
  fc.assert(
    fc.property(numbers, (value) => {
      expect(written(() => putNumber(value))).toBe(JSON.stringify(value));
    }),
    { numRuns: 1_000 },
  );
});

test('what is larger than the buffer makes it grow', () => {
  const many = Array.from({ length: 100_000 }, (_, i) => `é${i}`);
  expect(written(() => many.forEach(putQuoted))).toBe(many.map((it) => JSON.stringify(it)).join(''));
});

test('constants and JSON stand beside one another', () => {
  const text = written(() => {
    putConstant(constant('{"a":'));
    putJson({ b: [1, null] });
    putConstant(constant('}'));
  });
  expect(text).toBe('{"a":{"b":[1,null]}}');
});
