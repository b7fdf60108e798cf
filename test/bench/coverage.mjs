// How long an officer waits for `coverageCheck` while a million workers are stored, beside the bare statement by the same
// driver on the same Postgres. Row security is on for both; the answer of ours is also written down in the trail.
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BUSY_GATEWAY, startHouse } from '@lindungi/cli';
import { Client } from 'pg';
import { load, requestBytes } from './load/client.mjs';
import { printMachine } from './report/machine.mjs';
import { percentile, short } from './report/numbers.mjs';

const CITY = '3374';
const MONTHS = ['2026-09', '2026-10', '2026-11'];
const CLIENTS = 4;
/** Of a person in a minute; who asks about more is asked to wait. */
const PER_PERSON = 50;

const QUERIES = {
  check: `query($id: ID!) { coverageCheck(workerId: $id, at: "2026-11-22") { covered receipt reasons { code }
    months { month covered inRow } jkm { amount } accidentDeath { amount } } }`,
  checkWithInvoices: `query($id: ID!) { coverageCheck(workerId: $id, at: "2026-12-22", months: 6) { covered
    months { month covered contribution { number state dueOn } } } }`,
};

export async function benchCoverage({ workers = 1_000_000, requests = 2_000 } = {}) {
  printMachine('npm run bench:coverage');
  const home = mkdtempSync(join(tmpdir(), 'lindungi-bench-coverage-'));
  chmodSync(home, 0o711);
  const house = await startHouse({
    home,
    port: 0,
    postgresPort: 0,
    today: '2026-11-22',
    environment: { gateway: BUSY_GATEWAY },
  });
  const admin = await connected(house.adminUrls.benefits);
  const bare = await connected(house.env.benefits.LINDUNGI_RUNTIME_URL);
  try {
    await fill(house, workers);
    const inCity = Math.floor(workers / 10);
    const rows = [];
    rows.push(['bare statement', await statements(bare, inCity, requests)]);
    for (const [at, [name, query]] of Object.entries(QUERIES).entries()) {
      const officers = await tokens(house, Math.ceil((requests * 1.25) / PER_PERSON), name);
      const asked = { query, officers, inCity, port: house.ports.gateway };
      await asking(asked, Math.ceil(requests / 4), (2 * at + 1) * requests);
      rows.push([name, await asking(asked, requests, (2 * at + 2) * requests)]);
    }
    await everyQuestionWasAnswered(admin, requests);
    const [, peer] = rows[0];
    for (const [name, of] of rows) {
      const [p50, p99] = [percentile(of, 0.5), percentile(of, 0.99)];
      const ratio = `${short(p50 / percentile(peer, 0.5))} / ${short(p99 / percentile(peer, 0.99))}`;
      console.log(
        `${name.padEnd(18)} p50 ${short(p50)} ms, p99 ${short(p99)} ms, to the bare statement ${ratio}`,
      );
    }
    console.log(
      `${workers} workers, ${workers * MONTHS.length} months, ${requests} requests, ${CLIENTS} at a time`,
    );
  } finally {
    await bare.end();
    await admin.end();
    await house.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

/** As many workers' share as one transaction writes, and as many transactions at a time. */
const SHARES = 50;
const LANES = 3;

/**
 * One tenth of the workers lives in the city that asks, the others in five hundred others. Past the front door, but
 * inside the same walls: every constraint, trigger and index stands meanwhile. A share holds whole cities, because every
 * index begins with the city: rows spread over all of them would each bring cold pages of every index in and out again.
 */
async function fill(house, workers) {
  const began = performance.now();
  const shares = Array.from({ length: SHARES }, (_, at) => at);
  const lane = async () => {
    const admin = await connected(house.adminUrls.benefits);
    await admin.query("set synchronous_commit = off; set timezone = 'UTC'");
    for (let share = shares.shift(); share !== undefined; share = shares.shift()) {
      await admin.query('begin');
      for (const rows of [COVERAGE, INVOICES, LINES]) await admin.query(rows, [CITY, workers, share]);
      await admin.query('commit');
    }
    await admin.end();
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  const admin = await connected(house.adminUrls.benefits);
  await admin.query('vacuum analyze benefits.coverage, billing.invoice, billing.invoice_line');
  await admin.query('checkpoint');
  await admin.end();
  console.error(`filled in ${short((performance.now() - began) / 1000)} s`);
}

/** The workers of a share: their numbers, and where each lives. */
const OF_SHARE = `(
  select 10 * n as n, $1::text as city
    from generate_series($3::int * ($2::int / 10) / ${SHARES}, ($3 + 1) * ($2 / 10) / ${SHARES} - 1) n
  union all
  select n, (5000 + k)::text
    from generate_series(10 * $3, 10 * $3 + 9) k, generate_series(k, $2 - 1, 500) n where n % 10 <> 0) worker`;

const COVERAGE = `
  insert into benefits.coverage (city_id, worker_id, month, pledge_id, donor_id, kecamatan, receipt, received_on)
  select city, md5('worker ' || n)::uuid, month, md5('pledge ' || n)::uuid, md5('donor ' || n % 1000)::uuid,
         '33.74.15', 'TB-' || n, '2026-08-28'
    from ${OF_SHARE}, unnest('{${MONTHS}}'::text[]) month`;

const INVOICES = `
  insert into billing.invoice (city_id, id, number, pledge_id, donor_id, worker_id, sector, fund, kecamatan, branch, amount, due_on)
  select city, md5('invoice ' || n)::uuid, 'INV-' || city || '-202612-' || lpad((n / 10)::text, 6, '0'),
         md5('next ' || n)::uuid, md5('donor ' || n % 1000)::uuid, md5('worker ' || n)::uuid, 'OTHER', 'OWN',
         '33.74.15', 'bench', 8400, '2026-12-15'
    from ${OF_SHARE}`;

const LINES = `
  insert into billing.invoice_line (city_id, invoice_id, month, amount, full_amount, relief, due_on, sources)
  select city, md5('invoice ' || n)::uuid, '2026-12', 8400, 16800, 50, '2026-12-15', '{bench}' from ${OF_SHARE}`;

async function connected(url) {
  const client = new Client({ connectionString: url });
  await client.connect();
  return client;
}

/** An answer that refuses is fast as well; the trail tells how many did not. */
async function everyQuestionWasAnswered(admin, requests) {
  const { rows } = await admin.query(
    "select count(*)::int as kept from benefits.deed where act = 'coverageCheck' and (after ->> 'covered') is not null",
  );
  const asked = Object.keys(QUERIES).length * (requests + Math.ceil(requests / 4));
  if (rows[0].kept !== asked) throw new Error(`${asked} questions were asked, and ${rows[0].kept} answered.`);
}

/** Workers of the asking city are those of every tenth number. */
const idOf = (at) =>
  createHash('md5')
    .update(`worker ${at * 10}`)
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');

/** A walk over the whole city in steps that share nothing with its size. */
const workerAt = (at, inCity) => idOf((at * 7_919) % inCity);

async function statements(bare, inCity, requests) {
  const text = `select month, receipt, received_on, kecamatan from coverage where city_id = $1 and worker_id = $2 order by month`;
  await bare.query("select set_config('app.city', $1, false)", [CITY]);
  const latencies = [];
  for (let at = 0; at < requests; at++) {
    const sent = performance.now();
    const { rows } = await bare.query({ name: 'months', text, values: [CITY, workerAt(at, inCity)] });
    latencies.push(performance.now() - sent);
    if (rows.length !== MONTHS.length)
      throw new Error(`${rows.length} months were found, and not ${MONTHS.length}.`);
  }
  return latencies.sort((a, b) => a - b);
}

function tokens(house, many, word) {
  return Promise.all(
    Array.from({ length: many }, (_, at) =>
      house.token({ city: CITY, word: `bpjs-${word}-${at}`, name: 'Petugas', roles: ['BPJS'] }),
    ),
  );
}

async function asking({ query, officers, inCity, port }, requests, shift) {
  const next = (at) =>
    requestBytes(
      { query, variables: { id: workerAt(at + shift, inCity) } },
      { host: '127.0.0.1', authorization: `Bearer ${officers[(at + shift) % officers.length]}` },
    );
  const { latencies } = await load({ port, connections: CLIENTS, next, until: (begun) => begun < requests });
  return latencies.sort((a, b) => a - b);
}
