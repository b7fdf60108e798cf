import { describe, expect, test } from '@jest/globals';
import { localDate, rupiah } from '@lindungi/jamsostek';
import {
  accountNumber,
  type BankLine,
  keysOf,
  numbersIn,
  type OpenInvoice,
  proposalOf,
  readStatementCsv,
} from './statement.rules';

const HEAD = 'tanggal,keterangan,debit,kredit,referensi,saldo';
const csv = (...rows: string[]) => readStatementCsv([HEAD, ...rows].join('\n'));

describe('a statement as CSV', () => {
  test('is read line by line, in either hand of the bank', () => {
    const { lines, refused } = csv(
      '2026-11-22,TRSF INV-3374-202611-000123,0.00,"8,400.00",FT1,1',
      '23/11/2026,SETOR BPJS,8.400,,FT2,1',
    );
    expect(refused).toEqual([]);
    expect(lines).toEqual([
      {
        ...{ bookedOn: '2026-11-22', direction: 'IN', amount: 8_400 },
        ...{ reference: 'FT1', description: 'TRSF INV-3374-202611-000123' },
      },
      {
        bookedOn: '2026-11-23',
        direction: 'OUT',
        amount: 8_400,
        reference: 'FT2',
        description: 'SETOR BPJS',
      },
    ]);
  });

  test('keeps no number that may be a person of theirs', () => {
    const { lines } = csv('2026-11-22,SARI 9971010101010001 081234567890,,8400,FT1,');
    expect(lines[0]?.description).toBe('SARI … …');
  });

  test.each([
    ['tanggal', '22 Nov,x,,8400,,'],
    ['kredit', '2026-11-22,x,,-8400,,'],
    ['kredit', '2026-11-22,x,,８４００,,'],
    ['kredit', '2026-11-22,x,,1e3,,'],
    ['debit', '2026-11-22,x,USD 5,,,'],
    ['debit dan kredit', '2026-11-22,x,8400,8400,,'],
    ['debit dan kredit', '2026-11-22,x,,,,'],
    ['debit dan kredit', '2026-11-22,x,0,0.00,,'],
  ])('refuses a row for its %s: %s', (column, row) => {
    expect(csv(row).refused.map(({ row: at, refusal }) => [at, refusal.facts])).toEqual([[2, { column }]]);
  });
});

