import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, mutate, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { addressForPaper, addressOfDocument } from '../support/claims';
import { refusedWith } from '../support/payroll';
import { DonorInWorld, type PledgeInWorld, type WorkerInWorld } from '../support/people';
import { type S3Like, s3Like } from '../support/s3-like';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;
let budi: WorkerInWorld;
let pledge: PledgeInWorld;
let branch: Visitor;

let bucket: S3Like;

beforeAll(async () => {
  bucket = await s3Like('KUNCI-UJI', 'rahasia uji dan tidak untuk yang lain');
  const inBucket = {
    LINDUNGI_S3_ENDPOINT: bucket.endpoint,
    LINDUNGI_S3_BUCKET: 'berkas',
    LINDUNGI_S3_REGION: 'ap-southeast-3',
    LINDUNGI_S3_KEY_ID: 'KUNCI-UJI',
    LINDUNGI_S3_SECRET: 'rahasia uji dan tidak untuk yang lain',
  };
  lindungi = await world({ today: '2026-11-22', environment: { benefits: inBucket } });
  semarang = lindungi.city('3374-kota-semarang');
  sari = await semarang.donor('Bu Sari');
  budi = await semarang.worker('Pak Budi', { kelurahan: '33.74.15.1001' });
  pledge = await sari.offers({ worker: budi, firstMonth: '2026-12', months: 3 });
  await sari.invoiceFor(pledge);
  lindungi = await lindungi.goesOnAt('2026-12-10');
  semarang = lindungi.city('3374-kota-semarang');
  sari = new DonorInWorld('Bu Sari', { ...sari.visitor, url: lindungi.house.urls.gateway }, semarang);
  branch = await semarang.as('bpjs');
}, 120_000);

afterAll(async () => {
  await lindungi?.[Symbol.asyncDispose]();
  await bucket?.[Symbol.asyncDispose]();
}, 30_000);

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
    const tugu = await semarang.camatOf('33.74.16');
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

describe('his accident is written down all the same, for its 48 hours do not wait', () => {
  let camat: Visitor;
  let claimId: string;
  let keys = 0;
  const key = () => `key-${++keys}`;
  const tell = (state: string, more: object = {}) => ({
    claimId,
    state,
    on: '2026-12-10',
    idempotencyKey: key(),
    ...more,
  });
  const seen = async (who: Visitor) =>
    (
      await ask<{ claim: { state: string; clock: object } | null }>(
        who,
        'query($id: ID!) { claim(id: $id) { state clock { reportUntil rightEndsOn payBy } } }',
        { id: claimId },
      )
    ).claim;

  test('the camat reports it, and sees until when BPJS or a hospital must hear of it', async () => {
    camat = await semarang.camatOf('33.74.15');
    const input = { workerId: budi.id, occurredAt: '2026-12-10T02:30:00.000Z', idempotencyKey: key() };
    const filed = await mutate<{ claim: { id: string; amount: number; reportBy: string } }>(
      camat,
      'fileAccident',
      input,
      'claim { id amount reportBy }',
    );
    claimId = filed.claim.id;
    expect(filed.claim).toMatchObject({ amount: 0, reportBy: '2026-12-12' });
    expect(await seen(camat)).toEqual({
      state: 'FILED',
      clock: { reportUntil: '2026-12-12T02:30:00.000Z', rightEndsOn: '2031-12-10', payBy: null },
    });
    expect(await refusedWith(camat, 'fileAccident', { ...input, idempotencyKey: key() })).toEqual([
      'CLAIM_ALREADY_FILED',
    ]);
  });

  test('in another kecamatan nobody sees it, and whoever reports the same man there is not told of it', async () => {
    const tugu = await semarang.camatOf('33.74.16');
    expect(await seen(tugu)).toBeNull();
    const input = { workerId: budi.id, occurredAt: '2026-12-10T02:30:00.000Z', idempotencyKey: key() };
    expect(await refusedWith(tugu, 'fileAccident', input)).toEqual([]);
    expect((await post(sari.visitor, `{ claim(id: "${claimId}") { id } }`)).text).toContain('FORBIDDEN');
  });

  test('his form lies sealed in the bucket, by a request that was rightly signed', async () => {
    const form = Buffer.from('%PDF-1.4 formulir 3');
    const about = { claimId, paper: 'FORM_3', fileName: 'f3.pdf', size: form.length };
    const address = await addressForPaper(camat, about);
    const answer = await fetch(address, { method: 'POST', body: new Uint8Array(form) });
    const { documentId } = (await answer.json()) as { documentId: string };
    expect([...bucket.objects.keys()]).toEqual([`/berkas/3374/${documentId}`]);
    expect(bucket.objects.get(`/berkas/3374/${documentId}`)!.includes('formulir')).toBe(false);
    const back = await fetch(await addressOfDocument(camat, documentId));
    expect(Buffer.from(await back.arrayBuffer())).toEqual(form);
    expect(bucket.refused).toEqual([]);
  });

  test('it goes by its stages: reported, ended, and only then the papers', async () => {
    expect(await refusedWith(camat, 'tellClaimStep', tell('SUBMITTED'))).toEqual(['CLAIM_STEP_OUT_OF_TURN']);
    await mutate(camat, 'tellClaimStep', tell('REPORTED'), 'claim { state }');
    expect((await seen(camat))?.clock).toMatchObject({ reportUntil: null });
    await mutate(branch, 'tellClaimStep', tell('ENDED', { outcome: 'WHOLLY_DISABLED' }), 'claim { state }');
    await mutate(camat, 'tellClaimStep', tell('SUBMITTED'), 'claim { state }');
    const school = {
      claimId,
      child: 2,
      birth: '2008-01-01',
      level: 'KULIAH',
      year: 1,
      schoolYear: '2026/2027',
    };
    const filed = await mutate<{ claim: { amount: number; child: number } }>(
      camat,
      'fileScholarship',
      { ...school, idempotencyKey: key() },
      'claim { amount child }',
    );
    expect(filed.claim).toEqual({ amount: 12_000_000, child: 2 });
  });

  test('a death that day could not be claimed, for BPJS has no month of his', async () => {
    const input = { workerId: budi.id, programme: 'JKK', occurredOn: '2026-12-10', idempotencyKey: key() };
    expect(await refusedWith(camat, 'fileClaim', input)).toEqual(['CLAIM_MONTH_NOT_PROTECTED']);
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
    expect(december?.reasons.map((it) => it.code)).toContain('COVERED_FROM_THAT_DAY');
  });

  test('whoever asks about sixty people in a minute is asked to wait, and nobody else is', async () => {
    const camat = await semarang.camatOf('33.74.15');
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
