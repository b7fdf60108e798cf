// A roster as a file: how long it takes, and how much memory donors needs for it beyond what it has idle.
import { chmodSync, createWriteStream, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { BUSY_GATEWAY, inventedNip, sendRoster, silent, startHouse } from '@lindungi/cli';
import { writeCsv, writeXlsx } from '@lindungi/subgraph';
import { cityByCode } from '@lindungi/tenancy';
import { printTable } from './report/machine.mjs';

const CITY = '3374';
const MOST_GROWTH_MB = 64;
const SETTLE_MS = 5_000;
const WRITERS = { csv: writeCsv, xlsx: writeXlsx };

/** Imports files of few and of many civil servants, as CSV and as workbooks, one after the other, each kind into a house of its own. */
export async function benchRoster({ donors = 100_000 } = {}) {
  const rows = [];
  for (const kind of Object.keys(WRITERS)) {
    rows.push(...(await inHouse((house, home) => importedOf(house, home, kind, [4_000, donors]))));
  }
  printTable(
    ['civil servants', 'as', 'seconds', 'idle, MB', 'highest, MB', 'growth, MB', `bar ${MOST_GROWTH_MB}`],
    rows,
  );
}

async function inHouse(work) {
  const home = mkdtempSync(join(tmpdir(), 'lindungi-bench-roster-'));
  chmodSync(home, 0o711);
  const house = await startHouse({
    home: join(home, 'house'),
    port: 0,
    postgresPort: 0,
    today: '2026-11-22',
    environment: { gateway: BUSY_GATEWAY },
  });
  try {
    return await work(house, home);
  } finally {
    await house.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function importedOf(house, home, kind, sizes) {
  const admin = { url: house.urls.gateway, token: await house.token('semarang:admin') };
  const rows = [];
  for (const many of new Set(sizes)) {
    const file = join(home, `roster-${many}.${kind}`);
    await WRITERS[kind](rosterOf(many), createWriteStream(file));
    rows.push(await imported(admin, house.pid('donors'), { file, kind, many }));
  }
  return rows;
}

async function imported(admin, pid, { file, kind, many }) {
  await pause(SETTLE_MS);
  writeFileSync(`/proc/${pid}/clear_refs`, '5'); // the high-water mark begins anew, at what it has now
  const idle = memoryOf(pid, 'VmHWM');
  const began = performance.now();
  const sent = await sendRoster(admin, { file, complete: false, sample: true, dryRun: false }, silent);
  const seconds = (performance.now() - began) / 1_000;
  if (sent.state !== 'APPLIED')
    throw new Error(`${sent.state}: ${JSON.stringify(sent.problems?.slice(0, 3))}`);
  const highest = memoryOf(pid, 'VmHWM');
  const growth = highest - idle;
  return [
    ...[
      many.toLocaleString('en'),
      kind,
      seconds.toFixed(1),
      idle.toFixed(0),
      highest.toFixed(0),
      growth.toFixed(0),
    ],
    growth < MOST_GROWTH_MB ? 'holds' : 'FAILS',
  ];
}

function rosterOf(many) {
  const agencies = cityByCode(CITY).agencies.map(({ code }) => code);
  function* rows() {
    for (let at = 0; at < many; at++)
      yield [nipOf(at), `Pegawai ${at}`, 'Pelaksana', agencies[at % agencies.length]];
  }
  return { name: 'Pegawai', head: ['nip', 'nama', 'jabatan', 'opd'], rows: rows() };
}

/** As `inventedNip`, which knows 70,000; more are born in another month. */
const nipOf = (at) => {
  const nip = inventedNip(at % 70_000);
  return `${nip.slice(0, 4)}${String(1 + (Math.floor(at / 70_000) % 12)).padStart(2, '0')}${nip.slice(6)}`;
};

/** MB, as the kernel counts what is resident. */
const memoryOf = (pid, what) =>
  Number(new RegExp(`^${what}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) /
  1_024;
