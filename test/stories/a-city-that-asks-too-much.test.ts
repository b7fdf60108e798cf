import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { post } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { crowdAt } from '../support/crowd';
import { type World, world } from '../support/world';

/** Small, so that twenty times as much is no more than this machine can ask. */
const PUBLIC = 20;
const KNOWN = 50;
const WEBHOOKS = 10;
const TIMES = 20;

let lindungi: World;
let semarang: CityWorld;
let palangka: CityWorld;

beforeAll(async () => {
  const limits = `public ${PUBLIC}/${PUBLIC}/10, known ${KNOWN}/${KNOWN}/20, person 40/40/20, webhooks ${WEBHOOKS}/${WEBHOOKS}/4`;
  lindungi = await world({
    today: '2026-11-22',
    environment: { gateway: { LINDUNGI_LIMITS: limits, LINDUNGI_METRICS_PORT: '0' } },
  });
  semarang = lindungi.city('3374-kota-semarang');
  palangka = lindungi.city('6271-kota-palangka-raya');
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

async function refusals(): Promise<string[]> {
  const log = readFileSync(join(lindungi.house.logs, 'gateway.log'), 'utf8');
  const ready = log.split('\n').findLast((line) => line.includes('"ready"'));
  const { metricsPort } = JSON.parse(ready ?? '{}') as { metricsPort: number };
  const text = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  return [...text.matchAll(/city_refusals_total\{city="(\d+)".*budget="(\w+)"\}/g)].map(
    ([, city, budget]) => `${city} ${budget}`,
  );
}

test('Palangka Raya asks twenty times what it may, and Semarang does all it came for without one refusal', async () => {
  const { url } = palangka.public;
  const query = JSON.stringify({ query: '{ city { name movement progress { workers sponsored } } }' });
  const authorization = `Bearer ${(await palangka.as('sari')).token}`;
  const crowds = {
    visitors: crowdAt(url, TIMES * PUBLIC, () => ({
      path: '/graphql',
      headers: { host: palangka.public.host ?? '' },
      body: query,
    })),
    people: crowdAt(url, TIMES * KNOWN, () => ({
      path: '/graphql',
      headers: { authorization },
      body: query,
    })),
    callers: crowdAt(url, TIMES * WEBHOOKS, (n) => ({
      path: `/webhooks/midtrans/${palangka.city.code}`,
      headers: {},
      body: JSON.stringify({ order_id: `INV-${n}`, signature_key: 'forged' }),
    })),
  };

  const progress = semarang.watchProgress();
  await progress.next();
  const sari = await semarang.donor('Bu Sari');
  const budi = await semarang.worker('Pak Budi');
  const pledge = await sari.offers({ worker: budi, firstMonth: '2026-12', months: 3 });
  const invoice = await sari.invoiceFor(pledge);
  expect(await sari.pays(invoice)).toBe(200);
  expect((await sari.invoiceFor(pledge, (it) => it.state === 'PAID')).amount).toBe(invoice.amount);
  await progress.until((it) => it.cityProgress.progress.contributed === invoice.amount);
  await progress.stop();
  for (let n = 0; n < 20; n++) {
    const seen = await post(semarang.public, '{ city { name } }');
    expect([seen.status, seen.errors]).toEqual([200, undefined]);
    await new Promise((wait) => setTimeout(wait, 100));
  }

  const answers = await Promise.all(Object.values(crowds).map((it) => it.goesHome()));
  const [visitors, people, callers] = answers;
  for (const answered of answers) {
    const all = Object.values(answered).reduce((sum, it) => sum + it, 0);
    expect((answered[429] ?? 0) / all).toBeGreaterThan(0.5);
  }
  expect(Object.keys({ ...visitors, ...people }).sort()).toEqual(['200', '429']);
  expect(callers?.[200]).toBeUndefined(); // a forged call is not taken for being one of many
  const refused = await refusals();
  expect(refused).toEqual(expect.arrayContaining(['6271 public', '6271 person', '6271 webhooks']));
  expect(refused.filter((it) => it.startsWith('3374'))).toEqual([]);

  // Palangka Raya itself goes on, once its crowd has gone: who is told to wait waits.
  const name = await post<{ city: { name: string } }>(palangka.public, '{ city { name } }');
  expect(name.data?.city.name).toBe('Kota Palangka Raya');
}, 90_000);
