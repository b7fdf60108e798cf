// A 12-month bill for an agency of 4,000 donors: how long it takes to issue, and what its deduction files cost.
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ask, BUSY_GATEWAY, mutate, startHouse } from '@lindungi/cli';
import { Client } from 'pg';
import { printMachine } from './report/machine.mjs';
import { median, short } from './report/numbers.mjs';

const CITY = '3374';
const MONTHS = Array.from(
  { length: 12 },
  (_, at) => `${2026 + Math.floor((at + 11) / 12)}-${String(((at + 11) % 12) + 1).padStart(2, '0')}`,
);
/** Agencies of Semarang's file; each round bills another. */
const AGENCIES = ['dinas-pendidikan', 'dinas-kesehatan', 'dinas-pekerjaan-umum'];
const TODAY = '2026-11-22';

export async function benchAgencyBill({ donors = 4_000 } = {}) {
  printMachine('npm run bench:bill');
  const home = mkdtempSync(join(tmpdir(), 'lindungi-bench-bill-'));
  chmodSync(home, 0o711);
  const house = await startHouse({
    home,
    port: 0,
    postgresPort: 0,
    today: TODAY,
    environment: { gateway: BUSY_GATEWAY },
  });
  const admin = new Client({ connectionString: house.adminUrls.billing });
  await admin.connect();
  try {
    const treasurer = { url: house.urls.gateway, token: await house.token('semarang:admin') };
    const results = [];
    for (const agency of AGENCIES) {
      await enrol(admin, agency, donors);
      const result = await billed(house, admin, treasurer, agency);
      console.error(
        `${agency}: ${Object.entries(result)
          .map(([key, value]) => `${key} ${short(value)}`)
          .join(', ')}`,
      );
      results.push(result);
    }
    const of = (key) => short(median(results.map((it) => it[key])));
    console.log(
      `${donors} donors, ${donors * MONTHS.length} lines: issued in ${of('issueMs')} ms, ${of('told')} events of progress; ` +
        `CSV ${of('csvMs')} ms, ${of('csvKB')} kB, RSS +${of('csvRssMB')} MB; ` +
        `XLSX ${of('xlsxMs')} ms, ${of('xlsxKB')} kB, RSS +${of('xlsxRssMB')} MB (median of ${results.length})`,
    );
  } finally {
    await admin.end();
    await house.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

let invoices = 0;

/** Donors with a mandate and an invoice of twelve months each, written past the front door: only the bill is measured. */
async function enrol(admin, agency, many) {
  const ids = Array.from({ length: many }, () => randomUUID());
  const numbers = ids.map(() => ++invoices);
  await admin.query(
    `with it as (select * from unnest($2::uuid[], $3::int[]) it (donor, number)),
     placed as (insert into billing.placement (city_id, donor_id, agency) select $1, donor, $4 from it),
     signed as (
       insert into billing.mandate (city_id, id, number, donor_id, signed_as, nip_end, text_version, bank, cap, proof_hash, first_month)
       select $1, gen_random_uuid(), 'SK-' || $1 || '-' || lpad(number::text, 6, '0'), donor, 'Bench', '0000', 'potong-gaji-1',
              'Bank Jateng', 400000, repeat('ab', 32), $5 from it),
     billed as (
       insert into billing.invoice (city_id, id, number, pledge_id, donor_id, worker_id, sector, fund, kecamatan, branch, amount, due_on)
       select $1, donor, 'INV-' || $1 || '-202611-' || lpad(number::text, 6, '0'), gen_random_uuid(), donor, gen_random_uuid(),
              'OTHER', 'OWN', 'bench', 'bench', 16800 * $6::int, current_date from it)
     insert into billing.invoice_line (city_id, invoice_id, month, amount, full_amount, relief, due_on, sources)
     select $1, donor, month, 16800, 16800, 0, current_date, '{bench}' from it cross join unnest($7::text[]) month`,
    [CITY, ids, numbers, agency, MONTHS[0], MONTHS.length, MONTHS],
  );
}

/** Issues a bill and fetches its files, as a treasurer does. */
async function billed(house, admin, treasurer, agency) {
  const began = performance.now();
  const input = {
    agency: `${CITY}:${agency}`,
    month: MONTHS[0],
    through: MONTHS.at(-1),
    idempotencyKey: randomUUID(),
  };
  const { bill } = await mutate(treasurer, 'issueAgencyBill', input, 'bill { id lineCount }');
  const issueMs = performance.now() - began;
  const csv = await fetched(house, treasurer, bill.id, 'CSV');
  const xlsx = await fetched(house, treasurer, bill.id, 'XLSX');
  const told = await admin.query(
    `select count(*)::int from billing.outbox where name = 'billing.deduction-progressed' and body->>'billId' = $1`,
    [bill.id],
  );
  return {
    lines: bill.lineCount,
    told: told.rows[0].count,
    issueMs,
    csvMs: csv.ms,
    csvKB: csv.kB,
    csvRssMB: csv.rssMB,
    xlsxMs: xlsx.ms,
    xlsxKB: xlsx.kB,
    xlsxRssMB: xlsx.rssMB,
  };
}

/** The file by its signed address, read as it streams; and how far billing's memory rose meanwhile. */
async function fetched(house, treasurer, id, format) {
  const query =
    'query($id: ID!, $format: DeductionFileFormat!) { agencyBill(id: $id) { file(format: $format) { path } } }';
  const { agencyBill } = await ask(treasurer, query, { id, format });
  const pid = house.pid('billing');
  await pause(500);
  writeFileSync(`/proc/${pid}/clear_refs`, '5'); // the high-water mark begins anew
  const before = memoryOf(pid, 'VmRSS');
  const began = performance.now();
  const answer = await fetch(`${treasurer.url}${agencyBill.file.path}`);
  let bytes = 0;
  for await (const chunk of answer.body) bytes += chunk.length;
  const ms = performance.now() - began;
  return { ms, kB: bytes / 1024, rssMB: (memoryOf(pid, 'VmHWM') - before) / 1024 };
}

const memoryOf = (pid, name) =>
  Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]);
