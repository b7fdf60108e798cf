import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, mutate, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { refusedWith } from '../support/payroll';
import type { DonorInWorld, PledgeInWorld } from '../support/people';
import { inPool } from '../support/pool';
import {
  answersRequest,
  asksAbout,
  departs,
  KENARIWATI,
  kenariwati,
  type RequestSeen,
  stateOf,
} from '../support/privacy';
import { storedBy, tablesWith } from '../support/tables';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let admin: Visitor;
let sari: DonorInWorld;
let siti = '';
let budi = '';
let pledge: PledgeInWorld;

/** None of it may be anywhere when she is gone. */
const canaries = [
  ...['Kenariwati', 'Sumbang', KENARIWATI.nik, KENARIWATI.nik.slice(4)],
  ...['81298765432', '76543', KENARIWATI.kpj, KENARIWATI.kpj.slice(3)],
];

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  admin = await semarang.as('admin');
  sari = await semarang.donor('Bu Sari');
  ({ id: siti, pledge } = await kenariwati(semarang, sari));
  await hasAskedBefore();
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

/** She has a copy of her data, and her name was corrected: what that left must go as well. */
async function hasAskedBefore(): Promise<void> {
  const { id: access } = await asksAbout(await semarang.as('camat'), siti, 'ACCESS');
  await answersRequest(admin, 'answerDataAccess', { requestId: access }, 'files { name }');
  const { id: correction } = await asksAbout(admin, siti, 'CORRECTION');
  const spelled = (name: string, more = {}) =>
    answersRequest(admin, 'correctWorker', { requestId: correction, name, ...more }, 'worker { name }');
  await expect(spelled(KENARIWATI.name)).rejects.toThrow('NOTHING_TO_CORRECT');
  await spelled(KENARIWATI.corrected, { phone: '0812 7654 3210' });
  const { id: withdrawal } = await asksAbout(admin, siti, 'WITHDRAWAL');
  const refusal = { requestId: withdrawal, reason: 'surat kuasa dari pekerja tidak ada' };
  await answersRequest(admin, 'refuseDataRequest', refusal, 'request { state }');
}

const stored = <Row>(query: string): Promise<Row[]> => storedBy<Row>('beneficiaries', lindungi.house, query);
const monthsInState = (state: string, many: number) =>
  eventually(
    () => stored(`select from beneficiaries.protection where state = '${state}'`),
    (rows) => rows.length === many,
  );

/** The house as it stands on a later day. */
async function goesOnAt(day: string): Promise<void> {
  lindungi = await lindungi.goesOnAt(day);
  semarang = lindungi.city('3374-kota-semarang');
  admin = await semarang.as('admin');
}

describe('Bu Kenariwati asks to be erased', () => {
  let request: RequestSeen;

  test('while December is paid, and BPJS has not answered: nothing new begins, and she is warned', async () => {
    const invoice = await sari.invoiceFor(pledge);
    await sari.pays(invoice);
    await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
    await monthsInState('PAID', 3);
    const later = await sari.offers({ worker: { id: siti }, firstMonth: '2027-03', months: 3 });
    await eventually(
      () => sari.sees(later),
      (it) => it?.reservation?.state === 'RESERVED',
    );
    request = await asksAbout(admin, siti, 'ERASURE');
    const departure = await departs(admin, 'eraseWorker', request.id);
    expect(departure).toMatchObject({
      freed: ['2027-03', '2027-04', '2027-05'],
      protectedUntil: '2027-02',
      waits: true,
    });
    expect(departure.warning).toMatch(/2027/);
    expect(await stateOf(admin, request.id)).toBe('WAITING');
    expect(await tablesWith(lindungi.house, ['Kenariwati'])).toEqual(['worker']);
    await eventually(
      () => sari.sees(later),
      (it) => it?.reservation?.state === 'RELEASED',
    );
  });

  test('no donor can reserve her any more: she is as unknown as who never was', async () => {
    const again = await sari.offers({ worker: { id: siti }, firstMonth: '2027-06', months: 3 });
    const seen = await eventually(
      () => sari.sees(again),
      (it) => it?.reservation?.state === 'TAKEN',
    );
    expect(seen?.reservation?.reason).toBe('WORKER_UNKNOWN');
  });

  test('when BPJS has answered, nothing in any table of beneficiaries is hers', async () => {
    await semarang.bpjsReceipts('2027-02');
    await monthsInState('PROTECTED', 3);
    await mutate(sari.visitor, 'offerToPool', { workerId: siti, idempotencyKey: 'pool' }, 'offer { id }');
    expect(await inPool(admin)).toEqual([siti]);
    await goesOnAt('2026-11-23');
    await eventually(
      () => stateOf(admin, request.id),
      (state) => state === 'ANSWERED',
    );
    // nobody looks for her donor any more
    await eventually(
      () => inPool(admin),
      (waiting) => waiting.length === 0,
    );
    expect(await tablesWith(lindungi.house, canaries)).toEqual([]);
    expect(await tablesWith(lindungi.house, [KENARIWATI.birthDate])).toEqual([]);
    expect(await tablesWith(lindungi.house, ['Data dihapus'])).toEqual(['worker']); // and the search does find what is there
  }, 90_000);

  test('her months and the money stay, and her number opens nothing', async () => {
    const query =
      'query($id: ID!) { worker(id: $id) { name nik kelurahan protections { month state } card { kpj } } }';
    type Found = { worker: { name: string; protections: { month: string; state: string }[] } };
    const { worker } = await ask<Found>(admin, query, { id: siti });
    expect(worker).toMatchObject({
      name: 'Data dihapus',
      nik: '99••••••••••••••',
      kelurahan: '33.74.15.0000',
      card: { kpj: '' },
    });
    expect(worker.protections.map(({ month, state }) => [month, state])).toEqual([
      ['2026-12', 'PROTECTED'],
      ['2027-01', 'PROTECTED'],
      ['2027-02', 'PROTECTED'],
    ]);
    const reveal = mutate(admin, 'revealNik', { workerId: siti, reason: 'masih ingin melihatnya' }, 'nik');
    await expect(reveal).rejects.toThrow('WORKER_NOT_FOUND');
    expect(await semarang.ledger()).toContain('PAYMENT      | held 42000');
    await expect(asksAbout(admin, siti, 'ACCESS')).rejects.toThrow('WORKER_NOT_FOUND');
  });

  test('billing and benefits say what they still hold, and why', async () => {
    type Stated = { service: string; holdings: { what: string; rows: number }[] };
    const found = await eventually(
      () => stored<Stated>('select service, holdings from beneficiaries.data_statement order by 1'),
      (rows) => rows.length === 2,
    );
    const held = found.map(({ service, holdings }) => [
      service,
      ...holdings.map(({ what, rows }) => `${what} ${rows}`),
    ]);
    expect(held).toEqual([
      ['benefits', 'coverage 3', 'claim 0'],
      ['billing', 'invoice 2', 'remittance_line 3'],
    ]);
  });

  test('she may come back: the same NIK registers anew', async () => {
    const { corrected, nik, birthDate, kelurahan } = KENARIWATI;
    const again = await semarang.worker(corrected, { nik, birthDate, kelurahan });
    expect(again.id).not.toBe(siti);
  });
});

