import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { ask, isRefusal } from './ask';
import { type GatewayProcess, gatewayProcess } from './gateway-process';
import { documentRequest, times } from './hostile-request';

const SUBGRAPHS = 8;
const TYPES = 6;
const PLANNING_MS = 200;

/**
 * Every subgraph has every type and every way between them, each by two keys: to plan three steps there takes
 * longer than anybody would wait, however small the document is.
 */
const everywhere = (i: number): string => {
  const types = times(
    TYPES,
    (t) => `
      type T${t} @key(fields: "id") @key(fields: "k${i} k${(i + 1) % SUBGRAPHS}") {
        id: ID! @shareable
        k${i}: ID @shareable
        k${(i + 1) % SUBGRAPHS}: ID @shareable
        own${i}: String
        ${times(TYPES, (to) => `to${to}: T${to} @shareable`)}
      }`,
  );
  return `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])
    type Query { root: T0 @shareable } ${types}`;
};

let gateway: GatewayProcess;

beforeAll(async () => {
  const composed = composeServices(
    Array.from({ length: SUBGRAPHS }, (_, i) => ({
      name: `s${i}`,
      url: `http://127.0.0.1:1/s${i}`,
      typeDefs: parse(everywhere(i)),
    })),
  );
  gateway = await gatewayProcess(composed.supergraphSdl as string, '--strict');
}, 30_000);

afterAll(async () => {
  if (gateway?.alive()) await gateway.stop();
});

test('a plan that takes too long is given up in time, and holds up nobody', async () => {
  const endless = documentRequest(
    'endless',
    '{ root { own0 own1 to1 { own1 own4 to2 { own2 own7 to0 { own0 own1 own2 } } } } }',
  );
  const known = documentRequest('known', '{ __typename }');
  await ask(gateway.port, known);
  // A machine that is busy is late now and then; the quickest of three tells how long it takes.
  const tries = [];
  for (let again = 0; again < 3; again++) {
    const asked = ask(gateway.port, endless);
    const beside = await Promise.all(Array.from({ length: 10 }, () => ask(gateway.port, known)));
    expect(beside.filter(isRefusal)).toEqual([]);
    expect(Math.min(...beside.map((it) => it.milliseconds))).toBeLessThan(PLANNING_MS / 2);
    tries.push(await asked);
  }
  for (const it of tries) expect(it.body).toContain('takes too long to plan');
  expect(Math.min(...tries.map((it) => it.milliseconds))).toBeLessThan(PLANNING_MS + 50);
});
