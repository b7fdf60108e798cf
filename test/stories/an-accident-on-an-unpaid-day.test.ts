import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, post, type SamplePerson, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld, PledgeInWorld, WorkerInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;
let budi: WorkerInWorld;
let pledge: PledgeInWorld;
let branch: Visitor;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  sari = await semarang.donor('Bu Sari');
  budi = await semarang.worker('Pak Budi', { kelurahan: '33.74.15.1001' });
  pledge = await sari.offers({ worker: budi, firstMonth: '2026-12', months: 3 });
  await sari.invoiceFor(pledge);
  branch = await semarang.as('bpjs');
}, 120_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

async function officerOf(area: string): Promise<Visitor> {
  const officer: SamplePerson = {
    city: '3374',
    word: `camat-${area}`,
    name: 'Camat',
    roles: ['DISTRICT'],
    area,
  };
  return { url: lindungi.house.urls.gateway, token: await lindungi.house.token(officer) };
}

interface Check {
  covered: boolean;
  months: {
    month: string;
    covered: boolean;
    reasons: { code: string }[];
    contribution: { number: string; amount: number; dueOn: string; state: string } | null;
  }[];
}

const check = async (visitor: Visitor, at: string) =>
  (
    await ask<{ coverageCheck: Check }>(
      visitor,
      `query($id: ID!, $at: LocalDate!) { coverageCheck(workerId: $id, at: $at, months: 2) { covered
         months { month covered reasons { code } contribution { number amount dueOn state } } } }`,
      { id: budi.id, at },
    )
  ).coverageCheck;

const BY_NIK = 'query($nik: String!) { workerByNik(nik: $nik) { id name coverage { month } } }';
const byNik = (visitor: Visitor, nik: string) => post(visitor, BY_NIK, { nik });

describe('Pak Budi falls on the 10th of December, and nobody has paid yet', () => {
  test('the branch finds him by his NIK, and sees no month', async () => {
    const found = await byNik(branch, budi.nik);
    expect(found.data).toEqual({ workerByNik: { id: budi.id, name: 'Pak Budi', coverage: [] } });
  });

  test('and sees within one question that he is not covered, why, and which invoice would fix it', async () => {
    const { number } = await sari.invoiceFor(pledge);
    expect(await check(branch, '2026-12-10')).toEqual({
      covered: false,
      months: [
        {
          month: '2026-11',
          covered: false,
          reasons: [{ code: 'MONTH_NOT_PROTECTED' }, { code: 'PAID_IS_NOT_PROTECTED' }],
          contribution: null,
        },
        {
          month: '2026-12',
          covered: false,
          reasons: [{ code: 'MONTH_NOT_PROTECTED' }, { code: 'PAID_IS_NOT_PROTECTED' }],
          contribution: { number, amount: 8_400, dueOn: '2026-12-15', state: 'OWED' },
        },
      ],
    });
  });

  test('an officer of another kecamatan is told of no invoice, and of nobody by that NIK', async () => {
    const tugu = await officerOf('33.74.16');
    const answer = await check(tugu, '2026-12-10');
    expect(answer.months.map((it) => it.contribution)).toEqual([null, null]);
    const nobody = '9974010101900999';
    expect((await byNik(tugu, budi.nik)).text).toBe((await byNik(tugu, nobody)).text);
    expect((await byNik(branch, nobody)).data).toEqual({ workerByNik: null });
  });

  test('a donor may not ask by NIK at all', async () => {
    expect((await byNik(sari.visitor, budi.nik)).text).toContain('FORBIDDEN');
  });

  test('who asked about whom is in the trail, without any NIK', async () => {
    const trail = await post<{ beneficiariesTrail: { edges: unknown[] } }>(
      await semarang.as('admin'),
      '{ beneficiariesTrail(kind: "Worker") { edges { node { act object after } } } benefitsTrail(kind: "Worker") { edges { node { act object after } } } }',
    );
    expect(trail.text).toContain('workerByNik');
    expect(trail.text).toContain('coverageCheck');
    expect(trail.text).toContain(budi.id);
    expect(trail.text).not.toContain(budi.nik);
  });
});

describe('when the invoice is paid and BPJS has receipted it', () => {
  test('December is covered from the day BPJS had the money', async () => {
    await sari.pays(await sari.invoiceFor(pledge));
    await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
    await semarang.bpjsReceipts('2026-12');
    await semarang.becomesCovered(budi, '2026-12-10');
    const december = (await check(branch, '2026-12-10')).months[1];
    expect(december).toMatchObject({ covered: true, contribution: { state: 'PAID' } });
  });

  test('whoever asks about sixty people in a minute is asked to wait, and nobody else is', async () => {
    const camat = await officerOf('33.74.15');
    const many = await Promise.all(
      Array.from({ length: 70 }, async (_, at) => {
        const id = `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
        return post(camat, 'query($id: ID!) { coverageCheck(workerId: $id, at: "2026-12-10") { covered } }', {
          id,
        });
      }),
    );
    expect(many.filter((it) => it.text.includes('ASKED_TOO_OFTEN')).length).toBeGreaterThan(0);
    expect(many.filter((it) => it.data).length).toBeGreaterThanOrEqual(60);
    expect((await check(branch, '2026-12-10')).covered).toBe(true);
  });
});

test('every invariant of every service holds at the end', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