describe('consent alone is withdrawn', () => {
  test('and her data stay, but no month begins', async () => {
    const worker = await semarang.worker('Pak Budi');
    const { id } = await asksAbout(admin, worker.id, 'WITHDRAWAL');
    const departure = await departs(admin, 'withdrawConsent', id);
    expect(departure).toMatchObject({ freed: [], protectedUntil: null, waits: false });
    expect(await tablesWith(lindungi.house, ['Pak Budi'])).toEqual(['worker']);
    budi = worker.id;
  });

  const renews = (who: Visitor, consent: object) => {
    const input = { workerId: budi, consent, idempotencyKey: `renew-${Math.random()}` };
    return refusedWith(who, 'renewConsent', input);
  };
  const own = { channel: 'RECORDING', declaredBy: 'WORKER', textVersion: 'uji-2', on: '2026-11-23' };
  const consentOf = async (who: Visitor) => {
    const query =
      'query($id: ID!) { worker(id: $id) { consent { channel declaredBy textVersion on at withdrawnOn } } }';
    return (await ask<{ worker: { consent: object | null } | null }>(who, query, { id: budi })).worker
      ?.consent;
  };

  test('who withdrew gives consent again in their own word, and nobody for them', async () => {
    expect(await consentOf(admin)).toMatchObject({ textVersion: 'uji-1', withdrawnOn: '2026-11-23' });
    expect(await renews(admin, { ...own, declaredBy: 'OFFICER' })).toEqual(['CONSENT_NOT_RENEWED']);
    expect(await renews(admin, { ...own, on: '2026-11-24' })).toEqual(['CONSENT_REFUSED']);
    expect(await renews(await semarang.camatOf('33.74.16'), own)).toEqual(['WORKER_NOT_FOUND']);
    expect(await renews(await semarang.as('bpjs'), own)).toEqual(['FORBIDDEN']);
    const at = '2026-11-23T03:00:00.000Z';
    expect(await renews(admin, { ...own, at })).toEqual([]);
    expect(await consentOf(admin)).toEqual({ ...own, at, withdrawnOn: null });
  });

  test('a new wording is agreed to anew, the same one stands, and both consents are in the trail', async () => {
    expect(await renews(admin, own)).toEqual(['CONSENT_STANDS']);
    expect(await renews(admin, { ...own, textVersion: 'uji-3', declaredBy: 'DONOR' })).toEqual([
      'CONSENT_NOT_RENEWED',
    ]);
    expect(await renews(admin, { ...own, textVersion: 'uji-3' })).toEqual([]);
    const { text } = await post(
      admin,
      `{ beneficiariesTrail(kind: "Worker", object: "${budi}") { edges { node { act before after } } } }`,
    );
    expect(text.match(/renewConsent/g)).toHaveLength(2);
    expect(text).toMatch(/uji-1.*uji-2|uji-2.*uji-1/s);
    expect(await lindungi.broken()).toEqual([]);
  });
});

describe('what nothing asks to keep', () => {
  test('goes a year after somebody was registered and never protected, with a deed of the house', async () => {
    expect(await tablesWith(lindungi.house, ['Pak Budi', 'Kenariwati'])).toEqual(['worker']);
    await goesOnAt('2027-12-01');
    await eventually(
      () => tablesWith(lindungi.house, ['Pak Budi', 'Kenariwati']),
      (tables) => tables.length === 0,
    );
    const query = '{ beneficiariesTrail(first: 20) { edges { node { act subject roles after } } } }';
    type Found = {
      beneficiariesTrail: { edges: { node: { act: string; subject: string | null; after: string } }[] };
    };
    const deeds = (await ask<Found>(admin, query)).beneficiariesTrail.edges.map(({ node }) => node);
    const swept = (what: string) => ({
      ...{ act: 'retentionSweep', subject: null, roles: [], after: expect.stringContaining(what) },
    });
    expect(deeds.filter(({ act }) => act === 'retentionSweep')).toEqual([
      swept('IDENTITY_NEVER_PROTECTED'),
      swept('IDENTITY_NEVER_PROTECTED'),
      swept('ERASURE'),
    ]);
  }, 90_000);

  test('and every invariant of every service holds', async () => {
    expect(await lindungi.broken()).toEqual([]);
  });
});
