import { createHash } from 'node:crypto';
import type { LocalDate, Rupiah } from '@lindungi/jamsostek';
import type { PaymentProviderName } from '@lindungi/tenancy';
import { providerNamed } from '../disbursement/disbursement.rules';
import { CellRefused } from '../sheet/sheet.errors';
import { amountIn, dayIn, type RefusedRow, readRows, readSheet } from '../sheet/sheet.rules';
import { AccountMalformed } from './statement.errors';

/** Lines of one import; a busy day goes in several. */
export const MOST_STATEMENT_LINES = 300;

export const LINE_STATES = ['PROPOSED', 'UNMATCHED', 'ACCEPTED', 'SUSPENSE', 'NOTED'] as const;

/** PROPOSED: we think we know what it is. UNMATCHED: we do not. The others are decided. */
export type StatementLineState = (typeof LINE_STATES)[number];

export const MATCHES = [
  'REFERENCE',
  'REFERENCE_OTHER_AMOUNT',
  'AMOUNT',
  'TRANSFER',
  'AGENCY_BILL',
  'AGENCY_BILL_OTHER_AMOUNT',
  'DISBURSEMENT',
] as const;

/** By what a line was recognised. */
export type Match = (typeof MATCHES)[number];

/** One movement as the bank says it. */
export interface BankLine {
  bookedOn: LocalDate;
  direction: 'IN' | 'OUT';
  /** More than zero. */
  amount: Rupiah;
  /** The bank's own number; '' where it has none. */
  reference: string;
  description: string;
}

/** @throws AccountMalformed */
export function accountNumber(typed: string): string {
  const account = typed.replace(/[\s.]/g, '').toUpperCase();
  if (!/^[0-9A-Z-]{4,34}$/.test(account)) throw new AccountMalformed();
  return account;
}

/**
 * A statement as CSV: `tanggal`, `keterangan`, `debit`, `kredit`, `referensi`, and a `saldo` that is passed over.
 *
 * @throws SheetMalformed, SheetColumnsWrong
 */
export function readStatementCsv(text: string): { lines: BankLine[]; refused: RefusedRow[] } {
  const columns = ['tanggal', 'keterangan', 'debit', 'kredit', 'referensi'] as const;
  const rows = readSheet(text, columns, ['saldo'], MOST_STATEMENT_LINES);
  const { read, refused } = readRows(rows, ({ cells }): BankLine => {
    const bookedOn = dayIn('tanggal', cells.tanggal);
    const out = isNone(cells.debit) ? null : amountIn('debit', cells.debit);
    const into = isNone(cells.kredit) ? null : amountIn('kredit', cells.kredit);
    const amount = out ?? into;
    if (amount === null || (out !== null && into !== null)) {
      throw new CellRefused('debit dan kredit', {
        id: 'isi tepat satu dari keduanya.',
        en: 'exactly one of the two.',
      });
    }
    return {
      ...{ bookedOn, direction: out === null ? 'IN' : 'OUT', amount },
      ...{ reference: wordsOf(cells.referensi, 100), description: wordsOf(cells.keterangan, 400) },
    };
  });
  return { lines: read, refused };
}

/** Banks write an empty side as nothing or as zero. */
const isNone = (cell: string) => /^(-|0+([.,]00)?)?$/.test(cell);

/** Words of a bank, short, and without a number that may be a person's: none of nine digits and more is kept. */
export const wordsOf = (text: string, most: number): string =>
  text
    .replace(/\p{Cc}/gu, ' ')
    .replace(/\d{9,}/g, '…')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, most);

/**
 * What each line is recognised by, so that it is imported once in whichever file it stands: what the bank says of
 * it, and the how manieth such line of that file it is, since two people may pay the same on one day.
 */
export function keysOf(lines: readonly BankLine[]): Buffer[] {
  const seen = new Map<string, number>();
  return lines.map(({ bookedOn, direction, amount, reference, description }) => {
    const said = JSON.stringify([bookedOn, direction, amount, reference, description]);
    const count = (seen.get(said) ?? 0) + 1;
    seen.set(said, count);
    return createHash('sha256').update(`${count} ${said}`).digest();
  });
}

