import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, eventually, mutate, post, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import { officerOf } from '../support/payroll';
import type { DonorInWorld, InvoiceInWorld, PledgeInWorld } from '../support/people';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;
let pledge: PledgeInWorld;
let invoice: InvoiceInWorld;
let said: ReturnType<World['provider']['notification']>;

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  sari = await semarang.donor('Bu Sari');
  const worker = await semarang.worker('Pak Budi');
  pledge = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
  invoice = await sari.invoiceFor(pledge);
  said = lindungi.provider.notification(invoice.number, invoice.amount);
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

interface ReceiptSeen {
  id: string;
  code: string;
  amount: number;
  issuedOn: string;
  lines: {
    invoice: string;
    amount: number;
    paidOn: string;
    months: { month: string; paid: boolean; atBpjs: string }[];
  }[];
}

const RECEIPT = 'id code amount issuedOn lines { invoice amount paidOn months { month paid atBpjs } }';
const THIS_YEAR = { from: '2026-01-01', until: '2026-11-22' };

const issued = async (visitor: Visitor, input: Record<string, unknown>) =>
  (await mutate<{ receipt: ReceiptSeen }>(visitor, 'issueReceipt', input, `receipt { ${RECEIPT} }`)).receipt;

type Verification = Record<'genuine' | 'amount' | 'takenBack' | 'issuedOn' | 'city', unknown>;

/** What anybody without a token learns of a code. */
async function verified(code: string, city = semarang): Promise<Verification> {
  const query =
    'query($code: String!) { verifyReceipt(code: $code) { genuine amount takenBack issuedOn city } }';
  return (await ask<{ verifyReceipt: Verification }>(city.public, query, { code })).verifyReceipt;
}

const NOTHING = { genuine: false, amount: null, takenBack: null, issuedOn: null, city: null };

async function fileOf(visitor: Visitor, id: string, format: 'PDF' | 'CSV', payerName?: string) {
  const query = `query($id: ID!, $format: FileFormat!, $payerName: String) {
    receiptFile(id: $id, format: $format, payerName: $payerName) { name mediaType content } }`;
  type Found = { receiptFile: { name: string; mediaType: string; content: string } | null };
  return (await ask<Found>(visitor, query, { id, format, payerName })).receiptFile;
}

