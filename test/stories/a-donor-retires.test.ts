import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, inventedNip, mutate, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { officerOf, promised, refusedWith } from '../support/payroll';
import {
  type DonorInWorld,
  donorIdOf,
  type PledgeInWorld,
  pledgesOf,
  type WorkerInWorld,
} from '../support/people';
import { officeSends } from '../support/roster';
import { handoversTo, successionsSeenBy } from '../support/succession';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let admin: Visitor;
let treasurer: Visitor;
let agency: string;
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
  treasurer = await officerOf(semarang, admin, agency, TREASURER, ['TREASURER', 'DONOR']);
  await officeSends(admin, roster());
  joko = await semarang.byNip(inventedNip(JOKO), 'Pak Joko');
  wati = await semarang.byNip(inventedNip(WATI), 'Bu Wati');
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

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const roster = (jokos = '') => [
  { number: JOKO, name: 'Pak Joko', agency, status: jokos },
  { number: WATI, name: 'Bu Wati', agency },
  { number: TREASURER, agency },
];

const successionOf = async ({ id }: PledgeInWorld) =>
  (await successionsSeenBy(treasurer)).find(({ pledge }) => pledge.id === id);

interface Hers {
  id: string;
  state: string;
  monthList: string[];
  invoice: { amount: number } | null;
}
const pledgesBy = (who: DonorInWorld) =>
  pledgesOf<Hers>(who.visitor, 'id state monthList invoice { amount }');

const protectedMonths = async (worker: WorkerInWorld): Promise<string[]> =>
  (await semarang.monthsOf(worker))
    .filter(({ state }) => state === 'PROTECTED')
    .map(({ month }) => month)
    .sort();

