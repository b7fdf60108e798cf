import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, mutate, post, SampleBranch } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { deedsOf } from '../support/deeds';
import type { DonorInWorld, PledgeInWorld, SeenPledge, WorkerInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  sari = await semarang.donor('Bu Sari');
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const DECEMBER = { firstMonth: '2026-12', months: 3 };
const becomes = (donor: DonorInWorld, pledge: PledgeInWorld, state: string): Promise<SeenPledge | null> =>
  eventually(
    () => donor.sees(pledge),
    (it) => it?.reservation?.state === state,
  );

interface Page {
  me: { donor: { pledges: { edges: { node: { id: string; worker: { name: string } | null } }[] } } };
}

/** The page of a donor, as a phone asks for it: each pledge with the name of its worker. */
async function pageOf(donor: DonorInWorld): Promise<Map<string, string | undefined>> {
  const query = '{ me { donor { pledges { edges { node { id worker { name } } } } } } }';
  // Not by `ask`: an answer in which one worker is absent says so among its errors, and has all the rest.
  const { data } = await post<Page>(donor.visitor, query);
  return new Map(data?.me.donor.pledges.edges.map(({ node }) => [node.id, node.worker?.name]));
}

describe('Bu Sari pays a part, takes her pledge back, and then the rest of her money arrives', () => {
  let pledge: PledgeInWorld;

  test('the months are free in between, and hers again when all is paid; her page says each', async () => {
    pledge = await sari.offers({ worker: await semarang.worker('Pak Satu'), ...DECEMBER });
    const { number, amount } = await sari.invoiceFor(pledge);
    const page = sari.watches(pledge);
    await page.next();

    await lindungi.provider.say('3374', lindungi.provider.notification(number, 20_000));
    await page.until((it) => it.pledgeChanged.what === 'PARTLY_PAID');
    await sari.withdraws(pledge);
    await page.until((it) => it.pledgeChanged.what === 'RELEASED');
    await lindungi.provider.say('3374', lindungi.provider.notification(number, amount - 20_000));
    await page.until((it) => it.pledgeChanged.what === 'RESERVED');
    await page.stop();
    expect(await becomes(sari, pledge, 'RESERVED')).toMatchObject({
      reservation: { state: 'RESERVED', reason: null },
      invoice: { state: 'PAID' },
    });
  });

  test('so BPJS gets all three on its list', async () => {
    const bpjs = await semarang.as('bpjs');
    const treasurer = await semarang.as('bendahara');
    const branch = new SampleBranch(bpjs, semarang.city.kecamatan[0]!.branch, treasurer);
    const list = await eventually(
      () => branch.list('2027-02', `all-three-${Math.random()}`).catch(() => undefined),
      (it) => it !== undefined,
    );
    expect(list?.lines.map(({ month }) => month).sort()).toEqual(['2026-12', '2027-01', '2027-02']);
  });
});

describe("a donor's page", () => {
  test('names the own workers and those paid for; one pledge taken back leaves it whole', async () => {
    const hadi = await semarang.donor('Pak Hadi');
    const kept = await hadi.offers({ worker: await semarang.worker('Pak Baik'), ...DECEMBER });
    const lost = await hadi.offers({ worker: await semarang.worker('Pak Lepas'), ...DECEMBER });
    await hadi.pays(await hadi.invoiceFor(kept));
    await hadi.invoiceFor(kept, (it) => it.state === 'PAID');
    await hadi.invoiceFor(lost);
    await hadi.withdraws(lost);
    await becomes(hadi, lost, 'RELEASED');

    const page = await eventually(
      () => pageOf(hadi),
      (it) => it.get(kept.id) !== undefined,
    );
    expect([...page]).toEqual([
      [lost.id, undefined],
      [kept.id, 'Pak Baik'],
    ]);
  });

  test('shows nobody for a mere offer, and never what another donor paid', async () => {
    const rina = await semarang.donor('Bu Rina');
    const worker = await semarang.worker('Pak Dua Donatur');
    const first = await sari.offers({ worker, ...DECEMBER });
    await sari.pays(await sari.invoiceFor(first));
    await sari.invoiceFor(first, (it) => it.state === 'PAID');

    const second = await rina.offers({ worker, firstMonth: '2027-03', months: 3 });
    await rina.invoiceFor(second);
    const query =
      'query($id: ID!) { worker(id: $id) { name protections { month paidAt receipt protectedAt } } }';
    const see = async (donor: DonorInWorld) =>
      (await ask<{ worker: Seen | null }>(donor.visitor, query, { id: worker.id })).worker;
    expect(await see(rina)).toBeNull();

    await rina.pays(await rina.invoiceFor(second));
    await rina.invoiceFor(second, (it) => it.state === 'PAID');
    const seen = await eventually(
      () => see(rina),
      (it) => it !== null,
    );
    const paid = Object.fromEntries(seen!.protections.map(({ month, paidAt }) => [month, paidAt !== null]));
    expect(paid).toMatchObject({ '2026-12': false, '2027-02': false, '2027-03': true, '2027-05': true });
  });
});

interface Seen {
  name: string;
  protections: { month: string; paidAt: string | null }[];
}

describe('a pledge nobody pays', () => {
  let pledge: PledgeInWorld;
  let person: WorkerInWorld;
  let held: PledgeInWorld;

  test('keeps its worker in every city until two weeks after it was due', async () => {
    const palangkaRaya = lindungi.city('6271-kota-palangka-raya');
    person = await semarang.worker('Pak Tiga');
    pledge = await sari.offers({ worker: person, ...DECEMBER });
    await sari.invoiceFor(pledge);
    const there = await palangkaRaya.worker('Pak Tiga', { nik: person.nik });
    const utun = await palangkaRaya.donor('Pak Utun');
    held = await utun.offers({ worker: there, ...DECEMBER });
    expect((await becomes(utun, held, 'TAKEN'))?.reservation?.reason).toBe('PROTECTED_ELSEWHERE');

    await onTheDay('2026-12-29'); // due on the 15th: the last of the fourteen days
    expect((await sari.sees(pledge))?.reservation?.state).toBe('RESERVED');
  });

  test('then lapses, once; its bill is cancelled, and the worker is free in every city', async () => {
    const page = sari.watches(pledge);
    await page.next();
    await onTheDay('2026-12-30');
    await page.until((it) => it.pledgeChanged.what === 'RELEASED');
    await page.stop();
    expect(await becomes(sari, pledge, 'RELEASED')).toMatchObject({ reservation: { reason: 'LAPSED' } });
    await sari.invoiceFor(pledge, (it) => it.state === 'CANCELLED');
    const [deed, ...more] = await deedsOf(await semarang.as('admin'), 'Pledge', pledge.id);
    expect(deed).toMatchObject({ act: 'lapseSweep', subject: null, after: { why: 'LAPSED' } });
    expect(more).toEqual([]);
    await onTheDay('2026-12-31');

    const palangkaRaya = lindungi.city('6271-kota-palangka-raya');
    const query = 'query { workers(first: 1) { edges { node { id } } } }';
    const { workers } = await ask<{ workers: { edges: { node: { id: string } }[] } }>(
      await palangkaRaya.as('admin'),
      query,
    );
    const utun = await palangkaRaya.donor('Pak Utun Lagi');
    const again = await utun.offers({ worker: workers.edges[0]!.node, ...DECEMBER });
    await becomes(utun, again, 'RESERVED');
  });
});

/** Another process of beneficiaries on the same tables, whose calendar is ahead; it ends when it has swept. */
async function onTheDay(today: string): Promise<void> {
  const { env } = lindungi.house;
  const variables = Object.entries(env.beneficiaries);
  const run = spawn(process.execPath, [join(__dirname, '../../services/beneficiaries/dist/main.js')], {
    env: { ...Object.fromEntries(variables), PATH: process.env.PATH, PORT: '0', LINDUNGI_TODAY: today },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(run, 'close');
  let swept = false;
  for await (const line of createInterface({ input: run.stderr })) {
    if (line.includes('unpaid pledges were looked through')) {
      swept = true;
      run.kill('SIGTERM');
    }
  }
  await ended;
  expect(swept).toBe(true);
}

describe('an administrator', () => {
  const release = (input: object) =>
    `mutation { releaseReservation(input: { ${Object.entries(input)
      .map(([name, value]) => `${name}: ${JSON.stringify(value)}`)
      .join(', ')} }) { reservation { state reason months } errors { code } } }`;

  test('frees the unpaid months of a pledge, says why, and may say it twice', async () => {
    const pledge = await sari.offers({ worker: await semarang.worker('Pak Empat'), ...DECEMBER });
    await sari.invoiceFor(pledge);
    const input = {
      pledgeId: pledge.id,
      reason: 'Donatur pindah tugas ke kota lain',
      idempotencyKey: 'free-4',
    };
    const admin = await semarang.as('admin');
    const freed = { state: 'RELEASED', reason: 'RELEASED_BY_CITY', months: [] };
    for (const _ of [1, 2]) {
      const { reservation } = await mutate<{ reservation: unknown }>(
        admin,
        'releaseReservation',
        input,
        'reservation { state reason months }',
      );
      expect(reservation).toEqual(freed);
    }
    await sari.invoiceFor(pledge, (it) => it.state === 'CANCELLED');
  });

  test.each([
    ['a paid pledge', 'NOTHING_UNPAID'],
    ['one that nobody knows', 'RESERVATION_NOT_FOUND'],
    ['a reason with a NIK in it', 'RELEASE_REASON_REFUSED'],
  ])('does not free %s', async (_, code) => {
    const paid = await sari.offers({ worker: await semarang.worker('Pak Lima'), ...DECEMBER });
    await sari.pays(await sari.invoiceFor(paid));
    await becomes(sari, paid, 'RESERVED');
    await sari.invoiceFor(paid, (it) => it.state === 'PAID');
    await eventually(
      () => pageOf(sari),
      (it) => it.get(paid.id) !== undefined, // beneficiaries, too, has heard of the money
    );
    const reason = code === 'RELEASE_REASON_REFUSED' ? 'NIK 9974-0101-0190-0001 salah' : 'Dobel tercatat';
    const pledgeId = code === 'RESERVATION_NOT_FOUND' ? '00000000-0000-4000-8000-000000000009' : paid.id;
    const asked = release({ pledgeId, reason, idempotencyKey: `no-${code}` });
    const { data } = await post<{ releaseReservation: unknown }>(await semarang.as('admin'), asked);
    expect(data?.releaseReservation).toEqual({ reservation: null, errors: [{ code }] });
  });

  test('is the only one who may', async () => {
    const asked = release({ pledgeId: 'x', reason: 'Karena saya mau saja', idempotencyKey: 'mine' });
    expect((await post(sari.visitor, asked)).text).toMatch(/FORBIDDEN/);
  });
});

test('and after all this, every invariant of every service holds', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
