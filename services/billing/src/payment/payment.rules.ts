import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { PaymentProviderName } from '@lindungi/tenancy';
import type { InvoiceState, Owed } from '../invoice/invoice.rules';

/** What becomes of money that came in for an invoice; the parts always add up to the payment. */
export type Settlement =
  /** The invoice is now paid, exactly. */
  | { kind: 'SETTLED'; held: Rupiah; excess: Rupiah }
  /** Some is still owed. */
  | { kind: 'PARTIAL'; held: Rupiah; excess: Rupiah }
  /** The invoice is now paid, and something is left over. */
  | { kind: 'EXCESS'; held: Rupiah; excess: Rupiah }
  /** Nothing was owed, paid before or cancelled: all of it is left over. */
  | { kind: 'ALREADY_SETTLED'; held: Rupiah; excess: Rupiah }
  /** A payment came back: these parts are taken out again. */
  | { kind: 'REVERSED'; held: Rupiah; excess: Rupiah };

/**
 * Where a payment goes: held for the invoice as far as it is owed, the rest as excess, which is
 * the donor's and waits for an agreement.
 *
 * @param invoice  as it stands before this payment
 * @param paid     more than zero
 */
export function settle(invoice: Owed, paid: Rupiah): Settlement {
  const owed = rupiah(invoice.state === 'CANCELLED' ? 0 : invoice.amount - invoice.received);
  const held = paid < owed ? paid : owed;
  const parts = { held, excess: rupiah(paid - held) };
  if (owed === 0) return { kind: 'ALREADY_SETTLED', ...parts };
  if (held < owed) return { kind: 'PARTIAL', ...parts };
  return { kind: parts.excess > 0 ? 'EXCESS' : 'SETTLED', ...parts };
}

/**
 * What a reversal takes back, given where the payment had gone: first what was left over, so that
 * a refund of money paid twice does not touch the protection.
 *
 * @param went      what is still there of this very payment
 * @param takenBack more than zero
 * @returns undefined when more is taken back than came
 */
export function reverse(went: { held: Rupiah; excess: Rupiah }, takenBack: Rupiah): Settlement | undefined {
  if (takenBack > went.held + went.excess) return undefined;
  const excess = takenBack < went.excess ? takenBack : went.excess;
  return { kind: 'REVERSED', held: rupiah(takenBack - excess), excess };
}

/**
 * Where a reversal is taken from: what is held, as far as BPJS does not have it. The rest is missing,
 * since no provider calls back what BPJS was sent.
 *
 * @param held      of the reversal, what does not come out of the excess
 * @param received  what the invoice received and was not taken back
 * @param sent      how much of it is on its way to BPJS, or there
 */
export function splitReversal(
  held: Rupiah,
  received: Rupiah,
  sent: Rupiah,
): { back: Rupiah; missing: Rupiah } {
  const free = rupiah(received - sent);
  const back = held < free ? held : free;
  return { back, missing: rupiah(held - back) };
}

/**
 * What can be taken back of what is missing of one payment: what BPJS has refused after all. As
 * long as BPJS has as much as is missing, it stays missing, whoever paid for the other months since.
 *
 * @param missing  of this payment
 * @param all      missing of its whole invoice
 * @param sent     how much of the invoice is on its way to BPJS, or there
 */
export function missingNoMore(missing: Rupiah, all: Rupiah, sent: Rupiah): Rupiah {
  const refused = Math.max(all - sent, 0);
  return rupiah(Math.min(missing, refused));
}

/** The state of an invoice by what it now holds. A cancelled one stays cancelled. */
export function stateOf(invoice: Owed, received: Rupiah): InvoiceState {
  if (invoice.state === 'CANCELLED') return 'CANCELLED';
  if (received === invoice.amount) return 'PAID';
  if (received > 0) return 'PARTIAL';
  return invoice.state === 'ISSUED' ? 'ISSUED' : 'REVERSED';
}

export const PAYMENT_STATES = [
  'PENDING',
  'SETTLED',
  'FAILED',
  'EXPIRED',
  'REVERSED',
  'REVERSAL_PARKED',
] as const;

/**
 * SETTLED: the money came. FAILED: refused or cancelled, or taken back before we heard it came.
 * REVERSAL_PARKED: taken back, wholly or in part, after BPJS had it; a person must decide about that part.
 */
