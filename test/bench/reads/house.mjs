// One house of its own, in a process of its own: so many cities, so many workers in all. It is told what to do by messages.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { writeCities } from './cities.mjs';

const TODAY = '2026-11-22';
/** People who ask, spread over the cities. */
const ASKERS = 200;

const [many, workers] = process.argv.slice(2).map(Number);
const home = mkdtempSync(join(tmpdir(), 'lindungi-bench-reads-'));
chmodSync(home, 0o711);
process.env.BENCH_CITIES = join(home, 'cities');
const codes = writeCities(process.env.BENCH_CITIES, many);

const hook = join(import.meta.dirname, 'only-these-cities.cjs');
createRequire(import.meta.url)(hook);
// After the hook: whoever reads the cities first decides which they are.
const { BUSY_GATEWAY, SERVICES, startHouse } = await import('@lindungi/cli');
const { passKey, personId } = await import('@lindungi/tenancy');
const { Client } = (await import('pg')).default;
const { donorsAmong, writeCity } = await import('./rows.mjs');

const seen = { BENCH_CITIES: process.env.BENCH_CITIES };
const house = await startHouse({
  home: join(home, 'house'),
  port: 0,
  postgresPort: 0,
  today: TODAY,
  environment: {
    ...Object.fromEntries(SERVICES.map((name) => [name, { NODE_OPTIONS: `--require ${hook}`, ...seen }])),
    gateway: { ...BUSY_GATEWAY, NODE_OPTIONS: `--require ${hook}`, ...seen },
  },
});

const personKey = passKey(house.env.gateway.LINDUNGI_PERSON_KEY);
const each = Math.floor(workers / many);
const word = (number) => `donatur-${number}`;

async function load() {
  const db = new Client({ connectionString: house.adminUrls.donors });
  await db.connect();
  for (const code of codes) {
    const ids = Array.from({ length: donorsAmong(each) }, (_, n) =>
      personId(personKey, code, `sub:${word(n)}`),
    );
    await writeCity(db, code, each, ids);
  }
  await db.query('vacuum analyze');
  const { rows } = await db.query(`select pg_size_pretty(pg_database_size(current_database())) as size`);
  await db.end();
  return rows[0].size;
}

/** Tokens of a mayor and of a donor, of one city after another. */
async function askers() {
  const made = Array.from({ length: ASKERS }, async (_, at) => {
    const city = codes[Math.floor((at * codes.length) / ASKERS)];
    const number = at % donorsAmong(each);
    return {
      mayor: await house.token({ city, word: `walikota-${at}`, name: 'Wali Kota', roles: ['MAYOR'] }),
      donor: await house.token({ city, word: word(number), name: 'Donatur', roles: ['DONOR'] }),
    };
  });
  return Promise.all(made);
}

const commands = {
  load: async () => ({ size: await load(), askers: await askers(), url: house.adminUrls.donors }),
  stop: async () => {
    await house.stop();
    rmSync(home, { recursive: true, force: true });
  },
};
process.on('message', async (name) => {
  const told = await commands[name]().catch((error) => ({ error: String(error.stack) }));
  process.send({ done: name, ...told }, () => name === 'stop' && process.disconnect());
});
process.send({ ready: house.ports.gateway });
