import { describe, expect, test } from '@jest/globals';
import { shopTrial } from './trial';

/** Texts that a leaf may be sent as, right for some kinds and wrong for others. */
const texts = [
  ...[
    '0',
    '-0',
    '-1',
    '01',
    '1.0',
    '0.5',
    '.5',
    '1.',
    '+1',
    '-',
    '1e2',
    '1E2',
    '1e+21',
    '1e21',
    '1e400',
    '-1e-400',
  ],
  ...[
    '5e-324',
    '2147483647',
    '2147483648',
    '-2147483648',
    '-2147483649',
    '9007199254740993',
    '0.1e1',
    '1e-7',
  ],
  ...['123456789012345678901234567890', '0.30000000000000004', '0.1000000000000000055511151231257827', 'NaN'],
  ...[
    'null',
    'nul',
    'true',
    'false',
    'True',
    '"7"',
    '""',
    '"NEW"',
    '"SOLD_OUT"',
    '"Nope"',
    '"\\u0041"',
    '"\\/"',
  ],
  ...[
    '"\\ud800"',
    '"\\uD83D\\uDE00"',
    '"\\ud83d\\ude00"',
    '"\\x"',
    '"\\u12"',
    '"\u007f"',
    '"\t"',
    "'x'",
    '"a" ',
  ],
  ...[
    '{}',
    '[]',
    '[null]',
    '[[1]]',
    '{"a":1,"a":2}',
    '{"2":0,"1":0}',
    '{"__proto__":1}',
    '{"a": 1}',
    '[1,]',
    '1 ',
  ],
];

const operations = {
  'one fetch': `{ strict { id sku label price weight status meta flags grid dims { w h unit { name si } } tn: __typename } }`,
  'two stages': `{ review(i: 1) { rating body author { reviewCount name email } id } me { email id } }`,
  'a list of entities': `{ sellables { id ... on Product { inStock warehouse { city code region { zone } capacity } } } }`,
};

const MOST_LEAVES = 20;

/** Leaf values of a body with their places; lists and objects are reached through their leaves. */
const leaves = (body: string) =>
  [...body.matchAll(/(?<=[:[,])("(?:[^"\\]|\\.)*"|-?\d[\d.e+-]*|true|false|null)(?=[,}\]])/g)].slice(
    0,
    MOST_LEAVES,
  );

/** So many good answers between two bad ones that the engine goes on trying the fast path. */
const GOOD_BETWEEN = 4;

describe('every text at every leaf: the fast path answers as the general one', () => {
  test.each(Object.entries(operations))('%s', async (_, query) => {
    const trial = shopTrial();
    const operation = { query, variables: {} };
    const bodies = new Map<string, string>();
    for (let use = 0; use < 3; use++) {
      await trial.try('fast', operation, 1, (body, node) => {
        bodies.set(node, body);
        return body;
      });
    }
    const ways = { fast: 0, fallback: 0, general: 0 };
    for (const [node, body] of bodies) {
      for (const { index, 0: leaf } of leaves(body)) {
        for (const text of texts) {
          const bad = body.slice(0, index) + text + body.slice(index + leaf.length);
          const hurt = (honest: string, at: string) => (at === node ? bad : honest);
          const fast = await trial.try('fast', operation, 1, hurt);
          const general = await trial.try('general', operation, 1, hurt);
          ways[fast.way]++;
          expect({ bad, text: fast.text }).toEqual({ bad, text: general.text });
          JSON.parse(fast.text);
          for (let i = 0; i < GOOD_BETWEEN; i++) await trial.try('fast', operation, 1);
        }
      }
    }
    expect(ways.general).toBe(0);
    expect(ways.fast).toBeGreaterThan(0);
    expect(ways.fallback).toBeGreaterThan(ways.fast);
  });
});
