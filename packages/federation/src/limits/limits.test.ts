import { describe, expect, test } from '@jest/globals';
import { getIntrospectionQuery, parse } from 'graphql';
import { LIMITS } from './limits';
import { asksOnlyOfSchema, readDocument } from './read-document';
import { scan } from './scan';
import { checkVariables } from './variables';

const refusedBy = (query: string) => {
  try {
    readDocument(query, LIMITS);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

/** k fragments, each spreading the next one twice: 2^k fields from a few hundred bytes. */
const doubling = (k: number) =>
  `{ ...f0 } ${Array.from({ length: k }, (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`).join(' ')} fragment f${k} on Query { a { b } }`;

const chain = (k: number) =>
  `{ ...f0 } ${Array.from({ length: k }, (_, i) => `fragment f${i} on Query { ...f${i + 1} }`).join(' ')} fragment f${k} on Query { a }`;

describe('the limits of an operation', () => {
  test.each([
    ['an ordinary operation', '{ city { name progress { workers kecamatan { code name workers } } } }'],
    ['braces in a text', `{ a(in: "${'{'.repeat(200)}") }`],
    ['quotes, braces and hashes in a block', `{ a(in: """ " { # \\""" ${'{ # '.repeat(200)} """) }`],
    [
      'an empty text, an empty block, and a block that ends in a quote',
      `{ a(x: "", y: """""", z: """\\"""""") }`,
    ],
    ['an escaped quote', `{ a(in: "\\"{{{{ \\\\") }`],
    ['a hundred fragments in a row', chain(100)],
    ['exactly fifteen aliases', `{ a { ${Array.from({ length: 15 }, (_, i) => `x${i}: b`).join(' ')} } }`],
    ['what a tool asks of the schema', getIntrospectionQuery()],
    ['a byte order mark, commas and all three ends of a line', '\ufeff{\r\na,\rb,\n}'],
  ])('let %s pass', (_, query) => {
    expect(refusedBy(query)).toBeUndefined();
  });

  test.each([
    ['a fragment doubled nine times', doubling(9), /500 fields/],
    ['a fragment doubled a hundred times', doubling(100), /500 fields/],
    [
      'fragments of root fields multiplied out',
      '{ ...f ...f ...f } fragment f on Query { a b }',
      /root fields/,
    ],
    ['a fragment that contains itself', '{ ...f } fragment f on Query { a { ...f } }', /contains itself/],
    [
      'fragments in a circle',
      '{ ...f } fragment f on Q { ...g } fragment g on Q { ...f }',
      /contains itself/,
    ],
    [
      'a fragment named __schema, to hide from a depth count',
      `{ ...__schema } fragment __schema on Query { ${'a { '.repeat(13)}b${' }'.repeat(13)} }`,
      /deep/,
    ],
    [
      'a depth that only fragments add up to',
      `{ ...f } fragment f on Q { ${'a { '.repeat(7)}...g${' }'.repeat(7)} } fragment g on Q { ${'a { '.repeat(7)}b${' }'.repeat(7)} }`,
      /deep/,
    ],
    ['sixteen aliases', `{ a { ${Array.from({ length: 16 }, (_, i) => `x${i}: b`).join(' ')} } }`, /aliases/],
    [
      'aliases multiplied out',
      '{ a { ...f ...f } } fragment f on A { x1: b x2: b x3: b x4: b x5: b x6: b x7: b x8: b }',
      /aliases/,
    ],
    ['three thousand braces', '{a'.repeat(700), /nested/],
    ['a literal nested ten thousand deep', `{ a(in: ${'['.repeat(10_000)}`, /nested/],
    ['a hundred thousand comments', `${'#\n'.repeat(100_000)}{ a }`, /comments/],
    ['as many comments, by the other end of line', `${'#\r'.repeat(100_000)}{ a }`, /comments/],
    ['a list of thousands', `{ a(in: [${'1,'.repeat(400)}]) }`, /list/],
    [
      'a list of thousands in a fragment nobody spreads',
      `{ a } fragment f on Q { a(in: [${'1,'.repeat(400)}]) }`,
      /list/,
    ],
    ['two thousand names', `{ ${'a '.repeat(2_000)} }`, /tokens/],
    ['two thousand texts', `{ a(in: [${'"" '.repeat(2_000)}]) }`, /tokens/],
    ['twenty-one directives', `{ a ${'@d '.repeat(21)} }`, /directives/],
    ['twenty-one directives of the operation', `query q ${'@d '.repeat(21)} { a }`, /directives/],
    ['an alias that reaches the prototype', '{ __proto__: a }', /name/],
    ['a field, an argument, a fragment, a variable of such a name', '{ constructor }', /name/],
    ['such an argument', '{ a(prototype: 1) }', /name/],
    ['such a key of a literal', '{ a(in: {constructor: {prototype: 1}}) }', /name/],
    ['such a variable', 'query ($__proto__: Int) { a(in: $__proto__) }', /name/],
    ['a text that never ends', `{ a(in: "${'x'.repeat(60_000)}`, /never ends/],
    ['a text that ends with its line', '{ a(in: "x\n") }', /never ends/],
    ['a block that never ends', `{ a(in: """${'\\"""'.repeat(15_000)}`, /never ends/],
  ])('refuse %s', (_, query, message) => {
    expect(refusedBy(query)).toMatch(message);
  });

  test('without limits nothing is refused but what a parser cannot read', () => {
    expect(() => readDocument(doubling(100), 'none')).not.toThrow();
    expect(() => readDocument('{a'.repeat(50_000), 'none')).toThrow(/nested|Syntax/);
  });

  test('know a question about the schema from one that hides behind it', () => {
    expect(asksOnlyOfSchema(parse(getIntrospectionQuery()))).toBe(true);
    expect(asksOnlyOfSchema(parse('{ __typename city { name } }'))).toBe(false);
    expect(asksOnlyOfSchema(parse('{ ...f } fragment f on Query { __typename }'))).toBe(false);
  });

  test('count tokens as the parser does', () => {
    const query =
      'query q($a: [Int!]! = [-1.5e+10, 2]) @d { x: a(in: """b""", to: "c") { ...f ... on B { _1 } } } # z';
    const { tokens } = scan(query, LIMITS);
    expect(() => parse(`${query}\nfragment f on B { b }`, { maxTokens: tokens + 7 })).not.toThrow();
    expect(() => parse(`${query}\nfragment f on B { b }`, { maxTokens: tokens + 6 })).toThrow(/token/i);
  });

  test.each([
    ['a hundred doubled fragments', doubling(100)],
    ['three hundred fragments in a row', chain(300)],
    ['sixty thousand quotes', '"'.repeat(60_000)],
    ['sixty thousand escaped block ends', `"""${'\\"""'.repeat(15_000)}`],
  ])('take no longer than the text is long: %s', (_, query) => {
    const begun = performance.now();
    for (let i = 0; i < 20; i++) refusedBy(query);
    expect((performance.now() - begun) / 20).toBeLessThan(25);
  });
});

describe('the limits of variables', () => {
  const check = (json: string) => () => checkVariables(JSON.parse(json), LIMITS);

  test.each([
    ['none', 'null'],
    ['an ordinary input', '{"input": {"rows": [{"a": 1, "b": null, "c": "teks"}]}}'],
    ['a list of 100', JSON.stringify({ ids: Array(100).fill('a') })],
    ['a text of 30 KiB', JSON.stringify({ a: 'x'.repeat(30 * 1024) })],
  ])('let %s pass', (_, json) => {
    expect(check(json)).not.toThrow();
  });

  test.each([
    [
      'a key that reaches a prototype, at any depth',
      '{"input": {"rows": [{"__proto__": {"a": 1}}]}}',
      /name/,
    ],
    ['the way round by a constructor', '{"a": {"constructor": {"prototype": {"x": 1}}}}', /name/],
    ['a list of 101', JSON.stringify({ ids: Array(101).fill(1) }), /list/],
    ['lists in lists', `{"a": ${'['.repeat(100)}${']'.repeat(100)}}`, /deep/],
    ['objects in objects', `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`, /deep/],
    ['a text of 32 KiB and its quotes', JSON.stringify({ a: 'x'.repeat(32 * 1024) }), /32768 bytes/],
    ['letters of three bytes', JSON.stringify({ a: 'ｘ'.repeat(11 * 1024) }), /32768 bytes/],
    [
      'ten thousand keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, 0]))),
      /bytes/,
    ],
    ['half a character', '{"a": "\\ud800"}', /Unicode/],
    ['half a character in a key', '{"\\udc00": 1}', /Unicode/],
  ])('refuse %s', (_, json, message) => {
    expect(check(json)).toThrow(message);
  });
});
