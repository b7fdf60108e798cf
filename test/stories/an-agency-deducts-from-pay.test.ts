import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, inventedNip, mutate, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld, InvoiceInWorld, PledgeInWorld } from '../support/people';
import { type World, world } from '../support/world';

const TEXT = 'potong-gaji-1';
const HASH = 'ab'.repeat(32);

let lindungi: World;
let semarang: CityWorld;
let agency: string;
let treasurer: Visitor;
let stranger: Visitor;
let sari: DonorInWorld;
let hadi: DonorInWorld;
const pledges: PledgeInWorld[] = [];
const invoices: InvoiceInWorld[] = [];

/** Somebody on the roster of an agency, with these roles. */
async function worksIn(code: string, word: string, number: number, roles: ('TREASURER' | 'MAYOR')[]) {
  const nip = inventedNip(number);
  const rows = [{ nip, name: `Bendahara ${word}`, post: 'OTHERS', agency: code }];
  const input = { rows, sample: true, idempotencyKey: `roster-${word}` };
  await mutate(await semarang.as('admin'), 'importRoster', input, 'imported');
  const token = await lindungi.house.token({ city: '3374', word, name: word, roles, nip });
  return { url: lindungi.house.urls.gateway, token };
}

const letter = (more: object = {}) => ({
  textVersion: TEXT,
  signedAs: 'Sari Wulandari',
  nipEnd: '2901',
  bank: 'Bank Jateng',
  cap: 33_600,
  proofHash: HASH,
  firstMonth: '2026-12',
  idempotencyKey: `mandate-${Math.random()}`,
  ...more,
});

/** What a mutation refused with. */
async function refusedWith(who: Visitor, name: string, input: Record<string, unknown>): Promise<string[]> {
  const type = `${name.charAt(0).toUpperCase()}${name.slice(1)}Input`;
  const query = `mutation($input: ${type}!) { ${name}(input: $input) { errors { code } } }`;
  const answer = await post<Record<string, { errors: { code: string }[] }>>(who, query, { input });
  if (answer.errors) return answer.errors.map((it) => it.extensions?.code ?? it.message);
  return answer.data?.[name]?.errors.map(({ code }) => code) ?? [];
}

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  const [first, second] = semarang.city.agencies;
  agency = `3374:${first?.code}`;
  treasurer = await worksIn(first?.code ?? '', 'bendahara-a', 60_001, ['TREASURER']);
  stranger = await worksIn(second?.code ?? '', 'bendahara-b', 60_002, ['TREASURER']);
  sari = await semarang.donor('Bu Sari');
  hadi = await semarang.donor('Pak Hadi');
  for (const [donor, name] of [
    [sari, 'Pak Budi'],
    [sari, 'Bu Tini'],
    [hadi, 'Pak Joko'],
  ] as const) {
    const worker = await semarang.worker(name, { occupation: 'PEDAGANG_SAYUR' });
    const pledge = await donor.offers({ worker, firstMonth: '2026-12', months: 3 });
    pledges.push(pledge);
    invoices.push(await donor.invoiceFor(pledge));
  }
}, 120_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

