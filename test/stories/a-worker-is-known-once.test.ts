import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, inventedBirth, inventedNik, mutate, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { refusedWith } from '../support/payroll';
import type { DonorInWorld } from '../support/people';
import { straight } from '../support/straight';
import { storedBy } from '../support/tables';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let palangka: CityWorld;
let admin: Visitor;
let camat: Visitor;
let sari: DonorInWorld;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  palangka = lindungi.city('6271-kota-palangka-raya');
  admin = await semarang.as('admin');
  camat = await semarang.as('camat');
  sari = await semarang.donor('Bu Sari');
}, 180_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const works = { working: true, employee: false, civilServant: false };
const ELIGIBILITY =
  'query($input: EligibilityInput!) { eligibility(input: $input) { eligible until lastFirstMonth reasons { code } } }';

describe('before anybody is registered', () => {
  test('a donor learns every reason against it, and until when the age allows it', async () => {
    const asked = (input: object) => ask<{ eligibility: object }>(sari.visitor, ELIGIBILITY, { input });
    expect((await asked({ birthDate: '1961-12-02', standing: works })).eligibility).toEqual({
      eligible: true,
      until: '2026-12-01',
      lastFirstMonth: '2026-12',
      reasons: [],
    });
    const employed = { ...works, employee: true };
    expect((await asked({ birthDate: '1961-12-01', standing: employed })).eligibility).toMatchObject({
      eligible: false,
      reasons: [{ code: 'WORKER_TOO_OLD_AT_FIRST_MONTH' }, { code: 'EMPLOYEE_REFUSED' }],
    });
  });

  test('what was asked is kept with the worker, and the registration is in the trail without a name', async () => {
    const nik = inventedNik(7_001);
    const form = {
      name: 'Pak Slamet Riyadi',
      nik,
      birthDate: inventedBirth(7_001),
      occupation: 'PEDAGANG_SAYUR',
      secondOccupation: 'OJEK_DARING',
      workPlace: 'Pasar Jatingaleh',
      kelurahan: semarang.city.kecamatan[0]?.kelurahan[0]?.code,
      relation: 'NEIGHBOUR',
      consent: {
        channel: 'PAPER',
        declaredBy: 'WORKER',
        textVersion: 'uji-1',
        on: '2026-11-22',
        at: '2026-11-22T03:00:00Z',
      },
      standing: works,
      sample: true,
      idempotencyKey: 'slamet',
    };
    const fields =
      'worker { id secondOccupation workPlace sector standingDeclared eligibleUntil timeline { membership } }';
    const { worker } = await mutate<{ worker: Record<string, unknown> }>(
      sari.visitor,
      'registerWorker',
      form,
      fields,
    );
    expect(worker).toMatchObject({
      secondOccupation: 'OJEK_DARING',
      workPlace: 'Pasar Jatingaleh',
      sector: 'OTHER',
      standingDeclared: true,
      eligibleUntil: expect.stringMatching(/^20\d\d-/),
      timeline: { membership: 'NONE' },
    });
    expect(
      await refusedWith(sari.visitor, 'registerWorker', {
        ...form,
        nik: inventedNik(7_002),
        standing: { ...works, civilServant: true },
        idempotencyKey: 'asn',
      }),
    ).toEqual(['CIVIL_SERVANT_REFUSED']);
    const { beneficiariesTrail } = await ask<{
      beneficiariesTrail: { edges: { node: { act: string; after: string } }[] };
    }>(
      admin,
      'query($id: ID) { beneficiariesTrail(kind: "Worker", object: $id) { edges { node { act after } } } }',
      { id: worker.id },
    );
    expect(beneficiariesTrail.edges.map(({ node }) => node.act)).toEqual(['registerWorker']);
    expect(beneficiariesTrail.edges[0]?.node.after).not.toMatch(/Slamet|\d{9}/);
  });
});

