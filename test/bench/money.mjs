// Settled webhooks per second, from HTTP in to the postings, against TPC-B-like transactions on the same Postgres.
import { createHash, randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BUSY_GATEWAY, createDatabase, startHouse } from '@lindungi/cli';
import { cities } from '@lindungi/tenancy';
import { Client } from 'pg';
import { load } from './load/client.mjs';
import { tpcB } from './load/tpc-b.mjs';
import { printMachine } from './report/machine.mjs';
import { median, short } from './report/numbers.mjs';

const PER_WINDOW = 1_000;
const CLIENTS = 32;

export async function benchMoney({ rounds = 5, seconds = 4 } = {}) {
  printMachine('npm run bench:money');
  const home = mkdtempSync(join(tmpdir(), 'lindungi-bench-money-'));
  chmodSync(home, 0o711);
  const house = await startHouse({ home, port: 0, postgresPort: 0, environment: { gateway: BUSY_GATEWAY } });
  const admin = new Client({ connectionString: house.adminUrls.billing });
  await admin.connect();
  try {
    const peer = await tpcB(await createDatabase(house.adminUrls.billing, 'tpcb'), CLIENTS);
    const results = [];
    for (let round = -1; round < rounds; round++) {
      const bills = await issue(admin, PER_WINDOW);
      const ours = await settled(house, admin, bills);
      const theirs = await peer.perSecond(seconds);
      const { rate, answered } = ours;
      console.error(
        `${round < 0 ? 'warm  ' : `round ${round}`} settled ${short(rate)}/s (answered ${short(answered)}/s), TPC-B-like ${short(theirs)}/s`,
      );
      // A minute after its first rows Postgres counts them by itself, and then looks rows up instead of reading all.
      if (round < 0) await admin.query('analyze');
      else results.push({ ratio: rate / theirs, rate, theirs, answered });
    }
    await peer.close();
    const of = (key) => short(median(results.map((it) => it[key])));
    console.log(
      `settled webhooks ${of('rate')}/s, answered ${of('answered')}/s, TPC-B-like ${of('theirs')}/s, ratio ${of('ratio')} (median of ${rounds})`,
    );
  } finally {
    await admin.end();
    await house.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

let issued = 0;

/** Invoices of one month, in every city in turn, written past the front door: only paying them is measured. */
async function issue(admin, many) {
  const codes = [...cities().keys()];
  const bills = Array.from({ length: many }, (_, at) => {
    const city = codes[at % codes.length];
    return { city, id: randomUUID(), number: `INV-${city}-202611-${String(++issued).padStart(6, '0')}` };
  });
  const columns = [bills.map((it) => it.city), bills.map((it) => it.id), bills.map((it) => it.number)];
  await admin.query(
    `with it as (select * from unnest($1::text[], $2::uuid[], $3::text[]) it (city_id, id, number)),
     counted as (insert into billing.invoice_counter (city_id, last) select distinct city_id, $4::int from it
                 on conflict (city_id) do update set last = excluded.last),
     billed as (
       insert into billing.invoice (city_id, id, number, pledge_id, donor_id, worker_id, sector, fund, kecamatan, branch, amount, due_on)
       select city_id, id, number, gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'OTHER', 'OWN', 'bench', 'bench', 16800,
              current_date from it)
     insert into billing.invoice_line (city_id, invoice_id, month, amount, full_amount, relief, due_on, sources)
     select city_id, id, '2026-12', 16800, 16800, 0, current_date, '{bench}' from it`,
    [...columns, issued],
  );
  return bills;
}

/** Pays every bill; the window ends when the last of them is in the books. */
async function settled(house, admin, bills) {
  const requests = bills.map((bill) => bytesOf(house, bill));
  const port = house.ports.gateway;
  const before = await posted(admin);
  const began = performance.now();
  const { seconds } = await load({
    port,
    connections: CLIENTS,
    next: (at) => requests[at],
    until: (begun) => begun < requests.length,
  });
  // all are kept by now: what is still to be worked is looked up in an index, and costs what is measured next to nothing
  while (await waits(admin)) await pause(5);
  const ms = performance.now() - began;
  const more = (await posted(admin)) - before;
  if (more !== bills.length) throw new Error(`${bills.length} were paid, and ${more} are in the books.`);
  return { rate: (bills.length * 1_000) / ms, answered: bills.length / seconds };
}

async function waits(admin) {
  const { rows } = await admin.query(
    `select exists (select from billing.notice where city_id = any($1) and state = 'RECEIVED') as waits`,
    [[...cities().keys()]],
  );
  return rows[0].waits;
}

async function posted(admin) {
  const { rows } = await admin.query(`select count(*)::int from billing.payment where state = 'SETTLED'`);
  return rows[0].count;
}

/** One settlement as Midtrans sends and signs it. */
function bytesOf(house, { city, number }) {
  const secret = house.env.billing[cities().get(city).payment.secret];
  const body = JSON.stringify({
    transaction_id: randomUUID(),
    transaction_status: 'settlement',
    status_code: '200',
    settlement_time: '2026-11-22 10:00:05',
    fraud_status: 'accept',
    currency: 'IDR',
    order_id: number,
    gross_amount: '16800.00',
    signature_key: createHash('sha512').update(`${number}20016800.00${secret}`).digest('hex'),
  });
  const head = `POST /webhooks/midtrans/${city} HTTP/1.1\r\nhost: bench\r\ncontent-type: application/json\r\n`;
  return Buffer.from(`${head}content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
}
