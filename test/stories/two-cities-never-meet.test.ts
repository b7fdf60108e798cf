import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mutate, post, type ServiceName } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import {
  type DonorInWorld,
  donorIdOf,
  type InvoiceInWorld,
  type PledgeInWorld,
  type WorkerInWorld,
} from '../support/people';
import { send, straight } from '../support/straight';
import { type World, world } from '../support/world';

const ABSENT = '0198f000-0000-7000-8000-000000000000';
/** A mark in every text that Palangka Raya stores, so that one look at the bytes tells whether any of it got out. */
const CANARY = 'Kenari';

let lindungi: World;
let semarang: CityWorld;
let palangka: CityWorld;
let sari: DonorInWorld;
let budi: WorkerInWorld;
let pledge: PledgeInWorld;
let invoice: InvoiceInWorld;
let ids: Record<string, string>;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  palangka = lindungi.city('6271-kota-palangka-raya');
  sari = await palangka.donor(`Bu Sari ${CANARY}`);
  budi = await palangka.worker(`Pak Budi ${CANARY}`);
  pledge = await sari.offers({ worker: budi, firstMonth: '2026-11', months: 3 });
  invoice = await sari.invoiceFor(pledge);
  await sari.pays(invoice);
  await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
  await palangka.bpjsReceipts('2026-11');
  await palangka.becomesCovered(budi, '2026-11-22');
  const claim = await mutate<{ claim: { id: string } }>(
    await palangka.as('admin'),
    'fileClaim',
    { workerId: budi.id, programme: 'JKM', occurredOn: '2026-11-22', idempotencyKey: 'claim' },
    'claim { id }',
  );
  ids = {
    Donor: await donorIdOf(sari.visitor),
    Pledge: pledge.id,
    Worker: budi.id,
    Invoice: invoice.id,
    Claim: claim.claim.id,
  };
}, 120_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

/** Every root field that takes an id, with what is asked of it. */
const ROOTS: [service: ServiceName, type: string, query: string][] = [
  ['donors', 'Pledge', 'query($id: ID!) { pledge(id: $id) { id firstMonth months } }'],
  ['beneficiaries', 'Worker', 'query($id: ID!) { worker(id: $id) { id name nik } }'],
  ['billing', 'Invoice', 'query($id: ID!) { invoice(id: $id) { id number amount } }'],
  ['benefits', 'Claim', 'query($id: ID!) { claim(id: $id) { id amount } }'],
];

/** Every entity that a service joins, with a field that its own table would have to answer. */
const ENTITIES: [service: ServiceName, type: string, selection: string][] = [
  ['donors', 'Donor', 'name nip'],
  ['donors', 'Pledge', 'firstMonth'],
  ['beneficiaries', 'Worker', 'name nik protections { month }'],
  ['beneficiaries', 'Pledge', 'reservation { state months }'],
  ['billing', 'Invoice', 'number amount'],
  ['billing', 'Pledge', 'invoice { number amount }'],
  ['benefits', 'Claim', 'amount'],
  ['benefits', 'Worker', 'coverage { month receipt }'],
];

const entities = (type: string, selection: string) =>
  `query($r: [_Any!]!) { _entities(representations: $r) { __typename ... on ${type} { ${selection} } } }`;

const withoutId = (text: string, id: string) =>
  text.replaceAll(id, 'ID').replace(/"id":"[0-9a-f-]{36}"/g, '"id":"ID"');

describe('what Palangka Raya holds is there', () => {
  test.each(ROOTS)('%s finds its %s for Palangka Raya itself', async (service, type, query) => {
    const subject = service === 'donors' || service === 'billing' ? (ids.Donor as string) : undefined;
    const bearer = subject ? { subject, roles: ['DONOR' as const] } : {};
    const found = await straight(lindungi.house, service, { city: '6271', ...bearer }, query, {
      id: ids[type],
    });
    expect(found.text).toContain(ids[type] as string);
  });
});