describe('already protected?', () => {
  const QUESTION = 'query($nik: String!) { alreadyProtected(nik: $nik) { protected until } }';
  const [listed, registered, nobody] = [7_101, 7_102, 7_103].map(inventedNik) as [string, string, string];
  const list = (more: object = {}) => ({
    fund: 'DBHCHT',
    source: 'Dinsos, SK 12/2026',
    listedOn: '2026-11-20',
    rows: [{ nik: listed, firstMonth: '2026-11', months: 3 }],
    idempotencyKey: 'list-1',
    ...more,
  });
  const raw = async (nik: string, city = '3374') =>
    (
      await straight(
        lindungi.house,
        'beneficiaries',
        { city, roles: ['DISTRICT'], area: '33.74.15' },
        QUESTION,
        { nik },
      )
    ).text;

  test('a list of another fund is taken in, once, and of its people only marks are kept', async () => {
    const { list: kept, refused } = await mutate<{ list: { id: string; rows: number }; refused: object[] }>(
      await palangka.as('admin'),
      'importFundList',
      list({ rows: [...list().rows, { nik: '12', firstMonth: '2026-11', months: 3 }] }),
      'list { id rows fund } refused { row code }',
    );
    expect(kept).toMatchObject({ rows: 1, fund: 'DBHCHT' });
    expect(refused).toEqual([{ row: 2, code: 'NIK_MALFORMED' }]);
    expect(await refusedWith(camat, 'importFundList', list())).toEqual(['FORBIDDEN']);
  });

  test('another city learns yes and until when, and of who is registered or nobody the very same no', async () => {
    await palangka.worker('Pak Lain', { nik: registered });
    expect(await raw(listed)).toBe('{"data":{"alreadyProtected":{"protected":true,"until":"2027-01"}}}\n');
    const absent = await raw(nobody);
    expect(absent).toBe('{"data":{"alreadyProtected":{"protected":false,"until":null}}}\n');
    expect(await raw(registered)).toBe(absent);
    expect(await raw(nobody, '6271')).toBe(absent);
    expect(await raw(listed, '6271')).toBe(await raw(listed));
  });

  test('whom another fund pays for cannot be pledged for in those months, and can be in the next', async () => {
    const worker = await semarang.worker('Bu Terdaftar', { nik: listed });
    const taken = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
    const seen = await settled(taken.id);
    expect(seen).toEqual({ state: 'TAKEN', reason: 'PROTECTED_ELSEWHERE' });
    expect(await settled((await sari.offers({ worker, firstMonth: '2027-02', months: 3 })).id)).toEqual({
      state: 'RESERVED',
      reason: null,
    });
  });

  test('a list taken in by mistake is withdrawn with a reason, and its months count no more', async () => {
    const officer = await palangka.as('admin');
    const { fundLists } = await ask<{ fundLists: { edges: { node: { id: string } }[] } }>(
      officer,
      '{ fundLists { edges { node { id source } } } }',
    );
    const listId = fundLists.edges[0]?.node.id ?? '';
    const input = { listId, reason: 'Daftar tahun lalu yang keliru', idempotencyKey: 'withdraw-1' };
    expect(await refusedWith(admin, 'withdrawFundList', input)).toEqual(['FUND_LIST_NOT_FOUND']); // another city's
    expect(await refusedWith(officer, 'withdrawFundList', input)).toEqual([]);
    expect(JSON.parse(await raw(listed)).data.alreadyProtected).toEqual({
      protected: true,
      until: '2027-04',
    });
  });

  test('a person asks sixty times in an hour and no more; every question is in the trail, no number is', async () => {
    const asked = async (number: number) =>
      (await post(sari.visitor, QUESTION, { nik: inventedNik(number) })).errors?.[0]?.extensions?.code;
    const codes = await Promise.all(Array.from({ length: 62 }, (_, at) => asked(7_200 + at)));
    expect(codes.filter((code) => code === undefined)).toHaveLength(60);
    expect(new Set(codes)).toEqual(new Set([undefined, 'TOO_MANY_QUESTIONS']));
    const [trail] = await storedBy<{ asked: number; shown: boolean }>(
      'beneficiaries',
      lindungi.house,
      `select count(*) filter (where act = 'alreadyProtected')::int as asked, bool_or(d::text ~ '\\d{16}') as shown
         from beneficiaries.deed d where city_id = '3374'`,
    );
    expect(trail?.asked).toBeGreaterThanOrEqual(60);
    expect(trail?.shown).toBe(false);
  });
});

/** What became of a pledge, once beneficiaries has answered it. */
async function settled(id: string): Promise<object | null> {
  for (;;) {
    const { pledge } = await ask<{ pledge: { reservation: { state: string } | null } | null }>(
      sari.visitor,
      'query($id: ID!) { pledge(id: $id) { reservation { state reason } } }',
      { id },
    );
    if (pledge?.reservation && pledge.reservation.state !== 'PENDING') return pledge.reservation;
    await new Promise((done) => setTimeout(done, 100));
  }
}

test('nothing that must hold is broken', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
