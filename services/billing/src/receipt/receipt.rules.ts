import type { KeyObject } from 'node:crypto';
import {
  type LocalDate,
  type Month,
  type Rupiah,
  rupiah,
  sum,
  writtenDate,
  writtenMonth,
  writtenRupiah,
} from '@lindungi/jamsostek';
import { paperCode } from '@lindungi/tenancy';
import { NoMoneyToReceipt, PayerNameRefused, ReceiptSpanRefused, ReceiptTooLong } from './receipt.errors';

/** Payments on one receipt: some twenty pages. */
export const MOST_PAYMENTS = 500;

const LONGEST_NAME = 120;

/** The code on a receipt, as `7K3M-9QXR-0A2B-4CDE`: whoever has the paper finds nobody by it. */
export function receiptCode(key: KeyObject, cityCode: string, receiptId: string): string {
  return paperCode(key, `receipt ${cityCode} ${receiptId}`);
}

/** @throws ReceiptSpanRefused */
export function assertSpan(from: LocalDate, until: LocalDate, today: LocalDate): void {
  if (from > until || until > today) throw new ReceiptSpanRefused(from, until, today);
}

/** A payment as far as a receipt needs it. */
export interface Received {
  paymentId: string;
  invoiceId: string;
  donorId: string;
  /** What came and did not go back. */
  amount: Rupiah;
  paidOn: LocalDate;
}

/** What a receipt says of all its payments. */
export interface ReceiptSum {
  donorId: string;
  amount: Rupiah;
  firstDay: LocalDate;
  lastDay: LocalDate;
}

/**
 * The receipt of these payments; what went back whole is on none.
 *
 * @param span  the days that were asked for; without it the days of the money itself
 * @throws NoMoneyToReceipt, ReceiptTooLong
 */
export function receiptOf(
  payments: readonly Received[],
  span?: { from: LocalDate; until: LocalDate },
): { lines: Received[]; all: ReceiptSum } {
  const lines = payments.filter(({ amount }) => amount > 0);
  const days = lines.map(({ paidOn }) => paidOn).sort();
  const [first] = lines;
  const [firstDay] = days;
  const lastDay = days.at(-1);
  if (!first || !firstDay || !lastDay) throw new NoMoneyToReceipt();
  if (lines.length > MOST_PAYMENTS) throw new ReceiptTooLong(MOST_PAYMENTS);
  if (lines.some(({ donorId }) => donorId !== first.donorId)) throw new Error('A receipt is for one donor.');
  const amount = sum(lines.map((line) => line.amount));
  return {
    lines,
    all: {
      donorId: first.donorId,
      amount,
      firstDay: span?.from ?? firstDay,
      lastDay: span?.until ?? lastDay,
    },
  };
}

export const AT_BPJS = ['NOT_SENT', 'SENT', 'RECEIPTED', 'REFUSED'] as const;

/** Where a month's contribution is, after the money came: a state of its own, never the same as paid. */
export type AtBpjs = (typeof AT_BPJS)[number];

/** A month as its last line in a remittance says it. */
export interface SentMonth {
  state: 'PREPARED' | 'ACCEPTED' | 'REJECTED' | null;
  receipt: string | null;
  receivedOn: LocalDate | null;
}

/** Where it is; a month in no list has no state. */
export function atBpjs({ state }: Pick<SentMonth, 'state'>): AtBpjs {
  if (state === 'ACCEPTED') return 'RECEIPTED';
  if (state === 'REJECTED') return 'REFUSED';
  return state === 'PREPARED' ? 'SENT' : 'NOT_SENT';
}

/** The same for people who read paper. */
export function atBpjsInWords(month: SentMonth): string {
  switch (atBpjs(month)) {
    case 'RECEIPTED':
      return `Diterima BPJS${month.receivedOn ? ` ${month.receivedOn}` : ''}, no. ${month.receipt}`;
    case 'SENT':
      return 'Sudah dikirim, menunggu jawaban BPJS';
    case 'REFUSED':
      return 'Ditolak BPJS, akan dikirim lagi';
    case 'NOT_SENT':
      return 'Belum disetor ke BPJS';
  }
}

/** One month of an invoice that money on the receipt came for. */
export interface PaperMonth extends SentMonth {
  month: Month;
  amount: Rupiah;
  /** Whether all of its invoice has come in, or at least this month was sent. */
  paid: boolean;
}

/** One payment on the paper. */
export interface PaperLine {
  invoice: string;
  amount: Rupiah;
  paidOn: LocalDate;
  months: readonly PaperMonth[];
}

/** All that stands on a receipt. */
export interface Paper {
  city: string;
  movement: string;
  portal: string;
  id: string;
  code: string;
  /** As its reader gave it; nobody has checked it. */
  payer: string | null;
  amount: Rupiah;
  firstDay: LocalDate;
  lastDay: LocalDate;
  issuedOn: LocalDate;
  printedOn: LocalDate;
  lines: readonly PaperLine[];
}

/**
 * A name to be printed, in one line.
 *
 * @throws PayerNameRefused  empty, too long, or with letters the paper has not
 */
export function payerName(typed: string | null | undefined): string | null {
  if (typed === null || typed === undefined) return null;
  const name = typed.trim().replace(/\s+/g, ' ');
  if (name === '' || name.length > LONGEST_NAME || !/^[\x20-\x7e\xa1-\xff]+$/.test(name)) {
    throw new PayerNameRefused(LONGEST_NAME);
  }
  return name;
}

export const CSV_HEAD = [
  'tanggal_bayar',
  'nomor_tagihan',
  'jumlah_bayar',
  'bulan_iuran',
  'iuran_bulan',
  'status_bayar',
  'status_bpjs',
  'nomor_tanda_terima_bpjs',
  'kode_tanda_terima',
] as const;

/** A row per payment and month; the amount of a payment stands in its first row only, so that a column adds up. */
export function csvRows({ code, lines }: Pick<Paper, 'code' | 'lines'>): string[][] {
  return lines.flatMap(({ invoice, amount, paidOn, months }) =>
    months.map((it, at) => [
      paidOn,
      invoice,
      at === 0 ? String(amount) : '',
      it.month,
      String(it.amount),
      paidInWords(it),
      atBpjsInWords(it),
      it.receipt ?? '',
      code,
    ]),
  );
}

export const paidInWords = ({ paid }: Pick<PaperMonth, 'paid'>): string => (paid ? 'Lunas' : 'Belum lunas');

/** The lines above the table. */
export function headWords(paper: Paper): [string, string][] {
  const { firstDay, lastDay } = paper;
  const days = firstDay === lastDay ? day(firstDay) : `${day(firstDay)} sampai ${day(lastDay)}`;
  return [
    ['Diterima dari', paper.payer ?? 'Donatur yang terdaftar di kota ini'],
    ['Jumlah', writtenRupiah(paper.amount, 'id')],
    ['Tanggal pembayaran', days],
    ['Diterbitkan', day(paper.issuedOn)],
    ['Kode pemeriksaan', paper.code],
  ];
}

const day = (date: LocalDate) => writtenDate(date, 'id');

/** `Desember 2026   Rp8.400`: a month under its payment. */
export const monthWords = ({ month, amount }: PaperMonth): string =>
  `${writtenMonth(month, 'id')}, ${writtenRupiah(amount, 'id')}`;

/** What has gone back of a receipt's money since it was given out. */
export function takenBack(lines: readonly { amount: Rupiah; left: Rupiah }[]): Rupiah {
  return rupiah(lines.reduce((all, { amount, left }) => all + Math.max(amount - left, 0), 0));
}
