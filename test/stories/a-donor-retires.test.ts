import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  ask,
  donorBy,
  eventually,
  inventedNip,
  mutate,
  sendRoster,
  silent,
  type Visitor,
} from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { officerOf, refusedWith } from '../support/payroll';
import { DonorInWorld, type PledgeInWorld, type WorkerInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let admin: Visitor;
let treasurer: Visitor;
let agency: string;
let folder: string;
let joko: DonorInWorld;
let wati: DonorInWorld;
let budi: WorkerInWorld;
let tini: WorkerInWorld;
let paid: PledgeInWorld;
let unpaid: PledgeInWorld;

const [JOKO, WATI, TREASURER] = [41, 42, 43];

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  admin = await semarang.as('admin');
  agency = semarang.city.agencies[0]?.code ?? '';
  folder = mkdtempSync(join(tmpdir(), 'lindungi-retires-'));
  treasurer = await officerOf(semarang, admin, agency, TREASURER, ['TREASURER', 'DONOR']);
  await sends([line(JOKO, 'Pak Joko'), line(WATI, 'Bu Wati'), line(TREASURER, 'Pegawai 43')]);
  joko = await donor(JOKO, 'Pak Joko');
  wati = await donor(WATI, 'Bu Wati');
  budi = await semarang.worker('Pak Budi');
  tini = await semarang.worker('Bu Tini');
  paid = await joko.offers({ worker: budi, firstMonth: '2026-12', months: 3 });
  await joko.pays(await joko.invoiceFor(paid));
  await joko.invoiceFor(paid, (it) => it.state === 'PAID');
  expect(await semarang.bpjsReceipts('2027-02')).toBe(3);
  await semarang.becomesCovered(budi, '2026-12-20');
  unpaid = await joko.offers({ worker: tini, firstMonth: '2026-12', months: 6 });
  await joko.invoiceFor(unpaid);
}, 120_000);