export type PaymentState = (typeof PAYMENT_STATES)[number];

/** What a provider says of one payment, in our words. */
export type ProviderStatus = 'PENDING' | 'PAID' | 'FAILED' | 'EXPIRED' | 'REVERSED' | 'PARTLY_REVERSED';

export interface Saying {
  status: ProviderStatus;
  orderId: string;
  /** Of the whole payment, whatever part of it came back. */
  amount: Rupiah;
  /** Only PARTLY_REVERSED: all that came back so far. */
  reversed: Rupiah;
}

/** A payment as we know it from what its provider said before. */
export interface KnownPayment {
  state: PaymentState;
  orderId: string;
  amount: Rupiah;
  /** What came back of it. Of a FAILED one: all, when a refund was told before the payment itself. */
  reversed: Rupiah;
}

/** A payment as its row says it, locked until the transaction ends. */
export interface LockedPayment extends KnownPayment {
  id: string;
  provider: PaymentProviderName;
  providerPaymentId: string;
  /** null: an order nobody knows; its money is in suspense. */
  invoiceId: string | null;
  /** Of what came back: what BPJS has, and nobody gives back. */
  missing: Rupiah;
}

/** What to do about a provider's saying. */
export type Step =
  | { do: 'NOTE'; state: PaymentState }
  /** It came and went before we heard that it came. */
  | { do: 'NOTE_GONE' }
  | { do: 'SETTLE' }
  | { do: 'REVERSE'; amount: Rupiah }
  /** It came before what it depends on: try again later. */
  | { do: 'WAIT' }
  /** It contradicts what is already posted. */
  | { do: 'CONFLICT' }
  | { do: 'NOTHING' };

/**
 * What a provider's saying changes, whatever order the sayings arrive in; providers promise none.
 *
 * Money that came is settled once, under whichever name it is told (capture, then settlement). A
 * refund is a payment's last word: a settlement that arrives after it is the older news, and its
 * money is gone. A refused or cancelled payment has no money at all, so a settlement of it is a
 * contradiction for a person to clear up. An expiry is neither: who paid in the last second has paid.
 */
export function stepOf(known: KnownPayment | undefined, said: Saying): Step {
  if (!known || known.state === 'PENDING' || known.state === 'EXPIRED') return stepBeforeMoney(known, said);
  const same = known.amount === said.amount && known.orderId === said.orderId;
  if (known.state === 'FAILED') {
    return said.status === 'PAID' && known.reversed === 0 ? { do: 'CONFLICT' } : { do: 'NOTHING' };
  }
  if (!same) return { do: 'CONFLICT' };
  if (known.state === 'REVERSED') return { do: 'NOTHING' };

  const left = rupiah(known.amount - known.reversed);
  switch (said.status) {
    case 'FAILED':
    case 'REVERSED':
      return left > 0 ? { do: 'REVERSE', amount: left } : { do: 'NOTHING' };
    case 'PARTLY_REVERSED': {
      const more = rupiah(said.reversed - known.reversed);
      return more > 0 ? { do: 'REVERSE', amount: more } : { do: 'NOTHING' };
    }
    default:
      return { do: 'NOTHING' };
  }
}

function stepBeforeMoney(known: KnownPayment | undefined, said: Saying): Step {
  switch (said.status) {
    case 'PAID':
      return { do: 'SETTLE' };
    case 'PARTLY_REVERSED':
      return { do: 'WAIT' };
    case 'PENDING':
      return known ? { do: 'NOTHING' } : { do: 'NOTE', state: 'PENDING' };
    case 'EXPIRED':
      return { do: 'NOTE', state: 'EXPIRED' };
    case 'REVERSED':
      return { do: 'NOTE_GONE' };
    default:
      return { do: 'NOTE', state: 'FAILED' };
  }
}

/**
 * Whether a provider, asked again, bears out what was told in its name. It does when it speaks of the same
 * payment of the same order, and says the same, or that the money came after all: then its own word counts.
 */
export function bornOut(
  told: Saying & { paymentId: string },
  answered: Saying & { paymentId: string },
): boolean {
  if (told.paymentId !== answered.paymentId || told.orderId !== answered.orderId) return false;
  return answered.status === 'PAID' || (answered.status === told.status && answered.amount === told.amount);
}
