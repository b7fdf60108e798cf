// npm run bench:gateway: CPU per request of each gateway, all alive at once, in interleaved windows.
import assert from 'node:assert/strict';
import { ENGINES, present } from './engines.mjs';
import { QUERIES } from './graph/operations.mjs';
import { ask, load, requestBytes } from './load/client.mjs';
import { askProcess, cpuOf } from './load/processes.mjs';
import { measureMemory } from './memory.mjs';
import { reportGateways } from './report/gateways.mjs';
import { median, percentile } from './report/numbers.mjs';
import { installPeers, openWorld } from './world.mjs';

const CONNECTIONS = 32;
const WARM_REQUESTS = 2_000;
const WARM_MS = 3_000;
const WARM_SLOW_MS = 15_000;
const WARM_LEAST = 300;

export async function benchGateways({
  only,
  query,
  cities = [1],
  rounds = 7,
  seconds = 1.5,
  memory = true,
  flags = [],
}) {
  installPeers();
  const { names, missing } = present(only);
  const queries = query ?? Object.keys(QUERIES);
  const opened = await openWorld({ cities: cities[0] });
  const world = { ...opened, flags: [...opened.flags, ...flags] };
  try {
    const running = {};
    for (const name of names) running[name] = world.add(await ENGINES[name].start(world));
    const requests = Object.fromEntries(queries.map((it) => [it, bytesOf(QUERIES[it], world.callers)]));
    const engines = Object.entries(running).filter(([name]) => !ENGINES[name].floor);
    const answers = await compare(engines, requests);
    if (running.bare) {
      const lengths = Object.fromEntries(Object.entries(answers).map(([it, { bytes }]) => [it, bytes]));
      await askProcess(running.bare, 'lengths', lengths);
    }
    const results = {};
    for (const it of queries) results[it] = await measure(running, requests[it], { rounds, seconds, world });
    const together = await equalAtOnce(engines, Object.values(requests).at(-1), world);
    const stats = {};
    for (const name of names.filter((it) => it === 'ours' || it === 'general')) {
      stats[name] = await askProcess(running[name], 'stats');
    }
    reportGateways({
      results,
      answers,
      names,
      missing,
      stats,
      together,
      rounds,
      seconds,
      connections: CONNECTIONS,
    });
  } finally {
    await world.close();
  }
  if (memory && names.includes('ours')) await measureMemory({ flags });
}

/** A request for each set of variables; cities take turns. */
const bytesOf = ({ query, variables }, callers) =>
  variables.map((set, n) => requestBytes({ query, variables: set }, callers[n % callers.length]));

/**
 * Every engine answers every set of variables once, before anything is timed: the data must be the same, and the
 * subgraphs have then computed all they will be asked.
 */
async function compare(engines, requests) {
  const said = {};
  for (const [query, sets] of Object.entries(requests)) {
    const [first, ...others] = engines;
    const expected = [];
    for (const bytes of sets) expected.push(await ask(first[1].port, bytes));
    said[query] = { bytes: Math.round(median(expected.map(Buffer.byteLength))), otherOrder: [] };
    for (const [name, { port }] of others) {
      let sameText = true;
      for (const [n, bytes] of sets.entries()) {
        const text = await ask(port, bytes);
        if (text === expected[n]) continue;
        sameText = false;
        const words = `${name} and ${first[0]} answer ${query} #${n} differently`;
        assert.deepEqual(JSON.parse(text), JSON.parse(expected[n]), words);
      }
      if (!sameText) said[query].otherOrder.push(ENGINES[name].title);
    }
  }
  return said;
}

/** Warm by requests, then windows in turn; the order is reversed every round, so that no one always comes first. */
async function measure(running, sets, { rounds, seconds, world }) {
  const names = Object.keys(running);
  const windows = Object.fromEntries(names.map((name) => [name, []]));
  for (const name of names) await warm(running[name], sets);
  for (let round = 0; round < rounds; round++) {
    for (const name of round % 2 ? [...names].reverse() : names) {
      windows[name].push(await timed(running[name], sets, { seconds, world, round }));
    }
  }
  return Object.fromEntries(names.map((name) => [name, summary(windows[name])]));
}

const warm = ({ port }, sets) =>
  load({
    port,
    connections: CONNECTIONS,
    next: (n) => sets[n % sets.length],
    until: (begun, ms) => ms < WARM_MS || begun < WARM_LEAST || (begun < WARM_REQUESTS && ms < WARM_SLOW_MS),
  });

async function timed(engine, sets, { seconds, world, round }) {
  const before = await askProcess(world.subgraphs, 'counts');
  const began = cpuOf(engine);
  const run = await load({
    port: engine.port,
    connections: CONNECTIONS,
    next: (n) => sets[(n + round * 97) % sets.length],
    until: (_, ms) => ms < seconds * 1_000,
  });
  const cpu = (cpuOf(engine) - began) / run.requests;
  const after = await askProcess(world.subgraphs, 'counts');
  const sorted = run.latencies.sort((a, b) => a - b);
  return {
    cpu,
    requests: run.requests,
    rps: run.requests / run.seconds,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    calls: (after.calls - before.calls) / run.requests,
    entities: (after.entities - before.entities) / run.requests,
  };
}

/** Calls to subgraphs per request when everybody asks the same at once: who shares reads that are under way. */
async function equalAtOnce(engines, sets, world) {
  const calls = {};
  for (const [name, { port }] of engines) {
    const before = await askProcess(world.subgraphs, 'counts');
    const until = (begun) => begun < CONNECTIONS * 20;
    const { requests } = await load({ port, connections: CONNECTIONS, next: () => sets[0], until });
    calls[name] = ((await askProcess(world.subgraphs, 'counts')).calls - before.calls) / requests;
  }
  return calls;
}

function summary(windows) {
  const of = (key) => windows.map((it) => it[key]);
  const medians = ['cpu', 'rps', 'p50', 'p99', 'calls', 'entities'].map((key) => [key, median(of(key))]);
  return {
    ...Object.fromEntries(medians),
    best: Math.min(...of('cpu')),
    requests: of('requests').reduce((sum, it) => sum + it, 0),
    windows,
  };
}