describe('Pak Joko retires, and nobody lapses', () => {
  test('before the list is applied, the office reads what becomes of his pledges', async () => {
    const sent = await officeSends(admin, roster('pensiun'));
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
    expect(await successionsSeenBy(elsewhere)).toEqual([]);
    const successionId = (await successionOf(paid))?.id;
    const input = { successionId, colleagueId: await donorIdOf(wati.visitor), idempotencyKey: 'elsewhere' };
    expect(await refusedWith(elsewhere, 'offerSuccession', input)).toEqual(['SUCCESSION_UNKNOWN']);
    const absent = { ...input, successionId: '0198f000-0000-7000-8000-000000000000' };
    expect(await refusedWith(elsewhere, 'offerSuccession', absent)).toEqual(['SUCCESSION_UNKNOWN']);
  });

  test('Bu Wati is asked, learns neither whose nor for whom, and owes nothing before her yes', async () => {
    for (const pledge of [paid, unpaid]) {
      const successionId = (await successionOf(pledge))?.id;
      const input = {
        successionId,
        colleagueId: await donorIdOf(wati.visitor),
        idempotencyKey: `ask-${pledge.id}`,
      };
      await mutate(treasurer, 'offerSuccession', input, 'succession { id asked }');
    }
    expect(await handoversTo(wati.visitor)).toMatchObject([
      { state: 'ASKED', openMonths: ['2026-12', '2027-01', '2027-02', '2027-03', '2027-04', '2027-05'] },
      { state: 'ASKED', openMonths: [], followsFrom: '2027-03' },
    ]);
    expect(await pledgesBy(wati)).toEqual([]);
    expect(await handoversTo(joko.visitor)).toEqual([]);
  });

  test('nobody else can say yes in her place', async () => {
    const [asked] = await handoversTo(wati.visitor);
    const input = { handoverId: asked?.id, accept: true, idempotencyKey: 'stranger' };
    expect(await refusedWith(treasurer, 'answerHandover', input)).toEqual(['HANDOVER_UNKNOWN']);
    expect(await refusedWith(joko.visitor, 'answerHandover', input)).toEqual(['HANDOVER_UNKNOWN']);
  });

  test('her yes makes the unpaid months hers, with an invoice of her own', async () => {
    const [rest] = await handoversTo(wati.visitor);
    const input = { handoverId: rest?.id, accept: true, idempotencyKey: 'yes-rest' };
    await mutate(wati.visitor, 'answerHandover', input, 'handover { state }');
    const [hers] = await eventually(
      () => pledgesBy(wati),
      ([it]) => it?.invoice != null && it.state !== 'OFFERED',
    );
    expect(hers).toMatchObject({ state: 'RESERVED', monthList: rest?.openMonths });
    expect(await pledgesBy(joko)).toMatchObject([{ state: 'ENDED' }, { state: 'ACTIVE' }]);
    expect((await successionOf(unpaid))?.outcome).toBe('TAKEN');
  });

  test('her pledge follows his that is paid, in the month after it', async () => {
    const [, follow] = await handoversTo(wati.visitor);
    const input = { handoverId: follow?.id, accept: true, months: 3, idempotencyKey: 'yes-follow' };
    await mutate(wati.visitor, 'answerHandover', input, 'handover { state }');
    const [hers] = await eventually(
      () => pledgesBy(wati),
      ([it]) => it?.invoice != null,
    );
    expect(hers?.monthList).toEqual(['2027-03', '2027-04', '2027-05']);
    expect((await successionOf(paid))?.outcome).toBe('TAKEN');
  });

  test('both workers are protected from December to May without a gap', async () => {
    for (const { id } of await pledgesBy(wati)) {
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
  let said = 0;
  const about = ({ id }: PledgeInWorld, more = {}) => ({
    ...{ pledgeId: id, idempotencyKey: `life-${++said}`, ...more },
  });
  const says = <Payload>(mutation: string, input: Record<string, unknown>, fields: string) =>
    mutate<Payload>(wati.visitor, mutation, input, fields);
  const ENDS = 'protectedUntil paidThrough pledge { state }';

  test('paused, it answers until when the worker is protected all the same, and goes on when asked', async () => {
    const pledge = await promised(wati, await semarang.worker('Pak Rusdi'));
    const answer = await says('pausePledge', about(pledge), ENDS);
    expect(answer).toMatchObject({ protectedUntil: null, paidThrough: null, pledge: { state: 'PAUSED' } });
    const january = { firstMonth: '2027-01' };
    const resumed = await says<{ pledge: PledgeInWorld & { monthList: string[] } }>(
      'resumePledge',
      about(pledge, january),
      'pledge { id monthList }',
    );
    expect(resumed.pledge.monthList).toEqual(['2027-01', '2027-02', '2027-03']);
    expect((await wati.invoiceFor(resumed.pledge)).state).toBe('ISSUED');
    expect(await refusedWith(wati.visitor, 'resumePledge', about(pledge, january))).toEqual([
      'PLEDGE_NOT_PAUSED',
    ]);
  });

  test('stopped, what is paid goes on until its end', async () => {
    const [follow] = (await pledgesBy(wati)).filter(({ state }) => state === 'ACTIVE');
    expect(await says('stopPledge', about(follow!), ENDS)).toMatchObject({
      protectedUntil: '2027-05-31',
      paidThrough: '2027-05',
      pledge: { state: 'ACTIVE' },
    });
  });

  test('a colleague is asked by NIP, and whether the roster knows it is not told', async () => {
    const pledge = await promised(wati, await semarang.worker('Pak Slamet'));
    const asks = (number: number) =>
      says('transferPledge', about(pledge, { nip: inventedNip(number) }), 'handover { state }');
    const known = await asks(TREASURER);
    expect(await asks(999)).toEqual(known);
    const herself = about(pledge, { nip: inventedNip(WATI) });
    expect(await refusedWith(wati.visitor, 'transferPledge', herself)).toEqual(['HANDOVER_TO_ONESELF']);
    expect(await lindungi.broken()).toEqual([]);
  });
});
