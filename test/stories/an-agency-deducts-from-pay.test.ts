import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, mutate, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import {
  answered,
  type FilePaths,
  issuesBill,
  letter,
  mandatesOf,
  mandatesSeen,
  officerOf,
  pathsOf,
  promised,
  refusedWith,
  sendResult,
  TEXT,
  transferred,
} from '../support/payroll';
import type { DonorInWorld, PledgeInWorld, WorkerInWorld } from '../support/people';
import { watch } from '../support/watch';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let agency: string;
let treasurer: Visitor;
let stranger: Visitor;
let sari: DonorInWorld;
let hadi: DonorInWorld;
const pledges: PledgeInWorld[] = [];
let billId: string;
let budi: WorkerInWorld;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  const [first, second] = semarang.city.agencies;
  agency = `3374:${first?.code}`;
  const admin = await semarang.as('admin');
  treasurer = await officerOf(semarang, admin, first?.code ?? '', 60_001, ['TREASURER']);
  stranger = await officerOf(semarang, admin, second?.code ?? '', 60_002, ['TREASURER']);
  sari = await semarang.donor('Bu Sari');
  hadi = await semarang.donor('Pak Hadi');
  budi = await semarang.worker('Pak Budi');
  pledges.push(await promised(sari, budi), await promised(sari, await semarang.worker('Bu Tini')));
  pledges.push(await promised(hadi, await semarang.worker('Pak Joko')));
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
    const [first] = await mandatesOf(sari.visitor);
    const input = { mandateId: first?.id, idempotencyKey: 'revoke-1' };
    expect(await refusedWith(hadi.visitor, 'revokeMandate', input)).toEqual(['MANDATE_UNKNOWN']);
    await mutate(sari.visitor, 'revokeMandate', input, 'mandate { revokedAt }');
    expect(await refusedWith(sari.visitor, 'revokeMandate', { ...input, idempotencyKey: 'x' })).toEqual([
      'MANDATE_ALREADY_REVOKED',
    ]);
    await mutate(sari.visitor, 'giveMandate', letter(), 'mandate { id }');
    await mutate(
      hadi.visitor,
      'giveMandate',
      letter({ signedAs: '=HYPERLINK(1)', nipEnd: '1902' }),
      'mandate { id }',
    );
    const both = await mandatesOf(sari.visitor);
    expect(both.map(({ number, revokedAt }) => [number, revokedAt !== null])).toEqual([
      ['SK-3374-000002', false],
      ['SK-3374-000001', true],
    ]);
  });

  test("the agency's treasurer sees them; another treasurer, a head and a donor do not", async () => {
    const seen = (who: Visitor) => mandatesSeen(who, agency);
    expect(await seen(treasurer)).toBe(3);
    expect(await seen(await semarang.as('admin'))).toBe(3);
    expect(await seen(stranger)).toEqual(['AGENCY_UNKNOWN']);
    expect(await seen(hadi.visitor)).toEqual(['AGENCY_UNKNOWN']);
    expect(await seen(await semarang.as('walikota'))).toEqual(['FORBIDDEN']);
  });
});

describe("the agency's bill of December", () => {
  const bill = (month = '2026-12') => ({ agency, month, idempotencyKey: 'bill-1' });
  const fields = 'id amount donors lineCount debitOn dueOn graceUntil';

  test('is issued once, by its own treasurer, for months of invoices that are there', async () => {
    expect(await refusedWith(stranger, 'issueAgencyBill', bill())).toEqual(['AGENCY_UNKNOWN']);
    expect(await refusedWith(await semarang.as('walikota'), 'issueAgencyBill', bill())).toEqual([
      'FORBIDDEN',
    ]);
    expect(await refusedWith(treasurer, 'issueAgencyBill', bill('2027-02'))).toEqual(['BILL_MONTH_REFUSED']);

    const issued = await issuesBill(treasurer, agency, fields, bill());
    expect(issued).toMatchObject({
      ...{ amount: 25_200, donors: 2, lineCount: 3 },
      debitOn: '2026-12-01',
      dueOn: '2026-12-15',
      graceUntil: '2027-02-28',
    });
    billId = issued.id;
    expect((await issuesBill(treasurer, agency)).id).toBe(issued.id);
  });
});

