import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ask, mutate, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../support/city-world';
import type { DonorInWorld, InvoiceInWorld, PledgeInWorld } from '../support/people';
import { type Imported, STATEMENT, type Statement } from '../support/statement';
import { type World, world } from '../support/world';

let lindungi: World;
let semarang: CityWorld;
let sari: DonorInWorld;
let treasurer: Visitor;
const pledges: PledgeInWorld[] = [];
const invoices: InvoiceInWorld[] = [];

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  semarang = lindungi.city('3374-kota-semarang');
  treasurer = await semarang.as('bendahara');
  sari = await semarang.donor('Bu Sari');
  // 42 000, 42 000 and, for an ojek rider, 25 200: only the last is told by its amount alone
  for (const [name, occupation] of [
    ['Pak Budi', 'PEDAGANG_SAYUR'],
    ['Bu Siti', 'PEDAGANG_SAYUR'],
    ['Pak Ojek', 'OJEK_PANGKALAN'],
  ] as const) {
    const worker = await semarang.worker(name, { occupation });
    const pledge = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
    pledges.push(pledge);
    invoices.push(await sari.invoiceFor(pledge));
  }
}, 90_000);

afterAll(async () => lindungi?.[Symbol.asyncDispose](), 30_000);

let keys = 0;

const imported = (content: string, format = 'CSV', by = treasurer) => {
  const input = { account: '1034001234', format, content, idempotencyKey: `statement ${keys++}` };
  const wanted = `imported known refused { row message } ${STATEMENT}`;
  return mutate<Imported>(by, 'importStatement', input, wanted);
};

const accepted = (statementId: string, lineIds?: string[]) => {
  const input = { statementId, lineIds, idempotencyKey: `accept ${keys++}` };
  type Accepted = { accepted: number; suspense: number; noted: number; statement: Statement };
  return mutate<Accepted>(treasurer, 'acceptStatementLines', input, `accepted suspense noted ${STATEMENT}`);
};

/** The day on which invoices are issued here, as the bank of the city writes it: a database has no other today. */
const DAY = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Jakarta' }).format(new Date());
const HEAD = 'tanggal;keterangan;debit;kredit;referensi;saldo';

