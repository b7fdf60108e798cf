import { describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery, parse } from 'graphql';
import { asksOnlyOfSchema, checkVariables, LIMITS, measure, scan } from './limits';

const refusedBy = (query: string) => {
  try {
    scan(query, LIMITS);
    measure(parse(query, { maxTokens: LIMITS.tokens }), LIMITS);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

/** k fragments, each spreading the next one twice: 2^k fields from a few hundred bytes. */
const doubling = (k: number) =>
  `{ ...f0 } ${Array.from({ length: k }, (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`).join(' ')} fragment f${k} on Query { a }`;

describe('the limits of an operation', () => {
  test('let an ordinary operation pass', () => {
    expect(
      refusedBy('{ city { name progress { workers kecamatan { code name workers } } } }'),
    ).toBeUndefined();
  });

  test.each([
    ['a fragment doubled thirty times', doubling(30), /500 fields/],
    [
      'fragments of root fields multiplied out',
      '{ ...f ...f ...f } fragment f on Query { a b }',
      /root fields/,
    ],
    ['a fragment that contains itself', '{ ...f } fragment f on Query { a { ...f } }', /contains itself/],
    [
      'a fragment named __schema, to hide from a depth count',
      `{ ...__schema } fragment __schema on Query { ${'a { '.repeat(13)}b${' }'.repeat(13)} }`,
      /deep/,
    ],
    [
      'a hundred aliases',
      `{ a { ${Array.from({ length: 100 }, (_, i) => `x${i}: b`).join(' ')} } }`,
      /aliases/,
    ],
    ['three thousand braces', '{a'.repeat(3000), /nested/],
    ['a hundred thousand comments', `${'#\n'.repeat(100_000)}{ a }`, /comments/],
    ['a list of thousands', `{ a(in: [${'1,'.repeat(400)}]) }`, /list/],
    ['an alias that reaches the prototype', '{ __proto__: a }', /name/],
  ])('refuse %s', (_, query, message) => {
    expect(refusedBy(query)).toMatch(message);
  });

  test('refuse variables whose keys reach a prototype, at any depth', () => {
    const variables = JSON.parse('{"input": {"rows": [{"__proto__": {"a": 1}}]}}');
    expect(() => checkVariables(variables, LIMITS)).toThrow(
      expect.objectContaining({ extensions: { code: 'NAME_FORBIDDEN' } }),
    );
    expect(() => checkVariables({ input: { rows: [{ a: 1 }] } }, LIMITS)).not.toThrow();
  });

  test('know a question about the schema from one that hides behind it', () => {
    expect(asksOnlyOfSchema(parse(getIntrospectionQuery()))).toBe(true);
    expect(asksOnlyOfSchema(parse('{ __typename city { name } }'))).toBe(false);
    expect(asksOnlyOfSchema(parse('{ ...f } fragment f on Query { __typename }'))).toBe(false);
  });

  test('do not take a brace in a text for a brace', () => {
    expect(refusedBy(`{ a(in: "${'{'.repeat(200)}") }`)).toBeUndefined();
  });
});
