import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ask, eventually, mutate, type Visitor } from '@lindungi/cli';
import { schemasOf } from '../house/strangers/schemas';
import { stored } from '../support/books';
import type { CityWorld } from '../support/city-world';
import { answered, deductionFile, letter, officerOf, sendResult } from '../support/payroll';
import type { DonorInWorld, InvoiceInWorld } from '../support/people';
import { ProviderCalls } from '../support/provider-calls';
import { LIST, type List } from '../support/remittance';
import { type World, world } from '../support/world';

const TODAY = '2026-11-10';

let lindungi: World;
let semarang: CityWorld;
let palangkaRaya: CityWorld;
let sari: DonorInWorld;
let treasurer: Visitor;
let admin: Visitor;
let bpjs: Visitor;
let kelurahan: string;
let branch: string;
let paid: { invoice: InvoiceInWorld; said: ReturnType<World['provider']['notification']> };
let keys = 0;

beforeAll(async () => {
  lindungi = await world({ today: TODAY });
  semarang = lindungi.city('3374-kota-semarang');
  palangkaRaya = lindungi.city('6271-kota-palangka-raya');
  const ngaliyan = semarang.city.kecamatan.find(({ name }) => name === 'Ngaliyan')!;
  branch = ngaliyan.branch;
  kelurahan = ngaliyan.kelurahan[0]!.code;
  [admin, treasurer, bpjs, sari] = [
    await semarang.as('admin'),
    await semarang.as('bendahara'),
    await semarang.as('bpjs'),
    await semarang.donor('Bu Sari'),
  ];
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

const does = <Payload>(who: Visitor, name: string, input: object, select: string): Promise<Payload> =>
  mutate<Payload>(who, name, { ...input, idempotencyKey: `money ${keys++}` }, select);

/** The id of the newest row of one of billing's tables. */
async function newest(query: string, values: unknown[] = []): Promise<string> {
  const [row] = await eventually(
    () => stored<{ id: string }>(lindungi.house, query, values),
    (rows) => rows.length > 0,
  );
  return row?.id ?? '';
}

const prepared = async () =>
  (await does<{ remittance: List }>(treasurer, 'prepareRemittance', { branch, through: '2026-12' }, LIST))
    .remittance;

const approves = ({ id: remittanceId }: List) =>
  does(admin, 'approveRemittance', { remittanceId, transferReference: 'FT26314-1' }, 'remittance { id }');

test('a donor pays and has a receipt; a person doubts the payment, another does not', async () => {
  const worker = await semarang.worker('Pak Budi', { kelurahan });
  const pledge = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
  const invoice = await sari.invoiceFor(pledge);
  paid = { invoice, said: lindungi.provider.notification(invoice.number, invoice.amount) };
  await lindungi.provider.say('3374', paid.said);
  await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
  const paymentId = await newest('select id from billing.payment');
  await does(sari.visitor, 'issueReceipt', { paymentId }, 'receipt { id }');

  const transactionId = await newest(`select id from billing.ledger_transaction where why = 'PAYMENT'`);
  const wish = { transactionId, reason: 'Bank mencatat pembayaran ini dua kali.' };
  type Proposed = { correction: { id: string } };
  const { correction } = await does<Proposed>(treasurer, 'proposeCorrection', wish, 'correction { id }');
  const decision = { correctionId: correction.id, approve: false };
  await does(admin, 'decideCorrection', decision, 'correction { id }');
});

test('the provider hands over what it was paid, and another doubts its fee', async () => {
  const content = `tanggal;keterangan;debit;kredit;referensi\n10/11/2026;SETTLEMENT MIDTRANS;;8.000,00;FT9`;
  const file = { account: '1034001234', format: 'CSV', content };
  await does(treasurer, 'importStatement', file, 'statement { id }');
  const lineId = await newest('select id from billing.statement_line');
  await does(treasurer, 'bookDisbursement', { lineId, provider: 'MIDTRANS', fee: 400 }, 'statement { id }');
  const doubt = { lineId, reason: 'Biaya pencairan itu dihitung dua kali.' };
  await does(admin, 'takeBackDisbursement', doubt, 'statement { id }');
});

test('BPJS refuses the month, and takes it of the next list; then its money is taken back', async () => {
  const list = await prepared();
  await approves(list);
  const lines = list.lines.map(({ id }) => ({ lineId: id, accepted: false, reason: 'NIK tidak padan' }));
  const answer = { remittanceId: list.id, receivedOn: TODAY, lines };
  await does(bpjs, 'confirmRemittance', answer, 'remittance { id }');
  const taskId = await newest('select id from billing.rejection_task');
  await does(admin, 'closeRejectionTask', { taskId, note: 'NIK diperbaiki' }, 'task { id }');

  const next = await prepared();
  await approves(next);
  const query = 'query($id: ID!) { remittanceFile(id: $id, format: CSV) { content } }';
  const found = await ask<{ remittanceFile: { content: string } }>(bpjs, query, { id: next.id });
  const rows = Buffer.from(found.remittanceFile.content, 'base64')
    .toString('utf8')
    .slice(1)
    .trim()
    .split('\n');
  const content = rows
    .map((row, at) => (at === 0 ? row : [...row.split(',').slice(0, 8), 'DITERIMA', '', 'TB-1', ''].join()))
    .join('\n');
  const file = { remittanceId: next.id, receivedOn: TODAY, content };
  expect(await does(bpjs, 'answerRemittanceByFile', file, 'booked')).toMatchObject({ booked: true });

  await lindungi.provider.say('3374', { ...paid.said, transaction_status: 'refund' });
  const paymentId = await newest('select id from billing.payment where missing > 0');
  const loss = { paymentId, decision: 'BOOK_AS_LOSS', reason: 'Donatur tidak ditemukan.' };
  type Decided = { decision: { id: string } };
  const { decision } = await does<Decided>(treasurer, 'decideReversal', loss, 'decision { id }');
  const ends = { decisionId: decision.id, approve: true };
  await does(admin, 'endReversalDecision', ends, 'decision { id }');
});

test('an agency deducts by a mandate, and the mandate is revoked', async () => {
  const code = semarang.city.agencies[0]?.code ?? '';
  const officer = await officerOf(semarang, admin, code, 61_001, ['TREASURER']);
  const worker = await semarang.worker('Bu Tini', { kelurahan });
  await sari.invoiceFor(await sari.offers({ worker, firstMonth: '2026-12', months: 3 }));
  type Given = { mandate: { id: string; number: string } };
  const { mandate } = await mutate<Given>(sari.visitor, 'giveMandate', letter(), 'mandate { id number }');
  const asked = { agency: `3374:${code}`, month: '2026-12' };
  const { bill } = await does<{ bill: { id: string } }>(officer, 'issueAgencyBill', asked, 'bill { id }');
  const csv = await deductionFile(officer, bill.id);
  const { resultId } = await sendResult(
    officer,
    bill.id,
    answered(csv, { [mandate.number]: ';BERHASIL;8400;' }),
  );
  await does(officer, 'bookDeductionResult', { resultId }, 'booking');
  await newest('select payment_id as id from billing.deducted_payment');
  const agency = semarang.city.agencies[0]?.code ?? '';
  const second = await officerOf(semarang, admin, agency, 60_009, ['ADMIN']);
  const wish = { billId: bill.id, reason: 'Kota menalangi dahulu.' };
  type Proposed = { advance: { id: string } };
  const { advance } = await does<Proposed>(officer, 'proposeAgencyAdvance', wish, 'advance { id }');
  const decision = { advanceId: advance.id, approve: true };
  await does(second, 'decideAgencyAdvance', decision, 'advance { id }');
  await does(sari.visitor, 'revokeMandate', { mandateId: mandate.id }, 'mandate { id }');
});

test('money of nobody reaches the account of the city, and goes back', async () => {
  const content = `tanggal;keterangan;debit;kredit;referensi;saldo\n10/11/2026;TANPA BERITA;;12.345,00;FT4;`;
  const file = { account: '1034001234', format: 'CSV', content };
  type Imported = { statement: { id: string } };
  const { statement } = await does<Imported>(treasurer, 'importStatement', file, 'statement { id }');
  await does(treasurer, 'acceptStatementLines', { statementId: statement.id }, 'suspense');
  const paymentId = await newest(`select id from billing.payment where provider = 'BANK'`);
  const back = { paymentId, choice: 'REFUND', transferReference: 'TRF-20261110-01' };
  await does(treasurer, 'resolveParkedMoney', back, 'amount');
  const alarmId = await newest(`select id from billing.alarm where code = 'STATEMENT_UNMATCHED'`);
  await does(treasurer, 'closeAlarm', { alarmId, reason: 'Dikembalikan lewat bank.' }, 'alarm { id }');
});

test('a message that cannot be read is worked again, and a worker is handed on', async () => {
  const calls = await ProviderCalls.about(lindungi);
  await calls.knock(calls.snap({ paidAmount: { value: '42000.00', currency: 'USD' } }));
  const noticeId = await newest(`select id from billing.notice where state = 'PARKED'`);
  await does(treasurer, 'workNoticeAgain', { noticeId }, 'notice { id }');

  const hadi = await palangkaRaya.donor('Pak Hadi');
  const worker = await palangkaRaya.worker('Pak Joko');
  const pledge = await hadi.offers({ worker, firstMonth: '2026-11', months: 1 });
  const { number, amount } = await hadi.invoiceFor(pledge);
  await lindungi.provider.say('6271', lindungi.provider.notification(number, amount));
  await hadi.invoiceFor(pledge, (it) => it.state === 'PAID');
  expect(await palangkaRaya.bpjsReceipts('2026-11')).toBe(1);
  await does(hadi.visitor, 'offerToPool', { workerId: worker.id }, 'offer { id }');
});

interface Deed {
  subject: string | null;
  roles: string[];
  act: string;
  object: string;
  before: string | null;
  after: string | null;
}

async function trail(auditor: Visitor): Promise<Deed[]> {
  const query = '{ billingTrail(first: 100) { edges { node { subject roles act object before after } } } }';
  const found = await ask<{ billingTrail: { edges: { node: Deed }[] } }>(auditor, query);
  return found.billingTrail.edges.map(({ node }) => node);
}

test('each mutation of billing left a deed: who, as what, and of which thing', async () => {
  const deeds = [...(await trail(admin)), ...(await trail(await palangkaRaya.as('admin')))];
  const mutations = Object.keys(schemasOf().billing.getMutationType()?.getFields() ?? {});
  expect(mutations.length).toBeGreaterThan(15);
  expect(mutations.filter((name) => !deeds.some(({ act }) => act === name))).toEqual([]);
  for (const deed of deeds.filter(({ act }) => mutations.includes(act))) {
    expect(deed).toMatchObject({
      subject: expect.stringMatching(/./),
      roles: expect.arrayContaining([expect.any(String)]),
      object: expect.stringMatching(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/),
    });
    // a number of 15 digits would have been struck out: ids stand here, and no order or account
    expect(`${deed.before} ${deed.after}`).not.toContain('…');
  }
});

test('what changed nothing leaves no deed: a replay, a refusal, a bill that was there', async () => {
  const count = async () => (await trail(admin)).length;
  const before = await count();
  const [known] = await stored<{ agency: string }>(lindungi.house, 'select agency from billing.agency_bill');
  const bill = { agency: `3374:${known?.agency}`, month: '2026-12' };
  await does(admin, 'issueAgencyBill', bill, 'bill { id }');
  await expect(does(admin, 'closeAlarm', { alarmId: 'x', reason: 'y' }, 'alarm { id }')).rejects.toThrow(
    'ALARM_UNKNOWN',
  );
  expect(await count()).toBe(before);
});

test('every invariant of every service holds at the end', async () => {
  await eventually(
    () => lindungi.broken(),
    (broken) => broken.length === 0,
  );
});
