import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually, inventedNip, mutate, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { officerOf } from '../support/payroll';
import { DonorInWorld, donorIdOf, type InvoiceInWorld, type PledgeInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;
let pledge: PledgeInWorld;
let invoice: InvoiceInWorld;
/** Of Bu Sari's agency, of another, and on no roster. */
let own: Visitor;
let other: Visitor;
let placeless: Visitor;

const SARI = 60_030;
const NAME = `Pegawai ${SARI}`;
const ABSENT = '00000000-0000-4000-8000-000000000000';

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  const admin = await semarang.as('admin');
  const [first, second] = semarang.city.agencies.map(({ code }) => code);
  const phone = await officerOf(semarang, admin, first ?? '', SARI, ['DONOR']);
  sari = new DonorInWorld(NAME, phone, semarang);
  pledge = await sari.offers({ worker: await semarang.worker('Pak Budi'), firstMonth: '2026-12', months: 3 });
  invoice = await sari.invoiceFor(pledge);
  own = await officerOf(semarang, admin, first ?? '', 60_031, ['TREASURER']);
  other = await officerOf(semarang, admin, second ?? '', 60_032, ['TREASURER']);
  placeless = await semarang.as('bendahara');
  await eventually(
    () =>
      ask<{ invoice: object | null }>(own, 'query($id: ID!) { invoice(id: $id) { id } }', { id: invoice.id }),
    (it) => it.invoice !== null,
  );
}, 90_000);
afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const PERSON =
  'query($id: ID!) { donor(id: $id) { id name nip credit pledges(first: 5) { edges { node { id } } } } }';
const PLEDGE = 'query($id: ID!) { pledge(id: $id) { id donor { name } invoice { id } } }';
const INVOICE = 'query($id: ID!) { invoice(id: $id) { id number pledge { donor { name } } } }';
const NAMES = 'query($agency: ID) { donors(first: 100, agency: $agency) { edges { node { name } } } }';

const donorId = () => donorIdOf(sari.visitor);
const agencyId = (at: number) => `3374:${semarang.city.agencies[at]?.code}`;
const namesSeen = async (who: Visitor, agency?: string) => {
  type Found = { donors: { edges: { node: { name: string } }[] } };
  const { data, errors } = await post<Found>(who, NAMES, { agency });
  return errors?.map((it) => it.extensions?.code) ?? data?.donors.edges.map(({ node }) => node.name).sort();
};

test('the treasurer sees who works in the own agency, what they pledged, and what they owe for it', async () => {
  expect(await ask(own, PERSON, { id: await donorId() })).toMatchObject({
    donor: { name: NAME, credit: 0, pledges: { edges: [{ node: { id: pledge.id } }] } },
  });
  expect(await ask(own, PLEDGE, { id: pledge.id })).toEqual({
    pledge: { id: pledge.id, donor: { name: NAME }, invoice: { id: invoice.id } },
  });
  expect(await ask(own, INVOICE, { id: invoice.id })).toEqual({
    invoice: { id: invoice.id, number: invoice.number, pledge: { donor: { name: NAME } } },
  });
  expect(await namesSeen(own)).toEqual([NAME, 'Pegawai 60031']);
  expect(await namesSeen(own, agencyId(0))).toEqual([NAME, 'Pegawai 60031']);
});

test('to one of another agency, and to one placed nowhere, they are as absent as what never was', async () => {
  const asked = [
    [PERSON, await donorId()],
    [PLEDGE, pledge.id],
    [INVOICE, invoice.id],
  ] as const;
  for (const who of [other, placeless]) {
    for (const [query, id] of asked) {
      const bytes = JSON.stringify(await post(who, query, { id }));
      expect(bytes).toBe(JSON.stringify(await post(who, query, { id: ABSENT })));
    }
    expect(await namesSeen(who, agencyId(0))).toEqual(['AGENCY_UNKNOWN']);
  }
  expect(await namesSeen(other)).toEqual(['Pegawai 60032']);
  expect(await namesSeen(placeless)).toEqual([]);
});

test("the administrator sees the city's whole roster", async () => {
  const admin = await semarang.as('admin');
  expect(await namesSeen(admin)).toEqual([NAME, 'Pegawai 60031', 'Pegawai 60032']);
  expect(await namesSeen(admin, agencyId(1))).toEqual(['Pegawai 60032']);
  expect(await ask(admin, INVOICE, { id: invoice.id })).toMatchObject({
    invoice: { number: invoice.number },
  });
});

test('a donor who moves is seen by the treasurer of the new agency, and no more by the old', async () => {
  const [nip, agency] = [inventedNip(SARI), semarang.city.agencies[1]?.code];
  const rows = [{ nip, name: NAME, post: 'OTHERS', agency }];
  await mutate(
    await semarang.as('admin'),
    'importRoster',
    { rows, sample: true, idempotencyKey: 'moves' },
    'imported',
  );
  await eventually(
    () => ask<{ invoice: object | null }>(other, INVOICE, { id: invoice.id }),
    (it) => it.invoice !== null,
  );
  expect(await ask(other, PLEDGE, { id: pledge.id })).toMatchObject({ pledge: { donor: { name: NAME } } });
  for (const [query, id] of [
    [PLEDGE, pledge.id],
    [INVOICE, invoice.id],
  ] as const) {
    const bytes = JSON.stringify(await post(own, query, { id }));
    expect(bytes).toBe(JSON.stringify(await post(own, query, { id: ABSENT })));
  }
});
