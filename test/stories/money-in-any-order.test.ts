import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually, mutate } from '@lindungi/cli';
import fc from 'fast-check';
import { Client } from 'pg';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld } from '../support/people';
import { type World, world } from '../support/world';
import { Bill, type Books } from './money-in-any-order/bill';
import {
  burst,
  correction,
  type Model,
  nextPledge,
  remittance,
  withdrawal,
} from './money-in-any-order/commands';

// `RUNS=1000` for a long one; `SEED=` plays a run again.
const runs = Number(process.env.RUNS ?? 60);
const seed = Number(process.env.SEED ?? Date.now() % 1_000_000);

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;
let donors = 0;
let books: Books;
let client: Client;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  sari = await semarang.donor('Bu Sari');
  client = new Client({ connectionString: lindungi.house.adminUrls.billing });
  await client.connect();
  books = {
    ask: async (text, values) => (await client.query(text, values)).rows,
    treasurer: await semarang.as('bendahara'),
    admin: await semarang.as('admin'),
  };
}, 90_000);
afterAll(async () => {
  await client?.end();
  await lindungi?.[Symbol.asyncDispose]();
}, 30_000);

test(
  `pay, refund, deny, cancel, expire, correct, remit, withdraw, pledge again, in any order and at once: the books say what the model says (SEED=${seed})`,
  async () => {
    const anything = fc.commands(
      [burst, burst, burst, correction, remittance, withdrawal, nextPledge, nextPledge],
      {
        maxCommands: 7,
      },
    );
    const property = fc.asyncProperty(anything, async (commands) => {
      const setup = async () => ({
        model: { payments: new Map(), withdrawn: false, pledgedAgain: false } as Model,
        // somebody of their own, so that what another run left over pays nothing of this one
        real: await Bill.issued(lindungi, semarang, await semarang.donor(`Bu Acak ${donors++}`), books),
      });
      await fc.asyncModelRun(setup, commands);
    });
    await fc.assert(property, { numRuns: runs, seed, endOnFailure: true });
    await eventually(
      () => lindungi.broken(),
      (broken) => broken.length === 0,
      60_000,
    );
  },
  runs * 10_000 + 120_000,
);

test('64 clients pay one invoice at once: none of their money is lost, and none is counted twice', async () => {
  const worker = await semarang.worker('Pak Panas');
  const pledge = await sari.offers({ worker, firstMonth: '2026-12', months: 12 });
  const invoice = await sari.invoiceFor(pledge);
  const payments = Array.from({ length: 64 }, () => lindungi.provider.notification(invoice.number, 1_000));
  await Promise.all(
    payments.map(async (it) => {
      expect(await lindungi.provider.say('3374', it)).toBe(200);
      expect(await lindungi.provider.say('3374', it)).toBe(200);
    }),
  );
  const received = async () => {
    const [row] = await books.ask<{ received: number; posted: number }>(
      `select received::int, (select coalesce(sum(amount), 0)::int from billing.posting
                where account = 'held:' || invoice.id) as posted
         from billing.invoice where id = $1`,
      [invoice.id],
    );
    return row;
  };
  await eventually(received, (it) => it?.received === 64_000);
  expect(await received()).toEqual({ received: 64_000, posted: 64_000 });
});

test('a key that was used is answered the same, to 16 who ask at once', async () => {
  const worker = await semarang.worker('Pak Kunci');
  const pledge = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
  const invoice = await sari.invoiceFor(pledge);
  await sari.pays(invoice);
  await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
  const branches = semarang.city.branches.map(({ code }) => code);
  const lists = await Promise.all(
    Array.from({ length: 16 }, () =>
      Promise.allSettled(
        branches.map((branch) =>
          mutate<{ remittance: { id: string } }>(
            books.treasurer,
            'prepareRemittance',
            { branch, through: '2026-12', idempotencyKey: 'at-once' },
            'remittance { id }',
          ),
        ),
      ),
    ),
  );
  const ids = lists.flat().flatMap((it) => (it.status === 'fulfilled' ? [it.value.remittance.id] : []));
  expect(new Set(ids).size).toBe(1);
});
