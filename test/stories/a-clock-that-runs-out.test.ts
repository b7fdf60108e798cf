import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, mutate, post, type SamplePerson, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { refusedWith } from '../support/payroll';
import type { WorkerInWorld } from '../support/people';
import { storedBy } from '../support/tables';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let budi: WorkerInWorld;
let anto: WorkerInWorld;
let death: string;
let accident: string;
let keys = 0;
const key = () => `clock-${++keys}`;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  const sari = await semarang.donor('Bu Sari');
  budi = await semarang.worker('Pak Budi', { kelurahan: '33.74.15.1001' });
  anto = await semarang.worker('Pak Anto', { kelurahan: '33.74.15.1001' });
  const pledge = await sari.offers({ worker: budi, firstMonth: '2026-12', months: 3 });
  await sari.pays(await sari.invoiceFor(pledge));
  await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
  await file(
    'fileGrievance',
    sari.visitor,
    { category: 'CARD', words: 'Kartu belum saya terima.' },
    'answerBy',
  );
  lindungi = await lindungi.goesOnAt('2026-12-10');
  semarang = lindungi.city('3374-kota-semarang');
  await semarang.bpjsReceipts('2026-12');
  await semarang.becomesCovered(budi, '2026-12-10');
}, 120_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const file = <Payload>(mutation: string, who: Visitor, input: object, fields: string) =>
  mutate<Payload>(who, mutation, { ...input, idempotencyKey: key() }, fields);

const tell = (claimId: string, state: string, on: string, more: object = {}) =>
  semarang
    .as('bpjs')
    .then((bpjs) => file('tellClaimStep', bpjs, { claimId, state, on, ...more }, 'claim { state }'));

interface Late {
  edges: {
    node: {
      claim: { id: string; clock: { daysLate: number } };
      duty: string;
      dueOn: string;
      daysLate: number;
    };
  }[];
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
}

const PAGE = `query($first: Int, $after: String) { overdueClaims(first: $first, after: $after) {
  edges { node { claim { id clock { daysLate } } duty dueOn daysLate } } pageInfo { hasNextPage endCursor } } }`;

const page = async (who: Visitor, more: { first?: number; after?: string | null } = {}) =>
  (await ask<{ overdueClaims: Late }>(who, PAGE, more)).overdueClaims;

const late = async (who: Visitor) =>
  (await page(who)).edges.map(({ node: { claim, duty, dueOn, daysLate } }) => ({
    id: claim.id,
    duty,
    dueOn,
    daysLate,
  }));

/** What an officer was told and must still do: `REPORT BEFORE 2026-12-12`. */
const told = async (who: Visitor): Promise<string[]> => {
  const query = '{ dutyNotices { edges { node { duty phase dueOn message } } } }';
  const { dutyNotices } = await ask<{ dutyNotices: { edges: { node: Record<string, string> }[] } }>(
    who,
    query,
  );
  return dutyNotices.edges.map(({ node }) => `${node.duty} ${node.phase} ${node.dueOn}`).sort();
};

/** The rounds begin with the house, and take a moment. */
const becomesTold = (who: Visitor, some: string[]) =>
  expect(
    eventually(
      () => told(who),
      (it) => it.length >= some.length,
    ),
  ).resolves.toEqual(some);

describe('an accident, and a death whose papers BPJS has', () => {
  test('are in no hurry on the day they are written down', async () => {
    const camat = await semarang.camatOf('33.74.15');
    const fell = { workerId: anto.id, occurredAt: '2026-12-09T20:30:00.000Z' };
    accident = (await file<{ claim: { id: string } }>('fileAccident', camat, fell, 'claim { id }')).claim.id;
    const died = { workerId: budi.id, programme: 'JKM', occurredOn: '2026-12-10' };
    death = (await file<{ claim: { id: string } }>('fileClaim', camat, died, 'claim { id }')).claim.id;
    await tell(death, 'SUBMITTED', '2026-12-10');
    expect(await late(camat)).toEqual([]);
    expect(await told(camat)).toEqual([]);
    await becomesTold(await semarang.as('admin'), ['ANSWER AFTER 2026-12-06']);
  });

  test('on the day the 48 hours end, by the clock of Semarang, the accident is on the list', async () => {
    lindungi = await lindungi.goesOnAt('2026-12-12');
    semarang = lindungi.city('3374-kota-semarang');
    const found = [{ id: accident, duty: 'REPORT', dueOn: '2026-12-12', daysLate: 0 }];
    expect(await late(await semarang.camatOf('33.74.15'))).toEqual(found);
    await becomesTold(await semarang.camatOf('33.74.15'), ['REPORT BEFORE 2026-12-12']);
    expect(await told(await semarang.as('bpjs'))).toEqual(['REPORT BEFORE 2026-12-12']); // no grievance is theirs
  }, 60_000);

  test('days later the latest comes first, and the list says what the claim itself says', async () => {
    lindungi = await lindungi.goesOnAt('2026-12-28');
    semarang = lindungi.city('3374-kota-semarang');
    const bpjs = await semarang.as('bpjs');
    expect(await late(bpjs)).toEqual([
      { id: accident, duty: 'REPORT', dueOn: '2026-12-12', daysLate: 16 },
      { id: death, duty: 'PAY', dueOn: '2026-12-15', daysLate: 13 },
    ]);
    await becomesTold(bpjs, ['PAY AFTER 2026-12-15', 'REPORT AFTER 2026-12-12']); // before is over, and said no more
    expect(await told(await semarang.camatOf('33.74.16'))).toEqual([]);
    const first = await page(bpjs, { first: 1 });
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await page(bpjs, { first: 1, after: first.pageInfo.endCursor });
    expect(second.edges.map((it) => it.node.claim)).toEqual([{ id: death, clock: { daysLate: 13 } }]);
    expect(second.pageInfo.hasNextPage).toBe(false);
  }, 60_000);

  test('an officer of another kecamatan sees neither, and a donor may not ask', async () => {
    expect(await late(await semarang.camatOf('33.74.16'))).toEqual([]);
    expect((await post(await semarang.as('sari'), PAGE)).text).toContain('FORBIDDEN');
  });

  test('papers that BPJS returned stop its clock, new ones start it anew, and money ends it', async () => {
    const admin = await semarang.as('admin');
    await tell(accident, 'REPORTED', '2026-12-28');
    expect(await told(admin)).toEqual(['ANSWER AFTER 2026-12-06', 'PAY AFTER 2026-12-15']);
    await tell(death, 'RETURNED', '2026-12-17', { reason: 'Buku tabungan kurang.' });
    expect(await late(admin)).toEqual([]);
    await tell(death, 'SUBMITTED', '2026-12-18');
    expect(await late(admin)).toMatchObject([{ id: death, duty: 'PAY', daysLate: 5 }]);
    await tell(death, 'APPROVED', '2026-12-28');
    expect(await late(admin)).toHaveLength(1);
    await tell(death, 'PAID', '2026-12-28', { amount: 42_000_000 });
    expect(await late(admin)).toEqual([]);
    expect(await told(admin)).toEqual(['ANSWER AFTER 2026-12-06']);
  });

  test('nobody is told twice, however often the house starts', async () => {
    const notices = async () =>
      (await storedBy('benefits', lindungi.house, 'select from benefits.duty_notice')).length;
    const before = await notices();
    expect(before).toBe(4);
    lindungi = await lindungi.goesOnAt('2026-12-28');
    semarang = lindungi.city('3374-kota-semarang');
    await becomesTold(await semarang.as('admin'), ['ANSWER AFTER 2026-12-06']);
    await new Promise((wait) => setTimeout(wait, 500));
    expect(await notices()).toBe(before);
    expect(await lindungi.broken()).toEqual([]);
  }, 60_000);
});