describe('what the treasurer deducts, and what the payroll answers', () => {
  let csv: string;
  let paths: FilePaths;
  const bill = (who: Visitor) => pathsOf(who, billId);
  const fetchFile = (path: string) => fetch(lindungi.house.urls.gateway + path);
  const send = (body: string | Uint8Array<ArrayBuffer>) => sendResult(treasurer, billId, body);
  const filledIn = (answers: Record<string, string>) => answered(csv, answers);

  test('no other treasurer has the file, and an address that was tampered with opens nothing', async () => {
    paths = (await bill(treasurer)) as FilePaths;
    expect(await bill(stranger)).toBeNull();
    const [text, mark] = paths.file.path.split('.');
    expect((await fetchFile(`${text}x.${mark}`)).status).toBe(404);
    expect((await fetchFile(paths.upload.path)).status).toBe(405);
  });

  test('the file names each donor once, what is deducted and for which months, and no whole NIP', async () => {
    const progress = watch<{ deductionProgress: { stage: string; done: number; total: number } }>(
      treasurer,
      'subscription($id: ID!) { deductionProgress(billId: $id) { stage done total } }',
      { id: billId },
    );
    await progress.next();
    const answer = await fetchFile(paths.file.path);
    expect(answer.headers.get('content-disposition')).toMatch(/potongan-.*-2026-12\.csv/);
    csv = await answer.text();
    const rows = csv.trimEnd().split('\r\n');
    expect(rows).toHaveLength(3);
    expect(rows[1]).toBe('SK-3374-000002;Sari Wulandari;****2901;Bank Jateng;2;2026-12;16800;;;');
    expect(rows[2]).toBe("SK-3374-000003;'=HYPERLINK(1);****1902;Bank Jateng;1;2026-12;8400;;;");
    const made = await progress.until((it) => it.deductionProgress.stage === 'FILE');
    expect(made.deductionProgress).toMatchObject({ done: 2, total: 2 });
    await progress.stop();
  });

  test('the workbook says the same, as text that nothing computes', async () => {
    const bytes = Buffer.from(await (await fetchFile(paths.sheet.path)).arrayBuffer());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect((await send(new Uint8Array(bytes))).problems).toEqual([]);
  });

  test('bad files change nothing: each mistake is told by row and column, in Indonesian', async () => {
    const bad = filledIn({ 'SK-3374-000002': ';BERHASIL;16.800;', 'SK-3374-000003': ';GAGAL;;' });
    const { problems, resultId } = await send(bad);
    expect(problems.map(({ row, column, code }) => [row, column, code])).toEqual([
      [2, 'jumlah_terpotong', 'AMOUNT_MALFORMED'],
      [3, 'alasan', 'REASON_MISSING'],
    ]);
    expect(problems[0]?.message).toMatch(/rupiah utuh/);
    const book = { resultId, idempotencyKey: 'bad' };
    expect(await refusedWith(treasurer, 'bookDeductionResult', book)).toEqual(['RESULT_HAS_PROBLEMS']);
    expect((await send(new Uint8Array([0x50, 0x4b, 3, 4, 9, 9, 9]))).status).toBe(422);
    expect((await send(new Uint8Array([0xff, 0xfe, 0, 1]))).status).toBe(422);
    expect((await send('x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect((await sari.invoiceFor(pledges[0] as PledgeInWorld)).state).toBe('ISSUED');
  });

  test('Sari was deducted, Hadi is retired: her months are held, his call a person', async () => {
    const good = filledIn({ 'SK-3374-000002': ';BERHASIL;16800;', 'SK-3374-000003': ';GAGAL;;PENSIUN' });
    const read = await send(good);
    expect(read).toMatchObject({ state: 'READ', rows: 2, problems: [] });
    const input = { resultId: read.resultId, idempotencyKey: 'good' };
    expect(await refusedWith(stranger, 'bookDeductionResult', input)).toEqual(['RESULT_UNKNOWN']);
    await mutate(treasurer, 'bookDeductionResult', input, 'booking');
    await sari.invoiceFor(pledges[1] as PledgeInWorld, ({ state }) => state === 'PARTIAL');

    // the same file, and the same told by another file, are the same money
    await eventually(
      () => send(good),
      ({ state }) => state === 'BOOKED',
    );
    await mutate(treasurer, 'bookDeductionResult', { ...input, idempotencyKey: 'again' }, 'booking');
    expect((await send(`${good}\r\n`)).rows).toBe(0);
    expect(await semarang.ledger()).toMatchInlineSnapshot(`
"
PAYMENT      | agency -8400 | held 8400
PAYMENT      | agency -8400 | held 8400
"
`);
    const query = '{ city { contributions(month: "2026-12") { workers amount } } }';
    const { city } = await ask<{ city: { contributions: unknown } }>(await semarang.as('bendahara'), query);
    expect(city.contributions).toEqual({ workers: 2, amount: 16_800 });
  });
});

test('once its transfer is seen, what was deducted goes to BPJS month by month, and December is protected', async () => {
  expect(await semarang.bpjsReceipts('2026-12')).toBe(0);
  await transferred(semarang, billId);
  expect(await semarang.bpjsReceipts('2026-12')).toBe(2);
  expect(await semarang.becomesCovered(budi, '2026-12-10')).toBe(true);
  expect(await semarang.coverage(budi, '2027-01-10')).toMatchObject({ covered: false });
});

test("the treasurer's month says what came, what failed, and who has joined", async () => {
  const query = `query($agency: ID!, $month: YearMonth!) { treasurerMonth(agency: $agency, month: $month) {
    awaiting collected failed joined left paused changed changes { edges { node { kind now } } }
    bill { lines(state: FAILED) { edges { node { mandateNumber reason } } } } } }`;
  const seen = await ask<{ treasurerMonth: unknown }>(treasurer, query, { agency, month: '2026-12' });
  expect(seen.treasurerMonth).toMatchObject({
    ...{ awaiting: 0, collected: 16_800, failed: 8_400, joined: 2, left: 0, paused: 0, changed: 0 },
    bill: { lines: { edges: [{ node: { mandateNumber: 'SK-3374-000003', reason: 'RETIRED' } }] } },
  });
  expect((await post(stranger, query, { agency, month: '2026-12' })).errors?.[0]?.extensions?.code).toBe(
    'AGENCY_UNKNOWN',
  );
});

test('every invariant of every service holds at the end', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