describe('a line', () => {
  const line = (changes: Partial<BankLine> = {}): BankLine => ({
    ...{ bookedOn: localDate('2026-11-22'), direction: 'IN', amount: rupiah(8_400) },
    ...{ reference: 'FT1', description: 'TRSF', ...changes },
  });
  const invoice = (counter: number, open: number, issuedOn = '2026-11-20'): OpenInvoice => ({
    id: `i${counter}`,
    number: `INV-3374-202611-00000${counter}`,
    open: rupiah(open),
    issuedOn: localDate(issuedOn),
  });
  const lists = [{ id: 'r1', transferReference: 'FT26327-001', amount: rupiah(8_400) }];

  test('is recognised again; two who pay the same on one day are two', () => {
    const [a, b] = keysOf([line(), line()]);
    expect(a).not.toEqual(b);
    expect(keysOf([line(), line({ amount: rupiah(1) }), line()])).toEqual([a, expect.anything(), b]);
  });

  test.each([
    'INV-3374-202611-000001',
    'inv 3374 202611 000001',
    'INV3374202611000001',
    'x INV-3374202611000001.',
  ])('names an invoice, however the bank breaks its number: %s', (description) =>
    expect(numbersIn({ reference: '', description })).toEqual(['INV-3374-202611-000001']),
  );

  test('is for the invoice it names, whatever its amount', () => {
    const invoices = [invoice(1, 8_400), invoice(2, 9_000)];
    const named = (counter: number) => line({ description: `INV-3374-202611-00000${counter}` });
    expect(proposalOf(named(1), invoices, [])).toMatchObject({ matchedBy: 'REFERENCE', invoiceId: 'i1' });
    expect(proposalOf(named(2), invoices, [])).toMatchObject({
      matchedBy: 'REFERENCE_OTHER_AMOUNT',
      invoiceId: 'i2',
    });
  });

  test('is nobody knows what, when it names an invoice that is not there, or two', () => {
    const both = line({ description: 'INV-3374-202611-000001 INV-3374-202611-000002' });
    expect(proposalOf(both, [invoice(1, 8_400), invoice(2, 8_400)], []).matchedBy).toBeNull();
    const unknown = line({ description: 'INV-3374-202611-000009' });
    expect(proposalOf(unknown, [invoice(1, 8_400)], []).matchedBy).toBeNull();
  });

  test('that names none is for the only invoice that is open by its amount, and was issued by then', () => {
    expect(proposalOf(line(), [invoice(1, 8_400), invoice(2, 9_000)], [])).toMatchObject({
      matchedBy: 'AMOUNT',
      invoiceId: 'i1',
    });
    expect(proposalOf(line(), [invoice(1, 8_400), invoice(2, 8_400)], []).matchedBy).toBeNull();
    expect(proposalOf(line(), [invoice(1, 8_400, '2026-11-23')], []).matchedBy).toBeNull();
    expect(proposalOf(line(), [invoice(1, 8_400)], [], [], new Set(['i1'])).matchedBy).toBeNull();
  });

  test("that names a payment provider is the provider's disbursement, whichever invoice is open by its amount", () => {
    const disbursement = line({ description: 'SETTLEMENT MIDTRANS 22 NOV' });
    expect(proposalOf(disbursement, [invoice(1, 8_400)], [], [], new Set(), ['MIDTRANS'])).toEqual({
      ...{
        matchedBy: 'DISBURSEMENT',
        disbursedBy: 'MIDTRANS',
        billId: null,
        invoiceId: null,
        remittanceId: null,
      },
    });
    // a donor's own words count for more
    const named = line({ description: 'INV-3374-202611-000001 VIA MIDTRANS' });
    expect(proposalOf(named, [invoice(1, 8_400)], [], [], new Set(), ['MIDTRANS']).disbursedBy).toBeNull();
  });

  const bill = { id: 'b1', number: 'TAG-3374-sekretariat-daerah-202612', awaited: rupiah(16_800) };

  test.each([
    'TAG-3374-sekretariat-daerah-202612',
    'SETORAN TAG 3374 SEKRETARIAT DAERAH 202612 DES',
    'TAG3374SEKRETARIATDAERAH202612',
  ])("that names an agency's bill is what was deducted by it, whatever its amount: %s", (description) => {
    const whole = line({ description, amount: rupiah(16_800) });
    expect(proposalOf(whole, [invoice(1, 16_800)], [], [bill])).toEqual({
      ...{ matchedBy: 'AGENCY_BILL', billId: 'b1', invoiceId: null, remittanceId: null, disbursedBy: null },
    });
    const part = line({ description, amount: rupiah(8_400) });
    expect(proposalOf(part, [invoice(1, 8_400)], [], [bill])).toMatchObject({
      matchedBy: 'AGENCY_BILL_OTHER_AMOUNT',
      invoiceId: null,
    });
  });

  test('is nobody knows what, when it names a bill and an invoice, or two bills', () => {
    const description = 'TAG-3374-sekretariat-daerah-202612 INV-3374-202611-000001';
    expect(proposalOf(line({ description }), [invoice(1, 8_400)], [], [bill]).matchedBy).toBeNull();
    const other = { ...bill, id: 'b2', number: 'TAG-3374-bapenda-202612' };
    const two = line({ description: `${bill.number} ${other.number}` });
    expect(proposalOf(two, [], [], [bill, other]).matchedBy).toBeNull();
    expect(proposalOf(line({ description: other.number }), [], [], [bill]).matchedBy).toBeNull();
  });

  test('out of the account is our transfer to BPJS, by its number and amount', () => {
    const out = line({ direction: 'OUT', description: 'RTGS ft26327-001 BPJS' });
    expect(proposalOf(out, [invoice(1, 8_400)], lists)).toMatchObject({
      matchedBy: 'TRANSFER',
      remittanceId: 'r1',
    });
    expect(proposalOf({ ...out, amount: rupiah(1) }, [], lists).matchedBy).toBeNull();
    expect(proposalOf({ ...out, description: 'BIAYA' }, [invoice(1, 8_400)], lists).matchedBy).toBeNull();
  });
});

test("an account is the bank's writing of it", () => {
  expect(accountNumber('1-034 00.12345')).toBe('1-0340012345');
  for (const typed of ['', '12', "1'; drop", 'x'.repeat(35), '１２３４']) {
    expect(() => accountNumber(typed)).toThrow(expect.objectContaining({ code: 'ACCOUNT_MALFORMED' }));
  }
});
