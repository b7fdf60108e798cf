import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, mutate, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { addressForPaper, addressOfDocument, claimOf, filesClaim, type SeenClaim } from '../support/claims';
import { refusedWith } from '../support/payroll';
import type { DonorInWorld, PledgeInWorld, WorkerInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;
let budi: WorkerInWorld;
let pledge: PledgeInWorld;
let camat: Visitor;

/** Months January to June, all receipted on the 22nd of December before: the deaths are told on the days of two worlds. */
beforeAll(async () => {
  lindungi = await world({ today: '2026-12-22' });
  await open();
  sari = await semarang.donor('Bu Sari');
  budi = await semarang.worker('Pak Budi', { kelurahan: '33.74.15.1001' });
  pledge = await sari.offers({ worker: budi, firstMonth: '2027-01', months: 6 });
  await sari.pays(await sari.invoiceFor(pledge));
  await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
  await semarang.bpjsReceipts('2027-06');
  await semarang.becomesCovered(budi, '2027-05-10');
}, 120_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

async function open(): Promise<void> {
  semarang = lindungi.city('3374-kota-semarang');
  camat = await semarang.camatOf('33.74.15');
}

let keys = 0;
const key = () => `key-${++keys}`;
const file = (occurredOn: string, more: object = {}): Promise<SeenClaim> =>
  filesClaim(camat, { workerId: budi.id, programme: 'JKM', occurredOn, idempotencyKey: key(), ...more });
const tell = (who: Visitor, claimId: string, state: string, more: object = {}) =>
  mutate(who, 'tellClaimStep', { claimId, state, idempotencyKey: key(), ...more }, 'claim { state }');

describe('in the second month', () => {
  let claim: SeenClaim;

  test('the funeral alone is given, and the steps of the sum say so to anybody', async () => {
    lindungi = await lindungi.goesOnAt('2027-02-12');
    await open();
    claim = await file('2027-02-10');
    expect(claim).toMatchObject({ amount: 10_000_000, lines: [{ amount: 10_000_000 }], state: 'FILED' });
    const estimate = await ask<{ benefitEstimate: { amount: number; sum: string } }>(
      semarang.public,
      '{ benefitEstimate(input: { case: DEATH, on: "2027-02-10", protectedMonths: 2 }) { amount sum } }',
    );
    expect(estimate.benefitEstimate).toEqual({ amount: 10_000_000, sum: 'Rp10.000.000' });
  }, 60_000);

  test('the list says which papers are missing; with a widow the marriage book is one of them', async () => {
    const missing = (of: SeenClaim | null) => of?.papers.filter((it) => it.missing).map((it) => it.paper);
    expect(missing(claim)).not.toContain('MARRIAGE_BOOK');
    const heirs = {
      claimId: claim.id,
      relations: ['SPOUSE', 'CHILD', 'PARENT'],
      mayTellDonor: false,
    };
    await mutate(camat, 'recordHeirs', { ...heirs, idempotencyKey: key() }, 'claim { id }');
    const seen = await claimOf(camat, claim.id);
    expect(missing(seen)).toContain('MARRIAGE_BOOK');
    expect(seen?.heirs).toEqual({ rank: 1, entitled: ['SPOUSE', 'CHILD'], mayTellDonor: false });
  });

  test('a certificate is handed in by an address that works once, and only for what it is', async () => {
    const pdf = Buffer.from('%PDF-1.7 akta kematian');
    const paperOf = { claimId: claim.id, paper: 'DEATH_CERTIFICATE' };
    const addressFor = (fileName: string, size: number) =>
      addressForPaper(camat, { ...paperOf, fileName, size });
    const send = (address: string, body: Buffer) =>
      fetch(address, { method: 'POST', body: new Uint8Array(body) });
    expect((await send(await addressFor('akta.png', pdf.length), pdf)).status).toBe(422);
    expect((await send(await addressFor('akta.pdf', pdf.length + 1), pdf)).status).toBe(422);
    const address = await addressFor('akta kematian Pak Budi.pdf', pdf.length);
    expect((await send(address, pdf)).status).toBe(200);
    expect((await send(address, pdf)).status).toBe(404);
    expect((await send(`${address.slice(0, -2)}xx`, pdf)).status).toBe(404);

    const paper = (await claimOf(camat, claim.id))?.papers.find((it) => it.paper === 'DEATH_CERTIFICATE');
    expect(paper).toMatchObject({ missing: false, documents: [{ type: 'application/pdf' }] });
    const documentId = paper!.documents[0]!.id;
    const out = await addressOfDocument(camat, documentId);
    const answer = await fetch(out);
    expect(Buffer.from(await answer.arrayBuffer())).toEqual(pdf);
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="berkas-/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('content-security-policy')).toContain('sandbox');
    expect((await fetch(out)).status).toBe(404);
    const other = await semarang.camatOf('33.74.16');
    expect(await refusedWith(other, 'addressOfDocument', { documentId })).toEqual(['DOCUMENT_NOT_FOUND']);
  });

  test('an officer of another kecamatan finds no claim, as if there were none', async () => {
    const other = await semarang.camatOf('33.74.16');
    expect(await claimOf(other, claim.id)).toBeNull();
    const step = { state: 'SUBMITTED', on: '2027-02-12' };
    const nobody = '00000000-0000-4000-8000-000000000000';
    for (const claimId of [claim.id, nobody]) {
      expect(await refusedWith(other, 'tellClaimStep', { claimId, ...step, idempotencyKey: key() })).toEqual([
        'CLAIM_NOT_FOUND',
      ]);
    }
  });

  test('BPJS rejects it: it was in May, the family says, and the claim is corrected', async () => {
    await tell(camat, claim.id, 'SUBMITTED', { on: '2027-02-12' });
    await tell(await semarang.as('bpjs'), claim.id, 'REJECTED', {
      on: '2027-02-12',
      reason: 'Orangnya hidup.',
    });
    const seen = await ask<{ claim: { steps: object[] } }>(
      camat,
      'query($id: ID!) { claim(id: $id) { steps { number state on reason toldBy } } }',
      { id: claim.id },
    );
    expect(seen.claim.steps).toEqual([
      { number: 1, state: 'SUBMITTED', on: '2027-02-12', reason: null, toldBy: 'OFFICER' },
      { number: 2, state: 'REJECTED', on: '2027-02-12', reason: 'Orangnya hidup.', toldBy: 'BPJS' },
    ]);
  });
});

describe('in the fifth month', () => {
  let claim: SeenClaim;
  const outcomeSeen = async () =>
    (
      await ask<{ pledge: { worker: { claimOutcome: object | null } } }>(
        sari.visitor,
        'query($id: ID!) { pledge(id: $id) { worker { claimOutcome { state on } } } }',
        { id: pledge.id },
      )
    ).pledge.worker.claimOutcome;

  test('JKM is whole', async () => {
    const earlier = await ask<{ claims: { edges: { node: { id: string } }[] } }>(
      camat,
      '{ claims { edges { node { id } } } }',
    );
    lindungi = await lindungi.goesOnAt('2027-05-13');
    await open();
    claim = await file('2027-05-11', { replaces: earlier.claims.edges[0]?.node.id });
    expect(claim.amount).toBe(42_000_000);
    expect(claim.lines.map((it) => it.amount)).toEqual([20_000_000, 12_000_000, 10_000_000]);
    expect((await claimOf(camat, earlier.claims.edges[0]!.node.id))?.state).toBe('REPLACED');
  }, 60_000);

  test('three working days after BPJS had the papers each day adds one percent, by the text', async () => {
    await tell(camat, claim.id, 'SUBMITTED', { on: '2027-05-13' });
    const { payBy } = (await claimOf(camat, claim.id))!.clock;
    expect(payBy! > '2027-05-13').toBe(true);
    lindungi = await lindungi.goesOnAt('2027-05-31');
    await open();
    const { clock } = (await claimOf(camat, claim.id))!;
    const days = (Date.parse('2027-05-31') - Date.parse(payBy!)) / 86_400_000;
    expect(clock).toEqual({ payBy, daysLate: days, lateAmount: days * 420_000 });
    const branch = await semarang.as('bpjs');
    await tell(branch, claim.id, 'APPROVED', { on: '2027-05-31' });
    expect(
      await refusedWith(branch, 'tellClaimStep', {
        claimId: claim.id,
        state: 'PAID',
        on: '2027-05-31',
        idempotencyKey: key(),
      }),
    ).toEqual(['CLAIM_STEP_AMOUNT_REFUSED']);
    await tell(branch, claim.id, 'PAID', { on: '2027-05-31', amount: 42_000_000 });
  }, 60_000);

  test('Bu Sari hears of it only once the heirs allow it, and no longer when they take that back', async () => {
    sari.visitor.url = lindungi.house.urls.gateway;
    expect(await outcomeSeen()).toBeNull();
    const heirs = { claimId: claim.id, relations: ['SPOUSE'] };
    const consent = { mayTellDonor: true, consentChannel: 'PAPER', consentOn: '2027-05-31' };
    expect(
      await refusedWith(camat, 'recordHeirs', { ...heirs, mayTellDonor: true, idempotencyKey: key() }),
    ).toEqual(['HEIRS_CONSENT_REFUSED']);
    await mutate(camat, 'recordHeirs', { ...heirs, ...consent, idempotencyKey: key() }, 'claim { id }');
    expect(await outcomeSeen()).toEqual({ state: 'PAID', on: '2027-05-31' });
    await mutate(
      camat,
      'recordHeirs',
      { ...heirs, mayTellDonor: false, idempotencyKey: key() },
      'claim { id }',
    );
    expect(await outcomeSeen()).toBeNull();
  });

  test('the scholarship of JKM needs three years, and a work accident would not', async () => {
    const school = {
      claimId: claim.id,
      child: 1,
      birth: '2016-04-01',
      level: 'SD',
      year: 5,
      schoolYear: '2026/2027',
    };
    expect(await refusedWith(camat, 'fileScholarship', { ...school, idempotencyKey: key() })).toEqual([
      'SCHOLARSHIP_NOT_OPEN',
    ]);
    const jkk = await file('2027-05-11', { programme: 'JKK', replaces: claim.id });
    const input = { ...school, claimId: jkk.id };
    const filed = await mutate<{ claim: { amount: number; kind: string } }>(
      camat,
      'fileScholarship',
      { ...input, idempotencyKey: key() },
      'claim { kind amount }',
    );
    expect(filed.claim).toEqual({ kind: 'SCHOLARSHIP', amount: 1_500_000 });
    expect(await refusedWith(camat, 'fileScholarship', { ...input, idempotencyKey: key() })).toEqual([
      'CLAIM_ALREADY_FILED',
    ]);
  });

  test('everything that was done stays written, without a name or a number', async () => {
    const trail = await post(
      await semarang.as('admin'),
      '{ benefitsTrail(kind: "Claim", first: 100) { edges { node { act object before after } } } }',
    );
    for (const act of [
      'fileClaim',
      'tellClaimStep',
      'recordHeirs',
      'handInPaper',
      'addressOfDocument',
      'fileScholarship',
    ]) {
      expect(trail.text).toContain(`"${act}"`);
    }
    for (const word of ['Budi', budi.nik, 'Orangnya hidup']) expect(trail.text).not.toContain(word);
  });
});

test('every invariant of every service holds at the end', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