afterAll(async () => {
  await lindungi?.[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
}, 30_000);

const line = (number: number, name: string, status = '') =>
  [inventedNip(number), name, 'Pelaksana', agency, status].join(';');

async function sends(lines: string[]) {
  const file = join(folder, `roster-${Math.random()}.csv`);
  writeFileSync(file, `nip;nama;jabatan;opd;status\n${lines.join('\n')}\n`);
  return sendRoster(admin, { file, complete: true, sample: true, dryRun: false }, silent);
}

async function donor(number: number, name: string): Promise<DonorInWorld> {
  const token = await lindungi.house.token(donorBy(semarang.word, inventedNip(number)));
  return new DonorInWorld(name, { url: lindungi.house.urls.gateway, token }, semarang);
}

interface Succession {
  id: string;
  state: string;
  outcome: string | null;
  why: string;
  asked: string | null;
  openMonths: string[];
  paidThrough: string | null;
  decideBy: string;
  pledge: { id: string; state: string };
}

async function successions(who: Visitor): Promise<Succession[]> {
  const query = `{ pledgeSuccessions { edges { node { id state outcome why asked openMonths paidThrough decideBy
    pledge { id state } } } } }`;
  const { pledgeSuccessions } = await ask<{ pledgeSuccessions: { edges: { node: Succession }[] } }>(
    who,
    query,
  );
  return pledgeSuccessions.edges.map(({ node }) => node);
}

const successionOf = async ({ id }: PledgeInWorld) =>
  (await successions(treasurer)).find(({ pledge }) => pledge.id === id);

interface Handover {
  id: string;
  state: string;
  openMonths: string[];
  followsFrom: string | null;
}

async function handovers(who: DonorInWorld): Promise<Handover[]> {
  const query = '{ pledgeHandovers { edges { node { id state openMonths followsFrom } } } }';
  const { pledgeHandovers } = await ask<{ pledgeHandovers: { edges: { node: Handover }[] } }>(
    who.visitor,
    query,
  );
  return pledgeHandovers.edges.map(({ node }) => node);
}

const idOf = async (who: DonorInWorld) =>
  (await ask<{ me: { donor: { id: string } } }>(who.visitor, '{ me { donor { id } } }')).me.donor.id;

async function pledgesOf(who: DonorInWorld) {
  type Seen = { id: string; state: string; monthList: string[]; invoice: { amount: number } | null };
  const query = '{ me { donor { pledges { edges { node { id state monthList invoice { amount } } } } } } }';
  const { me } = await ask<{ me: { donor: { pledges: { edges: { node: Seen }[] } } } }>(who.visitor, query);
  return me.donor.pledges.edges.map(({ node }) => node);
}

async function protectedMonths(worker: WorkerInWorld): Promise<string[]> {
  const query = 'query($id: ID!) { worker(id: $id) { protections { month state } } }';
  type Found = { worker: { protections: { month: string; state: string }[] } };
  const { protections } = (await ask<Found>(admin, query, { id: worker.id })).worker;
  return protections
    .filter(({ state }) => state === 'PROTECTED')
    .map(({ month }) => month)
    .sort();
}

describe('Pak Joko retires, and nobody lapses', () => {
  test('before the list is applied, the office reads what becomes of his pledges', async () => {
    const sent = await sends([
      line(JOKO, 'Pak Joko', 'pensiun'),
      line(WATI, 'Bu Wati'),
      line(TREASURER, 'Pegawai 43'),
    ]);
    expect(sent).toMatchObject({ state: 'APPLIED', plan: { leavers: 1, pledges: 2, unchanged: 2 } });
  });

  test("his agency's treasurer finds both pledges, and by when somebody should have said yes", async () => {
    const [first, second] = [await successionOf(paid), await successionOf(unpaid)];
    expect(first).toMatchObject({
      ...{
        state: 'OPEN',
        why: 'RETIRED',
        asked: null,
        openMonths: [],
        paidThrough: '2027-02',
        decideBy: '2027-03-15',
      },
      pledge: { state: 'ACTIVE' },
    });
    expect(second).toMatchObject({
      ...{ state: 'OPEN', paidThrough: null, decideBy: '2026-12-15', pledge: { state: 'RESERVED' } },
      openMonths: ['2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05'],
    });
  });

  test('another agency finds none of it, and may hand none of it on', async () => {
    const elsewhere = await officerOf(semarang, admin, semarang.city.agencies[1]?.code ?? '', 44, [
      'TREASURER',
    ]);
    expect(await successions(elsewhere)).toEqual([]);
    const successionId = (await successionOf(paid))?.id;
    const input = { successionId, colleagueId: await idOf(wati), idempotencyKey: 'elsewhere' };
    expect(await refusedWith(elsewhere, 'offerSuccession', input)).toEqual(['SUCCESSION_UNKNOWN']);
    const absent = { ...input, successionId: '0198f000-0000-7000-8000-000000000000' };
    expect(await refusedWith(elsewhere, 'offerSuccession', absent)).toEqual(['SUCCESSION_UNKNOWN']);
  });

  test('Bu Wati is asked, learns neither whose nor for whom, and owes nothing before her yes', async () => {
    for (const pledge of [paid, unpaid]) {
      const successionId = (await successionOf(pledge))?.id;
      const input = { successionId, colleagueId: await idOf(wati), idempotencyKey: `ask-${pledge.id}` };
      await mutate(treasurer, 'offerSuccession', input, 'succession { id asked }');
    }
    expect(await handovers(wati)).toMatchObject([
      { state: 'ASKED', openMonths: ['2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05'] },
      { state: 'ASKED', openMonths: [], followsFrom: '2027-03' },
    ]);
    expect(await pledgesOf(wati)).toEqual([]);
    expect(await handovers(joko)).toEqual([]);
  });

  test('nobody else can say yes in her place', async () => {
    const [asked] = await handovers(wati);
    const input = { handoverId: asked?.id, accept: true, idempotencyKey: 'stranger' };
    expect(await refusedWith(treasurer, 'answerHandover', input)).toEqual(['HANDOVER_UNKNOWN']);
    expect(await refusedWith(joko.visitor, 'answerHandover', input)).toEqual(['HANDOVER_UNKNOWN']);
  });

  test('her yes makes the unpaid months hers, with an invoice of her own', async () => {
    const [rest] = await handovers(wati);
    const input = { handoverId: rest?.id, accept: true, idempotencyKey: 'yes-rest' };
    await mutate(wati.visitor, 'answerHandover', input, 'handover { state }');
    const [hers] = await eventually(
      () => pledgesOf(wati),
      ([it]) => it?.invoice != null && it.state !== 'OFFERED',
    );
    expect(hers).toMatchObject({ state: 'RESERVED', monthList: rest?.openMonths });
    expect(await pledgesOf(joko)).toMatchObject([{ state: 'ENDED' }, { state: 'ACTIVE' }]);
    expect((await successionOf(unpaid))?.outcome).toBe('TAKEN');
  });

  test('her pledge follows his that is paid, in the month after it', async () => {
    const [, follow] = await handovers(wati);
    const input = { handoverId: follow?.id, accept: true, months: 3, idempotencyKey: 'yes-follow' };
    await mutate(wati.visitor, 'answerHandover', input, 'handover { state }');
    const [hers] = await eventually(
      () => pledgesOf(wati),
      ([it]) => it?.invoice != null,
    );
    expect(hers?.monthList).toEqual(['2027-03', '2027-04', '2027-05']);
    expect((await successionOf(paid))?.outcome).toBe('TAKEN');
  });

  test('both workers are protected from December to May without a gap', async () => {
    for (const { id } of await pledgesOf(wati)) {
      await wati.pays(await wati.invoiceFor({ id }));
      await wati.invoiceFor({ id }, (it) => it.state === 'PAID');
    }
    await semarang.bpjsReceipts('2027-05');
    const unbroken = ['2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05'];
    for (const worker of [budi, tini]) {
      expect(
        await eventually(
          () => protectedMonths(worker),
          (it) => it.length === 6,
        ),
      ).toEqual(unbroken);
    }
    expect(await lindungi.broken()).toEqual([]);
  });

  test('the city reads how far it reaches, each share with both its numbers', async () => {
    const query = `{ city { reach { workersOfAsn { numerator denominator source } activeOfRegistered { numerator denominator } } } }`;
    const { city } = await ask<{ city: { reach: object } }>(semarang.public, query);
    expect(city.reach).toMatchObject({
      workersOfAsn: {
        numerator: 2,
        denominator: 16_000,
        source: expect.stringContaining('not an official count'),
      },
      activeOfRegistered: { numerator: 0, denominator: 2 }, // covered from December on, and it is November
    });
  });
});

describe('the life of a pledge', () => {
  const say = (pledge: PledgeInWorld, name: string, more = {}) => ({
    ...{ pledgeId: pledge.id, idempotencyKey: `${name}-${pledge.id}`, ...more },
  });

  test('paused, it answers until when the worker is protected all the same, and goes on when asked', async () => {
    const worker = await semarang.worker('Pak Rusdi');
    const pledge = await wati.offers({ worker, firstMonth: '2026-12', months: 3 });
    await wati.invoiceFor(pledge);
    const answer = await mutate<{ protectedUntil: string | null; paidThrough: string | null }>(
      wati.visitor,
      'pausePledge',
      say(pledge, 'pause'),
      'protectedUntil paidThrough pledge { state }',
    );
    expect(answer).toMatchObject({ protectedUntil: null, paidThrough: null, pledge: { state: 'PAUSED' } });
    const resumed = await mutate<{ pledge: PledgeInWorld & { monthList: string[] } }>(
      wati.visitor,
      'resumePledge',
      say(pledge, 'resume', { firstMonth: '2027-01' }),
      'pledge { id monthList }',
    );
    expect(resumed.pledge.monthList).toEqual(['2027-01', '2027-02', '2027-03']);
    expect((await wati.invoiceFor(resumed.pledge)).state).toBe('ISSUED');
    expect(
      await refusedWith(wati.visitor, 'resumePledge', say(pledge, 'again', { firstMonth: '2027-01' })),
    ).toEqual(['PLEDGE_NOT_PAUSED']);
  });

  test('stopped, what is paid goes on until its end', async () => {
    const [follow] = (await pledgesOf(wati)).filter(({ state }) => state === 'ACTIVE');
    const answer = await mutate(
      wati.visitor,
      'stopPledge',
      say(follow!, 'stop'),
      'protectedUntil paidThrough pledge { state }',
    );
    expect(answer).toMatchObject({
      protectedUntil: '2027-05-31',
      paidThrough: '2027-05',
      pledge: { state: 'ACTIVE' },
    });
  });

  test('a colleague is asked by NIP, and whether the roster knows it is not told', async () => {
    const worker = await semarang.worker('Pak Slamet');
    const pledge = await wati.offers({ worker, firstMonth: '2026-12', months: 3 });
    await wati.invoiceFor(pledge);
    const known = await mutate(
      wati.visitor,
      'transferPledge',
      say(pledge, 'a', { nip: inventedNip(TREASURER) }),
      'handover { state }',
    );
    const unknown = await mutate(
      wati.visitor,
      'transferPledge',
      say(pledge, 'b', { nip: inventedNip(999) }),
      'handover { state }',
    );
    expect(unknown).toEqual(known);
    expect(
      await refusedWith(wati.visitor, 'transferPledge', say(pledge, 'c', { nip: inventedNip(WATI) })),
    ).toEqual(['HANDOVER_TO_ONESELF']);
    expect(await lindungi.broken()).toEqual([]);
  });
});
