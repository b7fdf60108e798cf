// npm run bench:streams: CPU per delivered message against bare `ws`, both alive at once, in windows in turn.
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { SUBSCRIPTIONS } from './graph/operations.mjs';
import { askProcess, cpuOf, rssOf, start } from './load/processes.mjs';
import { startOurs } from './ours/gateway.mjs';
import { median } from './report/numbers.mjs';
import { reportStreams } from './report/streams.mjs';
import { installPeers, openWorld } from './world.mjs';

const PER_SECOND = 10;
const ACTIVE = 2_000;
const IDLE = 10_000;
const SPARE_FILES = 500;
/** Hive Gateway opens one upstream operation per client: with 2,000 it would only be seen to drown. */
const HIVE_CLIENTS = 200;

export async function benchStreams({ rounds = 5, seconds = 4, only = ['ours', 'bare', 'hive'], flags = [] }) {
  installPeers();
  const { active, idle, files } = fitting();
  const world = { ...(await openWorld()), flags };
  try {
    const engines = await openEngines(only, world, active);
    const holders = engines.filter((it) => it.holds);
    for (const it of holders) await watch(it, 'idle', idle, SUBSCRIPTIONS.field, 'nowhere', world);
    const held = await holding(holders);
    const results = {};
    for (const [kind, subscription] of Object.entries(SUBSCRIPTIONS)) {
      results[kind] = await measure(engines, kind, subscription, { active, rounds, seconds, world });
    }
    reportStreams({ results, held, active, idle, files, rounds, seconds, perSecond: PER_SECOND });
  } finally {
    await world.close();
  }
}

/** As many clients as this machine's limit of open files lets one process hold. */
function fitting() {
  const files = Number(/Max open files\s+(\d+)/.exec(readFileSync('/proc/self/limits', 'utf8'))[1]);
  const active = Math.min(ACTIVE, Math.floor((files - SPARE_FILES) / 2));
  return { files, active, idle: Math.max(0, Math.min(IDLE, files - SPARE_FILES - active)) };
}

async function openEngines(only, world, active) {
  const node = async (name, file, args = []) =>
    world.add(await start(name, process.execPath, [`${import.meta.dirname}/${file}`, ...args]));
  const starts = {
    ours: async () => ({ engine: world.add(await startOurs('ours', world)), clients: active, holds: true }),
    bare: async () => ({ engine: await node('bare', 'peers/bare-ws.mjs'), clients: active, holds: true }),
    hive: async () => ({
      engine: await node('hive', 'peers/hive.mjs', [world.supergraph, 'rust']),
      clients: Math.min(active, HIVE_CLIENTS),
    }),
  };
  const engines = [];
  for (const name of only) {
    const watchers = await node(`watchers of ${name}`, 'load/watchers.mjs');
    engines.push({ name, watchers, ...(await starts[name]()) });
  }
  return engines.map((it) => ({
    ...it,
    /** Bare `ws` makes its own events; the others hear the subgraph's, each of a city of its own. */
    events: (perSecond, bytes) =>
      askProcess(it.name === 'bare' ? it.engine : world.subgraphs, 'events', {
        perSecond,
        bytes,
        city: it.name,
      }),
  }));
}

const watch = ({ engine, watchers }, group, count, { query }, city, { headers }) =>
  askProcess(watchers, 'connect', { group, count, port: engine.port, headers, query, variables: { city } });

/** What it costs to hold idle clients, per second and in memory. */
async function holding(engines) {
  await pause(3_000);
  const before = engines.map(({ engine }) => cpuOf(engine));
  await pause(HOLD_MS);
  return Object.fromEntries(
    engines.map(({ name, engine }, i) => [
      name,
      { cpu: (cpuOf(engine) - before[i]) / (HOLD_MS / 1_000), rss: rssOf(engine) },
    ]),
  );
}
const HOLD_MS = 12_000; // one heartbeat of each

/** Everybody watches before anything is timed; then windows in turn, the first of each only to warm it. */
async function measure(engines, kind, subscription, { rounds, seconds, world }) {
  const counts = () => askProcess(world.subgraphs, 'counts');
  const results = {};
  for (const it of engines) {
    const before = await counts();
    await watch(it, kind, it.clients, subscription, it.name, world);
    await pause(500);
    const upstream = (await counts()).subscriptions - before.subscriptions;
    results[it.name] = { clients: it.clients, upstream, windows: [] };
  }
  let bytes = 0;
  for (let round = -1; round < rounds; round++) {
    for (const it of round % 2 ? engines : [...engines].reverse()) {
      const before = await counts();
      const window = await timed(it, seconds, bytes || 120);
      const after = await counts();
      window.calls = (after.calls - before.calls) / Math.max(after.events - before.events, 1);
      if (it.name === engines[0].name) bytes = Math.round(window.bytes);
      if (round >= 0) results[it.name].windows.push(window);
    }
  }
  for (const { watchers } of engines) await askProcess(watchers, 'disconnect', kind);
  await pause(1_000);
  for (const [name, { windows }] of Object.entries(results)) {
    for (const key of KEYS) results[name][key] = median(windows.map((it) => it[key]));
  }
  return { engines: results, bytes };
}
const KEYS = ['cpu', 'perSecond', 'p50', 'p99', 'worst', 'lost', 'calls'];

async function timed({ engine, watchers, events }, seconds, bytes) {
  await events(PER_SECOND, bytes);
  await pause(1_000);
  const before = await askProcess(watchers, 'read');
  const began = cpuOf(engine);
  const since = performance.now();
  await pause(seconds * 1_000);
  const cpu = cpuOf(engine) - began;
  const took = (performance.now() - since) / 1_000;
  const after = await askProcess(watchers, 'read');
  await events(0, bytes);
  await pause(500);
  const messages = after.messages - before.messages;
  return {
    cpu: (cpu * 1_000) / messages,
    perSecond: messages / took,
    bytes: (after.bytes - before.bytes) / messages,
    p50: after.p50,
    p99: after.p99,
    worst: after.worst,
    lost: after.closed + after.errors,
  };
}

const pause = (ms) => new Promise((wake) => setTimeout(wake, ms));