describe("Semarang asks for Palangka Raya's ids", () => {
  test.each(ROOTS)(
    'through the gateway: %s, %s is as absent as one that never was',
    async (_, type, query) => {
      for (const word of ['admin', 'sari', 'bpjs', 'camat']) {
        const visitor = await semarang.as(word);
        const foreign = await post(visitor, query, { id: ids[type] });
        const absent = await post(visitor, query, { id: ABSENT });
        expect(withoutId(foreign.text, ids[type] as string)).toBe(withoutId(absent.text, ABSENT));
        expect([foreign.status, foreign.text.includes(CANARY)]).toEqual([absent.status, false]);
      }
    },
  );

  test.each(ROOTS)('straight at %s: %s is as absent as one that never was', async (service, type, query) => {
    for (const subject of [ids.Donor as string, ABSENT]) {
      const bearer = { city: '3374', subject, roles: ['ADMIN' as const, 'DONOR' as const, 'BPJS' as const] };
      const foreign = await straight(lindungi.house, service, bearer, query, { id: ids[type] });
      const absent = await straight(lindungi.house, service, bearer, query, { id: ABSENT });
      expect(withoutId(foreign.text, ids[type] as string)).toBe(withoutId(absent.text, ABSENT));
      expect(foreign.text).not.toContain(CANARY);
    }
  });

  test.each(ENTITIES)('straight at the entities of %s: %s { %s }', async (service, type, selection) => {
    const bearer = {
      city: '3374',
      subject: ids.Donor as string,
      roles: ['ADMIN' as const, 'DONOR' as const, 'BPJS' as const],
    };
    const ask = (id: string) =>
      straight(lindungi.house, service, bearer, entities(type, selection), { r: [{ __typename: type, id }] });
    const [foreign, absent] = [await ask(ids[type] as string), await ask(ABSENT)];
    expect(withoutId(foreign.text, ids[type] as string)).toBe(withoutId(absent.text, ABSENT));
    expect(foreign.text).not.toMatch(new RegExp(`${CANARY}|INV-6271|"amount":[1-9]|TB-`));
  });

  test('a token of Palangka Raya is no good at the door of Semarang', async () => {
    const answer = await post({ ...sari.visitor, host: 'semarang.localhost' }, '{ me { subject } }');
    expect([answer.status, answer.errors?.[0]?.extensions?.code]).toEqual([403, 'CITY_UNCLEAR']);
  });

  test("a city's entity of another city has no figures", async () => {
    const query = entities('City', 'code progress { workers }');
    const r = [{ __typename: 'City', code: '6271' }];
    const { text } = await straight(lindungi.house, 'beneficiaries', { city: '3374' }, query, { r });
    expect(text).not.toMatch(/"workers":[1-9]/);
  });

  test("Semarang's provider cannot pay Palangka Raya's invoice, nor sign for it", async () => {
    const said = lindungi.provider.notification(invoice.number, invoice.amount);
    expect(await lindungi.provider.say('6271', said, lindungi.house.env.billing.PAYMENT_SECRET_3374)).toBe(
      403,
    );
  });
});

describe('a subgraph at its own port', () => {
  test.each(['donors', 'beneficiaries', 'billing', 'benefits'] as const)(
    '%s answers nobody without a pass, or with a wrong one',
    async (service) => {
      const body = JSON.stringify({ query: '{ __typename }' });
      expect((await send(lindungi.house, service, body, {})).status).toBe(401);
      expect((await send(lindungi.house, service, body, { 'x-lindungi-pass': 'e30.AAAA' })).status).toBe(401);
      expect((await straight(lindungi.house, service, { exp: 1_700_000_000 }, '{ __typename }')).status).toBe(
        401,
      );
      expect((await straight(lindungi.house, service, {}, '{ __typename }')).status).toBe(200);
    },
  );
});

describe('one NIK is protected once, in whichever city', () => {
  test('a worker whom Palangka Raya protects is refused in Semarang, which learns neither where nor by whom', async () => {
    const same = await semarang.worker('Pak Budi', { nik: budi.nik });
    const dewi = await semarang.donor('Bu Dewi');
    const second = await dewi.offers({ worker: same, firstMonth: '2026-12', months: 3 });
    const page = dewi.watches(second);
    const seen = await page.until((it) => it.pledgeChanged.pledge.reservation?.state === 'TAKEN');
    expect(seen.pledgeChanged.pledge.reservation?.reason).toBe('PROTECTED_ELSEWHERE');
    expect(JSON.stringify(page.seen)).not.toMatch(new RegExp(`${CANARY}|6271|Palangka Raya`));
    await page.stop();
  });
});
