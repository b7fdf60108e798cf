import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from 'pg';
import { type World, world } from '../support/world';
import { connected } from './ledger-world';

let lindungi: World;
let superuser: Client;
beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  superuser = await connected(lindungi.house.adminUrls.donors);
  for (const city of ['3374', '6271']) {
    for (const days of [1, 89, 91, 400]) await keep(city, days);
  }
}, 90_000);
afterAll(async () => {
  await superuser?.end();
  await lindungi?.[Symbol.asyncDispose]();
}, 30_000);

/** An event and an answer of so many days ago. */
async function keep(city: string, days: number): Promise<void> {
  const values = [city, days];
  await superuser.query(
    `insert into donors.outbox (city_id, event_id, name, version, body, at)
     values ($1, gen_random_uuid(), 'donors.old', 1, '{}', now() - make_interval(days => $2))`,
    values,
  );
  await superuser.query(
    `insert into donors.idempotency (city_id, subject, mutation, key, fingerprint, at)
     values ($1, 'sari', 'old', $2::int::text, '', now() - make_interval(days => $2))`,
    values,
  );
}

const left = async () => {
  const { rows } = await superuser.query(
    `select (select count(*)::int from donors.outbox where name = 'donors.old') as events,
            (select count(*)::int from donors.idempotency where mutation = 'old') as answers`,
  );
  return rows[0];
};

async function tidied(...args: string[]): Promise<string> {
  const child = spawn(
    process.execPath,
    [join(__dirname, '../../packages/cli/dist/main.js'), 'tidy', ...args],
    {
      env: { PATH: process.env.PATH, LINDUNGI_DATABASE_URL: lindungi.house.adminUrls.donors },
    },
  );
  const [said, complained] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  expect(complained).toBe('');
  return said;
}

test('only counts when asked to; then removes what is older, in every city, and no more', async () => {
  expect(await tidied('--dry-run')).toMatch(/^donors +peristiwa +4 +0$/m);
  expect(await left()).toEqual({ events: 8, answers: 8 });

  const said = await tidied();
  expect(said).toMatch(/^donors +peristiwa +4 +4$/m);
  expect(said).toMatch(/^donors +kunci idempoten +4 +4$/m);
  expect(await left()).toEqual({ events: 4, answers: 4 });

  expect(await tidied('--days=30')).toMatch(/^donors +peristiwa +2 +2$/m);
  expect(await left()).toEqual({ events: 2, answers: 2 });
});
