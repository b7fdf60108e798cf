import {
  contributionOf,
  dueOn,
  type Fund,
  type Law,
  type LocalDate,
  type Month,
  type MonthPrice,
  monthsFrom,
  type Rupiah,
  type Sector,
  sum,
} from '@lindungi/jamsostek';
import { MonthWithoutPrice, QuoteLengthRefused } from './invoice.errors';

/** Contributions are sold at most a year ahead (Perdir BPJS 22/2022: 1, 3, 6 or 12 months). */
const MOST_MONTHS = 12;

/** The counter in an invoice's number has six digits. */
const LAST_NUMBER = 999_999;

/** One month of an invoice: what it costs, by which law, and the last day to pay it. */
export interface PricedMonth extends MonthPrice {
  dueOn: LocalDate;
}

export interface Price {
  /** All months together. */
  amount: Rupiah;
  /** The first of the months' due days. */
  dueOn: LocalDate;
  months: PricedMonth[];
}

/**
 * What protecting one worker costs. Each month is priced by the law in force in that month, so a
 * relief that ends in between halves some months and not the others.
 *
 * @param sector  of the worker's main occupation
 * @param fund    whose money pays; reliefs leave out the state's and the city's
 * @param months  at least one, each once, in any order
 * @throws MonthWithoutPrice  for a month before the law
 *
 * Source: PP 44/2015; relief by PP 50/2025 Pasal 4; due on the 15th of the month itself.
 */
export function priceOf(law: Law, sector: Sector, fund: Fund, months: readonly Month[]): Price {
  const priced = [...new Set(months)].sort().map((month) => pricedMonth(law, sector, fund, month));
  const [first] = priced;
  if (!first) throw new RangeError('An invoice has at least one month');
  return { amount: sum(priced.map(({ amount }) => amount)), dueOn: first.dueOn, months: priced };
}

function pricedMonth(law: Law, sector: Sector, fund: Fund, month: Month): PricedMonth {
  try {
    return { ...contributionOf(law, { sector }, fund, month), dueOn: dueOn(law, month) };
  } catch (error) {
    if (error instanceof RangeError) throw new MonthWithoutPrice(month);
    throw error;
  }
}

/**
 * The months a quote is asked for.
 *
 * @throws QuoteLengthRefused  for no month at all, or more than a year
 */
export function monthsOfQuote(firstMonth: Month, months: number): Month[] {
  if (!Number.isInteger(months) || months < 1 || months > MOST_MONTHS) {
    throw new QuoteLengthRefused(months, MOST_MONTHS);
  }
  return monthsFrom(firstMonth, months);
}

/**
 * `INV-3374-202611-000123`: the city, the month it was issued, and the city's own counter. It is
 * what people type and what a payment provider knows as the order.
 *
 * @throws RangeError  when the city's counter has run out
 */
export function invoiceNumber(cityCode: string, issuedIn: Month, counter: number): string {
  if (!Number.isInteger(counter) || counter < 1 || counter > LAST_NUMBER) {
    throw new RangeError(`No invoice number left after ${LAST_NUMBER}`);
  }
  return `INV-${cityCode}-${issuedIn.replace('-', '')}-${String(counter).padStart(6, '0')}`;
}

export const INVOICE_STATES = ['ISSUED', 'PARTIAL', 'PAID', 'REVERSED', 'CANCELLED'] as const;

/** ISSUED: owed whole. PARTIAL: some came in. REVERSED: all that came in was taken back; owed again. */
export type InvoiceState = (typeof INVOICE_STATES)[number];

/** As much of an invoice as a decision about its money needs. */
export interface Owed {
  state: InvoiceState;
  amount: Rupiah;
  /** What came in for it and was not taken back, at most `amount`. */
  received: Rupiah;
}

/**
 * What becomes of an invoice when its months, or some of them, are reserved no more.
 *
 * Amounts are never edited: either nothing is owed any more, or a person must look, because money
 * has come in, or because part of the months is still reserved.
 */
export function afterRelease(
  invoice: Owed,
  months: readonly Month[],
  released: ReadonlySet<Month>,
): 'CANCEL' | 'ALARM' | 'NOTHING' {
  if (invoice.state === 'CANCELLED') return 'NOTHING';
  const rest = months.filter((month) => !released.has(month));
  if (rest.length === months.length) return 'NOTHING';
  return rest.length === 0 && invoice.received === 0 ? 'CANCEL' : 'ALARM';
}

/**
 * What becomes of an invoice when another pledge has got some of its months: a pledge protects all
 * its months or none, so this one never will. Its money is the donor's, unless a part of it is
 * reserved still, or is with BPJS: then a person must look.
 *
 * @param sent     how many of its months are on their way to BPJS, or there
 * @param missing  what was taken back of its money though BPJS had it
 */
export function afterTaken(
  invoice: Owed,
  months: readonly Month[],
  released: ReadonlySet<Month>,
  sent: number,
  missing: Rupiah,
): 'GIVE_UP' | 'KEEP' {
  if (invoice.state === 'CANCELLED' || sent > 0 || missing > 0) return 'KEEP';
  return months.every((month) => released.has(month)) ? 'GIVE_UP' : 'KEEP';
}

/** Who asks for an invoice, as far as it decides which one may see. */
export interface Viewer {
  subject: string | null;
  roles: readonly string[];
}

/** Whose money a person may see; what the one field leaves out, another may let in. */
export interface Sight {
  /** The city's whole. */
  all: boolean;
  /** A donor's own. */
  donorId: string | null;
  /** That of everybody in the agency where the roster places this person; of nobody, where it places them nowhere. */
  agencyOf: string | null;
}

/**
 * Whose invoices a person may see: the city's whole (the administrator), those of the agency they are placed in (the
 * treasurer, who deducts there), a donor's own, or none.
 */
export function sightOf({ subject, roles }: Viewer): Sight | undefined {
  const sight = {
    all: roles.includes('ADMIN'),
    donorId: roles.includes('DONOR') ? subject : null,
    agencyOf: roles.includes('TREASURER') ? subject : null,
  };
  return sight.all || sight.donorId !== null || sight.agencyOf !== null ? sight : undefined;
}