describe('Bu Sari wants a receipt', () => {
  let receipt: ReceiptSeen;

  test('before her money came there is none', async () => {
    await expect(issued(sari.visitor, { ...THIS_YEAR, idempotencyKey: 'early' })).rejects.toThrow(
      'NO_MONEY_TO_RECEIPT',
    );
  });

  test('of all her payments of the year: paid, and not yet with BPJS', async () => {
    expect(await lindungi.provider.say('3374', said)).toBe(200);
    await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
    receipt = await issued(sari.visitor, { ...THIS_YEAR, idempotencyKey: 'year' });
    expect(receipt).toMatchObject({ amount: 42_000, issuedOn: '2026-11-22' });
    expect(receipt.lines).toEqual([
      {
        invoice: invoice.number,
        amount: 42_000,
        paidOn: '2026-11-22',
        months: ['2026-12', '2027-01', '2027-02'].map((month) => ({ month, paid: true, atBpjs: 'NOT_SENT' })),
      },
    ]);
    expect(await issued(sari.visitor, { ...THIS_YEAR, idempotencyKey: 'year' })).toEqual(receipt);
  });

  test('of the one payment, from the treasurer of her agency: the same money under another code', async () => {
    const query = 'query($id: ID!) { invoice(id: $id) { payment { id } } }';
    type Found = { invoice: { payment: { id: string } } | null };
    const [own, other] = semarang.city.agencies.map(({ code }) => code);
    const admin = await semarang.as('admin');
    const treasurer = await officerOf(semarang, admin, own ?? '', 60_021, ['TREASURER']);
    const seen = await eventually(
      async () => (await ask<Found>(treasurer, query, { id: invoice.id })).invoice,
      (it) => it !== null,
    );
    const paymentId = seen?.payment.id;
    const second = await issued(treasurer, { paymentId, idempotencyKey: 'one' });
    expect(second.amount).toBe(42_000);
    expect(second.code).not.toBe(receipt.code);
    expect(await verified(second.code)).toMatchObject({ genuine: true, amount: 42_000 });

    // of another agency there is no such payment, and no such paper
    const stranger = await officerOf(semarang, admin, other ?? '', 60_022, ['TREASURER']);
    await expect(issued(stranger, { paymentId, idempotencyKey: 'theirs' })).rejects.toThrow(
      'NO_MONEY_TO_RECEIPT',
    );
    expect(await fileOf(stranger, second.id, 'CSV')).toBeNull();
  });

  test('as a PDF with a name on it, and as a table', async () => {
    const paper = await fileOf(sari.visitor, receipt.id, 'PDF', 'Sari Dewi');
    expect(paper).toMatchObject({ mediaType: 'application/pdf' });
    expect(
      Buffer.from(paper?.content ?? '', 'base64')
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    const table = await fileOf(sari.visitor, receipt.id, 'CSV');
    const rows = Buffer.from(table?.content ?? '', 'base64')
      .toString()
      .trim()
      .split('\n');
    expect(rows).toHaveLength(4);
    expect(rows[1]).toContain(`2026-11-22,${invoice.number},42000,2026-12,8400,Lunas,Belum disetor ke BPJS`);
  });

  test('a stranger verifies it: genuine, how much, when, which city; and not whose', async () => {
    const typed = ` ${receipt.code.toLowerCase().replaceAll('-', ' ')} `;
    expect(await verified(typed)).toEqual({
      genuine: true,
      amount: 42_000,
      takenBack: 0,
      issuedOn: '2026-11-22',
      city: 'Kota Semarang',
    });
  });

  test('a code of nobody, of another city, and no code at all: the same nothing', async () => {
    const palangkaRaya = lindungi.city('6271-kota-palangka-raya');
    expect(await verified(receipt.code.replace(/.$/, (it) => (it === '0' ? '1' : '0')))).toEqual(NOTHING);
    expect(await verified(receipt.code, palangkaRaya)).toEqual(NOTHING);
    expect(await verified('')).toEqual(NOTHING);
    expect(await verified(receipt.id)).toEqual(NOTHING);
  });

  test('another donor neither sees it nor gets one of her money', async () => {
    const hadi = await semarang.donor('Pak Hadi');
    expect(await fileOf(hadi.visitor, receipt.id, 'CSV')).toBeNull();
    const query = '{ receipts(first: 10) { edges { node { id } } } }';
    expect(await ask(hadi.visitor, query)).toEqual({ receipts: { edges: [] } });
    const wish = { ...THIS_YEAR, idempotencyKey: 'hers' };
    await expect(issued(hadi.visitor, wish)).rejects.toThrow('NO_MONEY_TO_RECEIPT');
    const donorId = await idOfSari();
    await expect(issued(hadi.visitor, { ...wish, donorId })).rejects.toThrow('RECEIPT_WISH_UNCLEAR');
  });

  test('a visitor without a token gets none; a name that cannot be printed is refused by name', async () => {
    const { errors } = await post(semarang.public, '{ receipts(first: 1) { edges { node { id } } } }');
    expect(errors?.[0]?.extensions?.code).toBe('UNAUTHENTICATED');
    await expect(fileOf(sari.visitor, receipt.id, 'PDF', '')).rejects.toThrow('PAYER_NAME_REFUSED');
  });

  test('what BPJS receipts shows on it, apart from paid', async () => {
    expect(await semarang.bpjsReceipts('2026-12')).toBe(1);
    const query = `{ receipts(first: 1) { edges { node { ${RECEIPT} } } } }`;
    type Found = { receipts: { edges: { node: ReceiptSeen }[] } };
    const now = (await ask<Found>(sari.visitor, query)).receipts.edges[0]?.node;
    expect(now?.lines[0]?.months.map((it) => [it.paid, it.atBpjs])).toEqual([
      [true, 'RECEIPTED'],
      [true, 'NOT_SENT'],
      [true, 'NOT_SENT'],
    ]);
  });

  test('when the money goes back, whoever holds the paper learns that it did', async () => {
    expect(await lindungi.provider.say('3374', { ...said, transaction_status: 'refund' })).toBe(200);
    const now = await eventually(
      () => verified(receipt.code),
      (it) => it.takenBack !== 0,
    );
    expect(now).toMatchObject({ genuine: true, amount: 42_000, takenBack: 42_000 });
    const wish = { ...THIS_YEAR, idempotencyKey: 'late' };
    await expect(issued(sari.visitor, wish)).rejects.toThrow('NO_MONEY_TO_RECEIPT');
  });
});

/** Bu Sari's own id. */
async function idOfSari(): Promise<string> {
  const query = 'query($id: ID!) { pledge(id: $id) { donor { id } } }';
  const seen = await ask<{ pledge: { donor: { id: string } } }>(sari.visitor, query, { id: pledge.id });
  return seen.pledge.donor.id;
}

test('and every invariant of every service holds', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
