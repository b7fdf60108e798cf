// How long an officer waits for `coverageCheck` while a million workers are stored, beside the bare statement by the same
// driver on the same Postgres. Row security is on for both; the answer of ours is also written down in the trail.
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHouse } from '@lindungi/cli';
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
  const house = await startHouse({ home, port: 0, postgresPort: 0, today: '2026-11-22' });
  const admin = new Client({ connectionString: house.adminUrls.benefits });
  await admin.connect();
  const bare = new Client({ connectionString: house.env.benefits.LINDUNGI_RUNTIME_URL });
  await bare.connect();
  try {
    await fill(admin, workers);
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

/** One tenth of the workers lives in the city that asks, the others in five hundred others. Past the front door, but inside the same walls. */
async function fill(admin, workers) {
  const began = performance.now();
  await admin.query(
    "set session_replication_role = replica; set synchronous_commit = off; set timezone = 'UTC'",
  );
  await admin.query(
    `insert into benefits.coverage (city_id, worker_id, month, pledge_id, donor_id, kecamatan, receipt, received_on)
     select case when n % 10 = 0 then $1 else (5000 + n % 500)::text end, md5('worker ' || n)::uuid, month,
            md5('pledge ' || n)::uuid, md5('donor ' || n % 1000)::uuid, '33.74.15', 'TB-' || n, '2026-08-28'
       from generate_series(0, $2::int - 1) n, unnest($3::text[]) month`,
    [CITY, workers, MONTHS],
  );
  await admin.query(
    `insert into billing.invoice (city_id, id, number, pledge_id, donor_id, worker_id, sector, fund, kecamatan, branch, amount, due_on)
     select it.city, md5('invoice ' || n)::uuid, 'INV-' || it.city || '-202612-' || lpad((n / 10)::text, 6, '0'),
            md5('next ' || n)::uuid, md5('donor ' || n % 1000)::uuid, md5('worker ' || n)::uuid, 'OTHER', 'OWN', '33.74.15', 'bench', 8400, '2026-12-15'
       from generate_series(0, $2::int - 1) n,
            lateral (select case when n % 10 = 0 then $1 else (5000 + n % 500)::text end as city) it`,
    [CITY, workers],
  );
  await admin.query(
    `insert into billing.invoice_line (city_id, invoice_id, month, amount, full_amount, relief, due_on, sources)
     select city_id, id, '2026-12', 8400, 16800, 50, '2026-12-15', '{bench}' from billing.invoice`,
  );
  await admin.query('set session_replication_role = origin');
  await admin.query(
    'analyze benefits.coverage; analyze billing.invoice; analyze billing.invoice_line; checkpoint',
  );
  console.error(`filled in ${short((performance.now() - began) / 1000)} s`);
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
