// A roster as a file: how long it takes, and how much memory donors needs for it beyond what it has idle.
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { inventedNip, sendRoster, silent, startHouse } from '@lindungi/cli';
import { cityByCode } from '@lindungi/tenancy';
import { printTable } from './report/machine.mjs';

const CITY = '3374';
const MOST_GROWTH_MB = 64;
const SETTLE_MS = 5_000;

/** Imports files of these many civil servants, one after the other, into one house. */
export async function benchRoster({ donors = 100_000 } = {}) {
  const home = mkdtempSync(join(tmpdir(), 'lindungi-bench-roster-'));
  chmodSync(home, 0o711);
  const house = await startHouse({
    home: join(home, 'house'),
    port: 0,
    postgresPort: 0,
    today: '2026-11-22',
  });
  try {
    const admin = { url: house.urls.gateway, token: await house.token('semarang:admin') };
    const pid = pidOf('donors');
    const rows = [];
    for (const many of [...new Set([4_000, donors])]) rows.push(await imported(admin, pid, home, many));
    printTable(
      ['civil servants', 'seconds', 'idle, MB', 'highest, MB', 'growth, MB', `bar ${MOST_GROWTH_MB}`],
      rows,
    );
  } finally {
    await house.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function imported(admin, pid, home, many) {
  const file = join(home, `roster-${many}.csv`);
  writeFileSync(file, rosterOf(many));
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
  const line = (at) => [nipOf(at), `Pegawai ${at}`, 'Pelaksana', agencies[at % agencies.length]].join(';');
  return `nip;nama;jabatan;opd\n${Array.from({ length: many }, (_, at) => line(at)).join('\n')}\n`;
}

/** As `inventedNip`, which knows 70,000; more are born in another month. */
const nipOf = (at) => {
  const nip = inventedNip(at % 70_000);
  return `${nip.slice(0, 4)}${String(1 + (Math.floor(at / 70_000) % 12)).padStart(2, '0')}${nip.slice(6)}`;
};

/** The process of one service of the house that this process has started. */
function pidOf(service) {
  const ours = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isOurs(name, service));
  if (ours.length !== 1) throw new Error(`${ours.length} processes of ${service} are there.`);
  return Number(ours[0]);
}

function isOurs(pid, service) {
  try {
    const parent = Number(readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ')[1]);
    return (
      parent === process.pid && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`services/${service}/`)
    );
  } catch {
    return false; // it has ended meanwhile
  }
}

/** MB, as the kernel counts what is resident. */
const memoryOf = (pid, what) =>
  Number(new RegExp(`^${what}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) /
  1_024;
