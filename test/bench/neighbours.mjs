// npm run bench:neighbours: what a city's answers take alone, and beside one that asks twenty times what it may.
import { join } from 'node:path';
import process from 'node:process';
import { developmentIssuer, tokenFor } from '@lindungi/cli';
import { QUERIES } from './graph/operations.mjs';
import { ask, requestBytes } from './load/client.mjs';
import { paced } from './load/paced.mjs';
import { askProcess, cpuOf, start } from './load/processes.mjs';
import { startOurs } from './ours/gateway.mjs';
import { printMachine, printTable } from './report/machine.mjs';
import { median, percentile, short } from './report/numbers.mjs';
import { openWorld } from './world.mjs';

/** Of the public of one city, as shipped: gateway/src/budgets.ts. */
const BUDGET = 200;
const TIMES = 20;
const BAR = 1.5;
const QUIET = { perSecond: 200, connections: 32, people: 50 };
const CROWD_CONNECTIONS = 100;
/** What the crowd may ask in a row is spent by then. */
const SETTLE_MS = 1_000;

/**
 * Who asks while Semarang does. Two show what is not the limits' doing: what a city costs its neighbours that asks
 * no more than it may, and what the noise costs the machine.
 */
const BESIDE = {
  alone: { who: 'nobody' },
  within: { who: 'a city that keeps to its limit', times: 1, at: 'same' },
  elsewhere: { who: 'a loud city at another gateway', times: TIMES, at: 'another' },
  beside: { who: 'a loud city at the same gateway', times: TIMES, at: 'same' },
};

/** @param query  what the crowd asks, in turn */
export async function benchNeighbours({ rounds = 7, seconds = 4, query = ['large'] } = {}) {
  const world = await openWorld();
  try {
    const shipped = { ...world, more: { LINDUNGI_LIMITS: '' } };
    const gateway = world.add(await startOurs('ours', shipped));
    const gateways = { same: gateway, another: world.add(await startOurs('another', shipped)) };
    const crowd = world.add(
      await start('crowd', process.execPath, [join(import.meta.dirname, 'load/neighbour.mjs')]),
    );
    const requests = await semarang(world.folder);
    for (const bytes of requests) await ask(gateway.port, bytes);
    const windows = Object.fromEntries(Object.keys(BESIDE).map((turn) => [turn, []]));
    for (let round = -1; round < rounds; round++) {
      const turns = Object.keys(windows);
      for (const turn of round % 2 ? turns.reverse() : turns) {
        const { at, times } = BESIDE[turn];
        const loud = at && noise(gateways[at].port, times, query);
        const window = await measured({ gateway, crowd, loud, requests, seconds });
        if (round >= 0) windows[turn].push(window);
      }
    }
    report(windows, { rounds, seconds, query });
  } finally {
    await world.close();
  }
}

/** What people of Semarang ask with a token, and the public without one, in turn. */
async function semarang(folder) {
  const issuer = await developmentIssuer(folder);
  const host = 'semarang.localhost';
  const tokens = await Promise.all(
    Array.from({ length: QUIET.people }, (_, n) =>
      tokenFor(issuer, { city: '3374', word: `pns-${n}`, name: 'PNS', roles: ['DONOR'] }),
    ),
  );
  return tokens.flatMap((token, n) => {
    const { query, variables } = n % 2 ? QUERIES.hops : QUERIES.small;
    const operation = { query, variables: variables[n] };
    return [
      requestBytes(operation, { host, authorization: `Bearer ${token}` }),
      requestBytes(operation, { host }),
    ];
  });
}

/** One window; the crowd, if there is one, is there before it begins and after it ends. */
async function measured({ gateway, crowd, loud, requests, seconds }) {
  if (loud) await askProcess(crowd, 'begin', loud);
  await new Promise((wake) => setTimeout(wake, SETTLE_MS));
  const began = cpuOf(gateway);
  const run = await paced({
    port: gateway.port,
    perSecond: QUIET.perSecond,
    connections: QUIET.connections,
    next: (n) => requests[n % requests.length],
    going: (ms) => ms < seconds * 1_000,
  });
  const cpu = (cpuOf(gateway) - began) / run.seconds;
  const noisy = loud && (await askProcess(crowd, 'end'));
  const sorted = run.latencies.sort((a, b) => a - b);
  const { 200: answered = 0, ...errors } = run.statuses;
  return {
    cpu,
    noisy,
    answered,
    errors: Object.values(errors).reduce((sum, it) => sum + it, 0),
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
  };
}

/** What visitors of Palangka Raya ask, each time with other variables. */
const noise = (port, times, queries) => ({
  port,
  operations: QUERIES.small.variables.flatMap((_, n) =>
    queries.map((it) => ({ query: QUERIES[it].query, variables: QUERIES[it].variables[n] })),
  ),
  headers: { host: 'palangkaraya.localhost' },
  perSecond: times * BUDGET,
  connections: CROWD_CONNECTIONS,
});

function report(windows, { rounds, seconds, query }) {
  printMachine('npm run bench:neighbours');
  console.log(
    `Semarang asks ${QUIET.perSecond} a second; visitors of Palangka Raya ask ${query.join(', ')}, and have ${BUDGET} a second; ` +
      `medians of ${rounds} windows of ${seconds} s in turn.\n`,
  );
  const of = (turn, key) => median(windows[turn].map((it) => it[key]));
  const total = (turn, key) => windows[turn].reduce((sum, it) => sum + it[key], 0);
  const rows = Object.entries(BESIDE).map(([turn, { who }]) => [
    who,
    total(turn, 'answered'),
    total(turn, 'errors'),
    short(of(turn, 'p50')),
    short(of(turn, 'p99')),
    (of(turn, 'p99') / of('alone', 'p99')).toFixed(2),
    (of(turn, 'p99') / of('within', 'p99')).toFixed(2),
    short(of(turn, 'cpu')),
    ...crowdOf(windows[turn]),
  ]);
  printTable(
    [
      'beside',
      'answers',
      'errors',
      'p50 ms',
      'p99 ms',
      'to alone',
      'to within limit',
      'CPU ms/s',
      'crowd asked/s',
      'answered/s',
      '429/s',
      'other',
    ],
    rows,
  );
  const ratio = of('beside', 'p99') / of('alone', 'p99');
  const errors = total('beside', 'errors');
  const said = [ratio < BAR ? 'kept' : 'NOT KEPT', errors === 0 ? 'kept' : 'NOT KEPT'];
  console.log(
    `p99 beside to alone ${ratio.toFixed(2)}, bar ${BAR}: ${said[0]}; errors ${errors}, bar 0: ${said[1]}`,
  );
}

/** What became of the crowd's requests, a second. */
function crowdOf(windows) {
  const noisy = windows.flatMap((it) => it.noisy ?? []);
  if (noisy.length === 0) return ['', '', '', ''];
  const all = ({ statuses }) => Object.values(statuses).reduce((sum, it) => sum + it, 0);
  const perSecond = (count) => short(median(noisy.map((it) => count(it) / it.seconds)));
  return [
    perSecond(all),
    perSecond(({ statuses }) => statuses[200] ?? 0),
    perSecond(({ statuses }) => statuses[429] ?? 0),
    noisy.reduce((sum, it) => sum + all(it) - (it.statuses[200] ?? 0) - (it.statuses[429] ?? 0), 0),
  ];
}