describe('a donor lets the treasurer of the agency deduct from pay', () => {
  test('the text to sign says by which law it stands', async () => {
    const { mandateText } = await ask<{ mandateText: { version: string; source: string } }>(
      sari.visitor,
      '{ mandateText { version source } }',
    );
    expect(mandateText).toMatchObject({ version: TEXT, source: expect.stringMatching(/KUH Perdata/) });
  });

  test('a letter with another text, too small a cap or a whole NIP in it is refused by name', async () => {
    const give = (more: object) => refusedWith(sari.visitor, 'giveMandate', letter(more));
    expect(await give({ textVersion: 'lama-1' })).toEqual(['MANDATE_TEXT_REFUSED']);
    expect(await give({ cap: 8_400 })).toEqual(['MANDATE_CAP_REFUSED']);
    expect(await give({ signedAs: 'Sari 198504122010012901' })).toEqual(['MANDATE_FIELD_REFUSED']);
    expect(await give({ firstMonth: '2026-11' })).toEqual(['MANDATE_START_REFUSED']);
  });

  test('she gives one, asked twice it is the same, and a second one is refused', async () => {
    const input = letter({ idempotencyKey: 'sari-1' });
    const select = 'mandate { id number cap revokedAt agency { id } }';
    const given = await mutate<{ mandate: { id: string } }>(sari.visitor, 'giveMandate', input, select);
    expect(given.mandate).toMatchObject({
      number: 'SK-3374-000001',
      cap: 33_600,
      revokedAt: null,
      agency: { id: agency },
    });
    expect(await mutate(sari.visitor, 'giveMandate', input, select)).toEqual(given);
    expect(await refusedWith(sari.visitor, 'giveMandate', letter())).toEqual(['MANDATE_ALREADY_GIVEN']);
    expect(await refusedWith(sari.visitor, 'giveMandate', { ...input, cap: 16_800 })).toEqual([
      'IDEMPOTENCY_KEY_REUSED',
    ]);
  });

  test('another cannot revoke it; she can, at once, and gives another; the history keeps both', async () => {
    const mine = '{ mandates { edges { node { id number revokedAt } } } }';
    type Mine = { mandates: { edges: { node: { id: string; number: string; revokedAt: string | null } }[] } };
    const [first] = (await ask<Mine>(sari.visitor, mine)).mandates.edges;
    const input = { mandateId: first?.node.id, idempotencyKey: 'revoke-1' };
    expect(await refusedWith(hadi.visitor, 'revokeMandate', input)).toEqual(['MANDATE_UNKNOWN']);
    await mutate(sari.visitor, 'revokeMandate', input, 'mandate { revokedAt }');
    expect(await refusedWith(sari.visitor, 'revokeMandate', { ...input, idempotencyKey: 'x' })).toEqual([
      'MANDATE_ALREADY_REVOKED',
    ]);
    await mutate(sari.visitor, 'giveMandate', letter(), 'mandate { id }');
    await mutate(hadi.visitor, 'giveMandate', letter({ signedAs: 'Hadi', nipEnd: '1902' }), 'mandate { id }');
    const { mandates } = await ask<Mine>(sari.visitor, mine);
    expect(mandates.edges.map(({ node }) => [node.number, node.revokedAt !== null])).toEqual([
      ['SK-3374-000002', false],
      ['SK-3374-000001', true],
    ]);
  });

  test("the agency's treasurer sees them; another treasurer, a head and a donor do not", async () => {
    const query = 'query($agency: ID) { mandates(agency: $agency) { edges { node { number } } } }';
    const seen = async (who: Visitor) => {
      const { data, errors } = await post<{ mandates: { edges: unknown[] } }>(who, query, { agency });
      return errors?.map((it) => it.extensions?.code) ?? data?.mandates.edges.length;
    };
    expect(await seen(treasurer)).toBe(3);
    expect(await seen(await semarang.as('admin'))).toBe(3);
    expect(await seen(stranger)).toEqual(['AGENCY_UNKNOWN']);
    expect(await seen(hadi.visitor)).toEqual(['AGENCY_UNKNOWN']);
    expect(await seen(await semarang.as('walikota'))).toEqual(['FORBIDDEN']);
  });
});

describe("the agency's bill of December", () => {
  const bill = (month = '2026-12', key = 'bill-1') => ({ agency, month, idempotencyKey: key });
  const select = 'bill { id amount donors lineCount debitOn dueOn graceUntil }';

  test('is issued once, by its own treasurer, for months of invoices that are there', async () => {
    expect(await refusedWith(stranger, 'issueAgencyBill', bill())).toEqual(['AGENCY_UNKNOWN']);
    expect(await refusedWith(await semarang.as('walikota'), 'issueAgencyBill', bill())).toEqual([
      'FORBIDDEN',
    ]);
    expect(await refusedWith(treasurer, 'issueAgencyBill', bill('2027-02'))).toEqual(['BILL_MONTH_REFUSED']);

    const issued = await mutate<{ bill: { id: string } }>(treasurer, 'issueAgencyBill', bill(), select);
    expect(issued.bill).toMatchObject({
      amount: 25_200,
      donors: 2,
      lineCount: 3,
      debitOn: '2026-12-01',
      dueOn: '2026-12-15',
      graceUntil: '2027-03-31',
    });
    const again = await mutate<{ bill: { id: string } }>(
      treasurer,
      'issueAgencyBill',
      bill('2026-12', 'b2'),
      select,
    );
    expect(again.bill.id).toBe(issued.bill.id);
  });
});

test('every invariant of every service holds at the end', async () => {
  await eventually(
    () => lindungi.broken(),
    (broken) => broken.length === 0,
    5_000,
  );
});