describe('the bank says what came to the account of the city', () => {
  let statement: Statement;
  let rows: string[];

  test('a file with mistakes is kept not at all; each is told by row and column', async () => {
    const { refused, statement: none } = await imported(
      [HEAD, '22/11/2026;x;;1e3;FT1;', '32/11/2026;x;;8.400;FT2;', '22/11/2026;x;5;5;FT3;'].join('\n'),
    );
    expect(refused.map(({ row, message }) => `${row} ${message}`)).toEqual([
      '2 Kolom kredit: "1e3" bukan jumlah rupiah bulat yang lebih dari nol.',
      '3 Kolom tanggal: "32/11/2026" bukan tanggal (contoh: 2026-11-22).',
      '4 Kolom debit dan kredit: isi tepat satu dari keduanya.',
    ]);
    expect(none).toBeNull();
    expect(await ask(treasurer, '{ statements(first: 5) { edges { node { id } } } }')).toEqual({
      statements: { edges: [] },
    });
  });

  test('each line is proposed for an invoice by its number, or by an amount only one is open by', async () => {
    rows = [
      HEAD,
      `${DAY};TRSF SARI 9971010101010001 ${invoices[0]?.number};;42.000,00;FT1;`,
      `${DAY};TRSF ${invoices[1]?.number.replaceAll('-', ' ')};;40.000,00;FT2;`,
      `${DAY};TRSF TANPA BERITA;;${invoices[2]?.amount};FT3;`,
      `${DAY};TRSF TANPA BERITA;;12.345,00;FT4;`,
      `${DAY};BIAYA ADM;15.000,00;;FT5;`,
    ];
    const said = await imported(rows.join('\n'));
    expect(said).toMatchObject({ imported: 5, known: 0, refused: [] });
    statement = said.statement!;
    expect(statement.lines.map((it) => [it.matchedBy, it.invoice, it.state])).toEqual([
      ['REFERENCE', invoices[0]?.number, 'PROPOSED'],
      ['REFERENCE_OTHER_AMOUNT', invoices[1]?.number, 'PROPOSED'],
      ['AMOUNT', invoices[2]?.number, 'PROPOSED'],
      [null, null, 'UNMATCHED'],
      [null, null, 'UNMATCHED'],
    ]);
    expect(statement.lines[0]?.description).not.toContain('9971');
  });

  test('proposed is not booked', async () => {
    expect((await sari.sees(pledges[0]!))?.invoice?.state).toBe('ISSUED');
    expect((await semarang.ledger()).trim()).toBe('');
  });

  test('the same lines in another file are known, and only the new one is taken', async () => {
    expect(await imported(rows.join('\n'))).toMatchObject({ imported: 0, known: 5, statement: null });
    const longer = await imported([...rows, `${DAY};TRSF TANPA BERITA;;12.345,00;FT6;`].join('\n'));
    expect(longer).toMatchObject({ imported: 1, known: 5 });
  });

  test('a batch books what is proposed, and puts the rest in suspense; asked again, it books nothing', async () => {
    const first = statement.lines[0]!;
    expect(await accepted(statement.id, [first.id])).toMatchObject({ accepted: 1, suspense: 0, noted: 0 });
    expect(await accepted(statement.id)).toMatchObject({ accepted: 2, suspense: 1, noted: 1 });
    const again = await accepted(statement.id);
    expect(again).toMatchObject({ accepted: 0, suspense: 0, noted: 0 });
    expect(again.statement.lines.map(({ state }) => state)).toEqual([
      'ACCEPTED',
      'ACCEPTED',
      'ACCEPTED',
      'SUSPENSE',
      'NOTED',
    ]);
    await sari.invoiceFor(pledges[0]!, (it) => it.state === 'PAID');
    await sari.invoiceFor(pledges[1]!, (it) => it.state === 'PARTIAL');
    await sari.invoiceFor(pledges[2]!, (it) => it.state === 'PAID');
    const booked = (await semarang.ledger()).trim().split('\n');
    expect(booked.map((it) => it.replace(/ +/g, ' ')).sort()).toEqual([
      `PAYMENT | held ${invoices[2]?.amount} | provider -${invoices[2]?.amount}`,
      'PAYMENT | held 40000 | provider -40000',
      'PAYMENT | held 42000 | provider -42000',
      'PAYMENT | provider -12345 | suspense 12345',
    ]);
  });

  test('nobody but who keeps the books may bring a statement', async () => {
    await expect(imported(rows.join('\n'), 'CSV', sari.visitor)).rejects.toThrow('FORBIDDEN');
    const other = await lindungi.city('6271-kota-palangka-raya').as('bendahara');
    const input = { statementId: statement.id, idempotencyKey: 'theirs' };
    await expect(mutate(other, 'acceptStatementLines', input, 'accepted')).rejects.toThrow(
      'STATEMENT_UNKNOWN',
    );
  });
});

test('an MT940 is proved by its balances, and finds the rest of what is owed', async () => {
  const mt940 = [
    ...[':20:ST1', ':25:1034001234', ':28C:1/1', ':60F:C261122IDR100,00'],
    `:61:2611221122C2000,00NTRFNONREF//FT7`,
    ...[`:86:${invoices[1]?.number}`, ':62F:C261122IDR2100,00'],
  ];
  await expect(imported(mt940.join('\r\n').replace('2100,00', '2101,00'), 'MT940')).rejects.toThrow(
    'STATEMENT_UNBALANCED',
  );
  const { statement } = await imported(mt940.join('\r\n'), 'MT940');
  expect(statement?.lines[0]).toMatchObject({ matchedBy: 'REFERENCE', invoice: invoices[1]?.number });
  await accepted(statement!.id);
  await sari.invoiceFor(pledges[1]!, (it) => it.state === 'PAID');
});

interface Parked {
  paymentId: string;
  left: number;
  keptForRestart: boolean;
}

