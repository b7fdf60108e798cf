import { type Month, type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { PaymentProviderName } from '@lindungi/tenancy';

/**
 * An account is a text. Money moves from an account (−) to another (+):
 *
 *     agency:<code>       deducted from pay by an agency, and not seen in the bank yet (−)
 *     provider:<name>     money came from, or went back to, the payment provider
 *     fee:<name>          what a payment provider kept of what it was paid: the programme's cost (−)
 *     held:<invoiceId>    received for an invoice and not yet sent to BPJS
 *     bpjs:<branch>:<month>  sent to, and receipted by, a branch of BPJS Ketenagakerjaan, for this month; without the month:
 *                         what was booked before months were told apart
 *     excess              more than was owed: the donor's credit; it pays their next invoice, or goes back by agreement
 *     suspense            of an order nobody knows; or missing, after a reversal that came too late
 *     loss                what two people booked as lost: the programme's to make good (below zero)
 */
export type Account =
  | 'excess'
  | 'suspense'
  | 'loss'
  | `${'provider' | 'fee' | 'agency' | 'held' | 'bpjs'}:${string}`;

/** Who a payment came from: a provider, an agency's payroll, the city's own bank account, or another payment's rest. */
export type MoneySource = PaymentProviderName | 'PAYROLL' | 'BANK' | 'CREDIT';

export const providerAccount = (provider: PaymentProviderName): Account =>
  `provider:${provider.toLowerCase()}`;
export const feeAccount = (provider: PaymentProviderName): Account => `fee:${provider.toLowerCase()}`;
export const agencyAccount = (code: string): Account => `agency:${code}`;
export const heldAccount = (invoiceId: string): Account => `held:${invoiceId}`;
export const bpjsAccount = (branch: string, month: Month): Account => `bpjs:${branch}:${month}`;

/** Money on its way from one use to another; at the end of every use case it is empty. */
export const CLEARING: Account = 'provider:credit';

/** One side of a transaction: into the account when positive, out of it when negative. */
export interface Posting {
  account: Account;
  amount: Rupiah;
}

/** Where money that came for an invoice goes: held for it as far as it was owed, the rest is the donor's. */
export const forInvoice = (
  invoiceId: string,
  { held, excess }: Readonly<Record<'held' | 'excess', Rupiah>>,
): Posting[] => [
  { account: heldAccount(invoiceId), amount: held },
  { account: 'excess', amount: excess },
];

/** A transaction that does not add up is a defect of this service, never a refusal. */
export class LedgerUnbalanced extends Error {}

/**
 * The postings of one movement: `total` leaves `from` and is spread over `to`; parts of nothing are
 * left out, and `from` gives exactly what the others get.
 *
 * @throws LedgerUnbalanced  when nothing moves, a part is negative, or an account would be on both sides
 */
export function moved(from: Account, to: readonly Posting[]): Posting[] {
  const parts = to.filter(({ amount }) => amount !== 0);
  const total = parts.reduce((all, { amount }) => all + amount, 0);
  const accounts = new Set([from, ...parts.map(({ account }) => account)]);
  if (total <= 0 || parts.some(({ amount }) => amount < 0) || accounts.size !== parts.length + 1) {
    throw new LedgerUnbalanced(`Not a movement from ${from}: ${JSON.stringify(to)}`);
  }
  return [{ account: from, amount: rupiah(-total) }, ...parts];
}

/** The same movement the other way: how a posting is corrected, since none is ever edited. */
export function movedBack(from: Account, to: readonly Posting[]): Posting[] {
  return moved(from, to).map(({ account, amount }) => ({ account, amount: rupiah(-amount) }));
}

export const LEDGER_REASONS = [
  'PAYMENT',
  'REVERSAL',
  'REMITTANCE',
  'REVERSAL_RESOLVED',
  'REVERSAL_LOST',
  'RELEASE',
  'CREDIT',
  'REPRICING',
  'AGENCY_TRANSFER',
  'DISBURSEMENT',
  'DISBURSEMENT_TAKEN_BACK',
] as const;

/** Why money moved. */
export type LedgerReason = (typeof LEDGER_REASONS)[number];