/** An invoice that is owed, as far as a match needs it. */
export interface OpenInvoice {
  id: string;
  number: string;
  /** What is still to come; zero of one that is paid or cancelled. */
  open: Rupiah;
  issuedOn: LocalDate;
}

/** A list whose transfer was let go. */
export interface ApprovedTransfer {
  id: string;
  transferReference: string;
  amount: Rupiah;
}

/** An agency's bill, as far as a match needs it. */
export interface BilledAgency {
  id: string;
  /** `TAG-3374-bapenda-202612` */
  number: string;
  /** Of what the payroll deducted by it, what no line of a statement is yet. */
  awaited: Rupiah;
}

export interface Proposal {
  matchedBy: Match | null;
  invoiceId: string | null;
  remittanceId: string | null;
  billId: string | null;
  disbursedBy: PaymentProviderName | null;
}

const NONE: Proposal = {
  ...{ matchedBy: null, invoiceId: null, remittanceId: null, billId: null, disbursedBy: null },
};

/** Words without what banks drop or add between them, and in one case. */
export const squeezed = (words: string): string => words.replace(/[\s-]/g, '').toLowerCase();

/** `INV-3374-202611-000123`, however banks break it: spaces and hyphens are dropped by some. */
const NUMBER = /INV[\s-]*(\d{4})[\s-]*(\d{6})[\s-]*(\d{6})(?!\d)/gi;

/** The invoice numbers a line names. */
export function numbersIn({ reference, description }: Pick<BankLine, 'reference' | 'description'>): string[] {
  const found = `${reference} ${description}`.matchAll(NUMBER);
  return [...new Set([...found].map(([, city, month, counter]) => `INV-${city}-${month}-${counter}`))];
}

/**
 * What a line probably is: money for an invoice, by its number; what an agency deducted, by its bill's number; or else
 * money for an invoice by an amount that only one is open by and that was issued by then; or our own transfer to BPJS, by
 * the bank's number and the amount; or what a payment provider hands over, by its name. Two possible answers are none.
 *
 * @param taken  invoices that other lines of the same statement are proposed for by their amount alone
 */
export function proposalOf(
  line: BankLine,
  invoices: readonly OpenInvoice[],
  transfers: readonly ApprovedTransfer[],
  bills: readonly BilledAgency[] = [],
  taken: ReadonlySet<string> = new Set(),
  providers: readonly PaymentProviderName[] = [],
): Proposal {
  if (line.direction === 'OUT') return transferOf(line, transfers);
  const numbers = numbersIn(line);
  const said = squeezed(`${line.reference} ${line.description}`);
  const billed = bills.filter(({ number }) => said.includes(squeezed(number)));
  if (numbers.length + billed.length > 1) return NONE;
  const [bill] = billed;
  if (bill) {
    const matchedBy = bill.awaited === line.amount ? 'AGENCY_BILL' : 'AGENCY_BILL_OTHER_AMOUNT';
    return { ...NONE, matchedBy, billId: bill.id };
  }
  const [named] = numbers;
  if (named !== undefined) {
    const invoice = invoices.find(({ number }) => number === named);
    if (!invoice) return NONE;
    const matchedBy = invoice.open === line.amount ? 'REFERENCE' : 'REFERENCE_OTHER_AMOUNT';
    return { ...NONE, matchedBy, invoiceId: invoice.id };
  }
  const disbursedBy = providerNamed(`${line.reference} ${line.description}`, providers);
  if (disbursedBy) return { ...NONE, matchedBy: 'DISBURSEMENT', disbursedBy };
  const [only, ...others] = invoices.filter(
    ({ open, issuedOn }) => open === line.amount && issuedOn <= line.bookedOn,
  );
  if (!only || others.length > 0 || taken.has(only.id)) return NONE;
  return { ...NONE, matchedBy: 'AMOUNT', invoiceId: only.id };
}

function transferOf(line: BankLine, transfers: readonly ApprovedTransfer[]): Proposal {
  const said = `${line.reference} ${line.description}`.toUpperCase();
  const [only, ...others] = transfers.filter(
    ({ transferReference, amount }) =>
      amount === line.amount && said.includes(transferReference.toUpperCase()),
  );
  if (!only || others.length > 0) return NONE;
  return { ...NONE, matchedBy: 'TRANSFER', remittanceId: only.id };
}