const parked = async (): Promise<Parked[]> => {
  const query = '{ parkedMoney(first: 20) { edges { node { paymentId left keptForRestart } } } }';
  const found = await ask<{ parkedMoney: { edges: { node: Parked }[] } }>(treasurer, query);
  return found.parkedMoney.edges.map(({ node }) => node);
};

const resolved = (
  paymentId: string | undefined,
  choice: string,
  more: Record<string, string> = {},
  key = `parked ${keys++}`,
) =>
  mutate<{ amount: number }>(
    treasurer,
    'resolveParkedMoney',
    { paymentId, choice, ...more, idempotencyKey: key },
    'amount',
  );

/** Money that reaches the account for this invoice, booked. */
async function reaches(invoice: InvoiceInWorld, amount: number): Promise<void> {
  const { statement } = await imported(`${HEAD}\n${DAY};${invoice.number};;${amount};FT-${keys};`);
  await accepted(statement!.id);
}

describe('money that is left over', () => {
  test('of nobody knows whom goes back by the bank, once', async () => {
    const [money] = await parked();
    expect(money).toMatchObject({ left: 12_345 });
    const id = money?.paymentId;
    await expect(resolved(id, 'REFUND')).rejects.toThrow('TRANSFER_REFERENCE_REFUSED');
    await expect(resolved(id, 'RESTART')).rejects.toThrow('RESTART_IMPOSSIBLE');
    const back = { transferReference: 'FT26327-044' };
    expect(await resolved(id, 'REFUND', back, 'back')).toEqual({ amount: 12_345, errors: [] });
    expect(await resolved(id, 'REFUND', back, 'back')).toEqual({ amount: 12_345, errors: [] });
    await expect(resolved(id, 'REFUND', back)).rejects.toThrow('NOTHING_PARKED');
    expect(await parked()).toEqual([]);
  });

  test('of more than was owed is credited to another invoice, as far as that is owed', async () => {
    const offer = { firstMonth: '2026-12', months: 3 };
    const [first, second] = [await semarang.worker('Pak Lebih'), await semarang.worker('Pak Kurang')];
    const paid = await sari.offers({ worker: first, ...offer });
    // it is there already: only a new invoice takes what is left over by itself
    const other = await sari.offers({ worker: second, ...offer });
    const { number: invoiceNumber } = await sari.invoiceFor(other);
    await reaches(await sari.invoiceFor(paid), 92_000);
    await sari.invoiceFor(paid, (it) => it.state === 'PAID');
    const [money] = await parked();
    expect(money).toMatchObject({ left: 50_000 });

    await expect(resolved(money?.paymentId, 'CREDIT', { invoiceNumber: 'INV-0' })).rejects.toThrow(
      'INVOICE_NOT_OPEN',
    );
    expect((await resolved(money?.paymentId, 'CREDIT', { invoiceNumber })).amount).toBe(42_000);
    await sari.invoiceFor(other, (it) => it.state === 'PAID');
    expect(await parked()).toMatchObject([{ left: 8_000 }]);
    await resolved(money?.paymentId, 'REFUND', { transferReference: 'FT26327-045' });
  });

  test('after a cancel is kept, and begins again with the next pledge for the same worker', async () => {
    const worker = await semarang.worker('Pak Batal');
    const offer = { worker, firstMonth: '2026-12', months: 3 };
    const given = await sari.offers(offer);
    const invoice = await sari.invoiceFor(given);
    await sari.withdraws(given);
    await sari.invoiceFor(given, (it) => it.state === 'CANCELLED');
    await reaches(invoice, 42_000);
    const [money] = await parked();
    expect(money).toMatchObject({ left: 42_000, keptForRestart: false });
    await resolved(money?.paymentId, 'RESTART');
    await expect(resolved(money?.paymentId, 'RESTART')).rejects.toThrow('RESTART_IMPOSSIBLE');
    expect(await parked()).toMatchObject([{ left: 42_000, keptForRestart: true }]);

    const again = await sari.offers(offer);
    expect(await sari.invoiceFor(again, (it) => it.state === 'PAID')).toMatchObject({ amount: 42_000 });
    expect(await parked()).toEqual([]);
  });
});

test('and every invariant of every service holds', async () => {
  expect(await lindungi.broken()).toEqual([]);
});
