// What a page costs where there are more cities: the dashboard of a city and the page of a donor, through the real gateway
// from the real services, in houses that differ in how many cities share the same million of workers.
import { once } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { ask, load, requestBytes } from './load/client.mjs';
import { start } from './load/processes.mjs';
import { printMachine, printTable } from './report/machine.mjs';
import { percentile, short } from './report/numbers.mjs';

/** Few at once: it is a page's own time that is wanted, not a queue's. */
const CONNECTIONS = 2;
/** Requests to one house before it is the next one's turn: a machine's mood is then the same for all. */
const TURN = 25;
/** So many that every asker has asked each page once before anything counts. */
const WARM_ROUNDS = 8;
const BAR = 1.2;

const QUERIES = {
  dashboard: {
    asker: 'mayor',
    shows: '"protected":',
    query: `{ city { name movement donorCount givingDonorCount civilServants { count } potential { workers perMonth }
      participation { donorsOfPns { numerator } agenciesWithoutDonor { numerator } } reach { activeOfRegistered { numerator } }
      contributions(month: "2026-12") { workers amount }
      progress { workers sponsored cards contributed months { month reserved paid protected }
        kecamatan { code name workers sponsored } }
      payouts { edges { node { title total } } } } }`,
  },
  donorsPage: {
    asker: 'donor',
    shows: '"state":"PROTECTED"',
    query: `{ me { donor { name agency { name } pledges(first: 10) { edges { node { id firstMonth months
      reservation { state months } invoice { number amount state months { month amount dueOn } }
      worker { name protections { month state receipt } coverage { month receipt } } } } } } } }`,
  },
};

export async function benchReads({ cities = [1, 50, 514], workers = 1_000_000, rounds = 80 } = {}) {
  printMachine('npm run bench:reads');
  const sizes = cities.map((many) => ({ many, workers }));
  // The strictest: one city alone, no larger than each of the most.
  sizes.unshift({ many: 1, workers: Math.floor(workers / Math.max(...cities)) });
  const houses = [];
  try {
    // two at a time: writing is most of the bench, and one core each
    for (let at = 0; at < sizes.length; at += 2) {
      houses.push(...(await Promise.all(sizes.slice(at, at + 2).map(build))));
    }
    for (const house of houses) for (const name of Object.keys(QUERIES)) await shows(house, name);
    for (let round = -WARM_ROUNDS; round < rounds; round++) {
      for (const name of Object.keys(QUERIES)) {
        for (const house of round % 2 ? houses : houses.toReversed()) await measure(house, name, round);
      }
    }
    report(houses);
  } finally {
    await Promise.all(houses.map(({ process: it }) => tell(it, 'stop').catch(() => it.child.kill())));
  }
}

async function build({ many, workers }) {
  const began = performance.now();
  const program = join(import.meta.dirname, 'reads/house.mjs');
  const house = await start(`${many} cities`, process.execPath, [program, String(many), String(workers)]);
  const { size, askers } = await tell(house, 'load');
  const minutes = ((performance.now() - began) / 60_000).toFixed(1);
  console.error(`${many} cities, ${workers} workers: ${size}, written in ${minutes} min`);
  const requests = Object.fromEntries(
    Object.entries(QUERIES).map(([name, { asker, query }]) => [
      name,
      askers.map((tokens) =>
        requestBytes({ query }, { host: '127.0.0.1', authorization: `Bearer ${tokens[asker]}` }),
      ),
    ]),
  );
  return {
    many,
    workers,
    process: house,
    port: house.ready.ready,
    requests,
    latencies: { dashboard: [], donorsPage: [] },
  };
}

async function tell({ child }, name) {
  child.send(name);
  for (;;) {
    const [message] = await once(child, 'message');
    if (message.done !== name) continue;
    if (message.error) throw new Error(message.error);
    return message;
  }
}

/** An answer that shows nothing would be quick to give: each must be whole. */
async function shows({ port, requests, many }, name) {
  const text = await ask(port, requests[name][0]);
  if (text.includes('"errors"') || !text.includes(QUERIES[name].shows)) {
    throw new Error(`The ${name} of ${many} cities: ${text.slice(0, 500)}`);
  }
}

async function measure(house, query, round) {
  const all = house.requests[query];
  const from = (round + WARM_ROUNDS) * TURN;
  const { latencies } = await load({
    port: house.port,
    connections: CONNECTIONS,
    next: (at) => all[(from + at) % all.length],
    until: (begun) => begun < TURN,
  });
  if (round >= 0) house.latencies[query].push(...latencies);
}

function report(houses) {
  for (const { latencies } of houses) for (const all of Object.values(latencies)) all.sort((a, b) => a - b);
  const rows = [];
  for (const query of Object.keys(QUERIES)) {
    const of = ({ latencies }, part) => percentile(latencies[query], part);
    const first =
      houses.find(({ many, workers }) => many === 1 && workers === houses.at(-1).workers) ?? houses[0];
    for (const house of houses) {
      const ratio = (part, to) => (of(house, part) / of(to, part)).toFixed(2);
      rows.push([
        query,
        house.many,
        house.workers,
        short(of(house, 0.5)),
        short(of(house, 0.99)),
        ratio(0.5, first),
        ratio(0.99, first),
        ratio(0.5, houses[0]),
        ratio(0.99, houses[0]),
      ]);
    }
  }
  printTable(
    ['page', 'cities', 'workers', 'p50 ms', 'p99 ms', 'to 1 city', 'p99', 'to 1 small city', 'p99'],
    rows,
  );
  console.log(
    `Of ${Object.values(houses[0].latencies)[0].length} requests to each; the bar is ${BAR} to 1 city.`,
  );
}