describe('a grievance nobody answers', () => {
  const LIST = '{ overdueGrievances { edges { node { id words daysLate } } } }';
  const unanswered = async (who: Visitor) =>
    (
      await ask<{
        overdueGrievances: { edges: { node: { id: string; words: string | null; daysLate: number } }[] };
      }>(who, LIST)
    ).overdueGrievances.edges.map((it) => it.node);

  test('is shown to the city, to its auditor without words, and to nobody else', async () => {
    const auditor: SamplePerson = { city: '3374', word: 'inspektur', name: 'Inspektur', roles: ['AUDITOR'] };
    const token = await lindungi.house.token(auditor);
    const [mine] = await unanswered(await semarang.as('admin'));
    expect(mine).toMatchObject({ words: 'Kartu belum saya terima.', daysLate: 22 });
    expect(await unanswered({ url: lindungi.house.urls.gateway, token })).toEqual([{ ...mine, words: null }]);
    expect((await post(await semarang.camatOf('33.74.15'), LIST)).text).toContain('FORBIDDEN');
    const answer = { grievanceId: mine!.id, words: 'Sudah dikirim.', closes: false };
    await file('answerGrievance', await semarang.as('admin'), answer, 'grievanceId');
    expect(await unanswered(await semarang.as('admin'))).toEqual([]);
  });
});

describe('a village without a scanner', () => {
  const PAPERS =
    'query($id: ID!) { claim(id: $id) { papers { paper missing seen { on by } documents { id } } } }';
  const bankBook = async (who: Visitor) =>
    (await ask<{ claim: { papers: { paper: string }[] } }>(who, PAPERS, { id: death })).claim.papers.find(
      (it) => it.paper === 'BANK_BOOK',
    );
  const tick = { paper: 'BANK_BOOK', on: '2026-12-18' };

  test('the officer who held the bank book ticks it, and it is missing no more', async () => {
    const camat = await semarang.camatOf('33.74.15');
    expect(await bankBook(camat)).toMatchObject({ missing: true, seen: null });
    await file('tickPaper', camat, { claimId: death, ...tick }, 'claim { id state }');
    const seen = { missing: false, seen: { on: '2026-12-18', by: 'OFFICER' }, documents: [] };
    expect(await bankBook(camat)).toMatchObject(seen);
    expect(
      (
        await post(
          await semarang.as('admin'),
          '{ benefitsTrail(kind: "Claim") { edges { node { act after } } } }',
        )
      ).text,
    ).toContain('tickPaper');
  });

  test('a tick by mistake is taken back', async () => {
    const camat = await semarang.camatOf('33.74.15');
    await file('tickPaper', camat, { claimId: death, ...tick, seen: false }, 'claim { id }');
    expect(await bankBook(camat)).toMatchObject({ missing: true, seen: null });
  });

  test('nobody saw it before it happened, and of another kecamatan nobody saw it at all', async () => {
    const early = { claimId: death, ...tick, on: '2026-12-09', idempotencyKey: key() };
    expect(await refusedWith(await semarang.camatOf('33.74.15'), 'tickPaper', early)).toEqual([
      'PAPER_DAY_REFUSED',
    ]);
    const other = { claimId: death, ...tick, idempotencyKey: key() };
    expect(await refusedWith(await semarang.camatOf('33.74.16'), 'tickPaper', other)).toEqual([
      'CLAIM_NOT_FOUND',
    ]);
  });
});
