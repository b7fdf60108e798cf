import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from 'pg';
import { type World, world } from '../support/world';
import { asBillingOf, connected, write } from './ledger-world';

let lindungi: World;
let superuser: Client;
beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  superuser = await connected(lindungi.house.adminUrls.billing);
}, 90_000);
afterAll(async () => {
  await superuser?.end();
  await lindungi?.[Symbol.asyncDispose]();
}, 30_000);

/** As whoever runs it every night. */
async function lindungiCheck(): Promise<{ code: number | null; said: string }> {
  const program = join(__dirname, '../../packages/cli/dist/main.js');
  const child = spawn(process.execPath, [program, 'check'], {
    env: { PATH: process.env.PATH, LINDUNGI_DATABASE_URL: lindungi.house.adminUrls.billing },
  });
  const [said, complained] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: child.exitCode, said: said + complained };
}

const alarms = async () =>
  (await superuser.query(`select city_id, reference from alarm where code = 'CHECK_FAILED'`)).rows;

test('the nightly check names each service and ends well, while all is true', async () => {
  const { code, said } = await lindungiCheck();
  for (const service of ['donors', 'beneficiaries', 'billing', 'benefits'])
    expect(said).toMatch(new RegExp(`^${service} +semua +0 +\\d+ kepastian, semuanya benar$`, 'm'));
  expect({ code, alarms: await alarms() }).toEqual({ code: 0, alarms: [] });
});

test('what is not true is one line and one alarm of its city, and the same alarm is not raised twice a night', async () => {
  const id = await asBillingOf(lindungi.house, (billing) =>
    write(billing, [
      ['provider:midtrans', -1_000],
      ['suspense', 1_000],
    ]),
  );
  await superuser.query('set session_replication_role = replica');
  await superuser.query('update posting set amount = 999 where transaction_id = $1 and line = 2', [id]);

  const first = await lindungiCheck();
  expect(first.code).toBe(1);
  expect(first.said).toMatch(/^billing +3374 +1 +TIDAK BENAR: every transaction has two sides or more/m);
  expect(first.said).toMatch(/^billing +semua +1 +TIDAK BENAR: all cities together add up to zero/m);
  const raised = await alarms();
  expect(raised).toContainEqual({
    city_id: '3374',
    reference: 'billing: every transaction has two sides or more, and adds up to zero',
  });
  expect(raised.filter((it) => it.reference === 'billing: all cities together add up to zero')).toHaveLength(
    2,
  );

  expect((await lindungiCheck()).said).toMatch(/^0 tugas perbaikan baru/m);
  expect(await alarms()).toHaveLength(raised.length);
});

test('without a Postgres it says so in one sentence', async () => {
  const program = join(__dirname, '../../packages/cli/dist/main.js');
  const child = spawn(process.execPath, [program, 'check'], {
    env: { PATH: process.env.PATH, LINDUNGI_HOME: join(__dirname, 'no-house-is-here') },
  });
  const [said] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect({ code: child.exitCode, said }).toEqual({
    code: 1,
    said: expect.stringMatching(/Postgres tidak berjalan/),
  });
});
