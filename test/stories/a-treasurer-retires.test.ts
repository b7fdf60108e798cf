import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually, mutate, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { issuesBill, letter, mandatesSeen, officerOf, promised, refusedWith } from '../support/payroll';
import { DonorInWorld, type InvoiceInWorld } from '../support/people';
import { officeSends } from '../support/roster';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let admin: Visitor;
/** Two agencies. */
let code: string;
let elsewhere: string;
/** Who deducts until the day she retires, and who stays. */
let tutik: Visitor;
let bambang: Visitor;
let invoice: InvoiceInWorld;
let billId: string;

const [TUTIK, BAMBANG, SARI] = [60_101, 60_102, 60_103];
const ABSENT = '0198f000-0000-7000-8000-000000000000';
const INVOICE = 'query($id: ID!) { invoice(id: $id) { id number amount } }';
const BILL = 'query($id: ID!) { agencyBill(id: $id) { id amount lines { edges { node { amount } } } } }';
const MONTH = 'query($agency: ID!) { treasurerMonth(agency: $agency, month: "2026-12") { awaiting } }';

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  admin = await semarang.as('admin');
  [code = '', elsewhere = ''] = semarang.city.agencies.map((it) => it.code);
  tutik = await officerOf(semarang, admin, code, TUTIK, ['TREASURER']);
  bambang = await officerOf(semarang, admin, code, BAMBANG, ['TREASURER']);
  ({ invoice } = await deducted(SARI, code));
  billId = (await issues(tutik, code)).id;
}, 120_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

/** A donor of an agency with a letter, and with an invoice for a worker. */
async function deducted(number: number, of: string) {
  const phone = await officerOf(semarang, admin, of, number, ['DONOR']);
  const donor = new DonorInWorld(`Pegawai ${number}`, phone, semarang);
  const pledge = await promised(donor, await semarang.worker('Pak Budi'));
  await mutate(phone, 'giveMandate', letter({ signedAs: donor.name }), 'mandate { id }');
  return { donor, invoice: await donor.invoiceFor(pledge) };
}

const agency = (of: string) => `3374:${of}`;

const issues = (who: Visitor, of: string) =>
  issuesBill<{ id: string; donors: number }>(who, agency(of), 'id donors');

/** The personnel office sends a file that says this of one person, and nothing of anybody else. */
async function officeSays(number: number, status: string, of = code) {
  const sent = await officeSends(admin, [{ number, agency: of, status }], false);
  expect(sent.state).toBe('APPLIED');
}

const answer = async (who: Visitor, query: string, variables: Record<string, unknown> = {}) =>
  JSON.stringify(await post(who, query, variables));

test('while they work there, both treasurers see what their agency owes', async () => {
  for (const who of [tutik, bambang]) {
    expect(await ask(who, INVOICE, { id: invoice.id })).toMatchObject({
      invoice: { number: invoice.number },
    });
    expect(await ask(who, BILL, { id: billId })).toMatchObject({ agencyBill: { id: billId } });
    expect(await mandatesSeen(who, agency(code))).toBe(1);
  }
});

test('Bu Tutik retires: to her token the agency’s money is as absent as what never was', async () => {
  await officeSays(TUTIK, 'pensiun');
  await eventually(
    () => ask<{ invoice: object | null }>(tutik, INVOICE, { id: invoice.id }),
    (it) => it.invoice === null,
  );
  for (const [query, id] of [
    [INVOICE, invoice.id],
    [BILL, billId],
  ] as const) {
    expect(await answer(tutik, query, { id })).toBe(await answer(tutik, query, { id: ABSENT }));
  }
  expect(await answer(tutik, MONTH, { agency: agency(code) })).toBe(
    await answer(tutik, MONTH, { agency: agency(elsewhere) }),
  );
  expect(await mandatesSeen(tutik, agency(code))).toEqual(['AGENCY_UNKNOWN']);
  const november = { agency: agency(code), month: '2026-11', idempotencyKey: 'retired' };
  expect(await refusedWith(tutik, 'issueAgencyBill', november)).toEqual(['AGENCY_UNKNOWN']);
});

test('who stays sees what he saw', async () => {
  expect(await ask(bambang, INVOICE, { id: invoice.id })).toMatchObject({ invoice: { id: invoice.id } });
  expect(await ask(bambang, BILL, { id: billId })).toMatchObject({ agencyBill: { id: billId } });
  expect(await mandatesSeen(bambang, agency(code))).toBe(1);
});

test('who moves away is deducted from no more, and keeps her invoice; her treasurer finds it too', async () => {
  const treasurer = await officerOf(semarang, admin, elsewhere, 60_104, ['TREASURER']);
  const wati = await deducted(60_105, elsewhere);
  await deducted(60_106, elsewhere);
  await officeSays(60_105, 'pindah', elsewhere);
  await eventually(
    () => refusedWith(wati.donor.visitor, 'giveMandate', letter()),
    ([it]) => it === 'MANDATE_WITHOUT_AGENCY',
  );
  expect((await issues(treasurer, elsewhere)).donors).toBe(1); // who stays, alone
  for (const who of [wati.donor.visitor, treasurer]) {
    const found = await ask(who, INVOICE, { id: wati.invoice.id });
    expect(found).toMatchObject({ invoice: { number: wati.invoice.number } });
  }
});

test('the office was wrong, and Bu Tutik is back: she sees it again', async () => {
  await officeSays(TUTIK, 'aktif');
  await eventually(
    () => ask<{ invoice: object | null }>(tutik, INVOICE, { id: invoice.id }),
    (it) => it.invoice !== null,
  );
  expect(await ask(tutik, BILL, { id: billId })).toMatchObject({ agencyBill: { id: billId } });
  expect(await lindungi.broken()).toEqual([]);
});
