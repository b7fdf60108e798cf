import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { raise } from '../alarm/alarm.service';
import { type LockedInvoice, lockInvoice, receive } from '../invoice/invoice.service';
import { type Account, heldAccount, moved, movedBack, providerAccount } from '../ledger/ledger.rules';
import { post } from '../ledger/ledger.service';
import { type LockedPayment, reverse } from './payment.rules';

/**
 * Money was taken back. What BPJS was already sent cannot be called back by a provider: then the
 * money is missing (suspense), the months stay as they are, and a person must decide.
 *
 * @param payment  settled, and locked
 * @param amount   more than zero, and no more than is left of the payment
 */
export async function reversePayment(
  tx: InCity,
  payment: LockedPayment,
  amount: Rupiah,
): Promise<'REVERSED' | 'PARKED' | 'MORE_THAN_CAME'> {
  const invoice = payment.invoiceId ? await lockInvoice(tx, 'id', payment.invoiceId) : undefined;
  const went = await whereItWent(tx, payment, invoice);
  const parts = reverse(went, amount);
  if (!parts) return 'MORE_THAN_CAME';

  const parked = invoice !== undefined && parts.held > 0 && (await isWithBpjs(tx, invoice.id));
  const reversed = rupiah(payment.reversed + amount);
  const from: Account = parked || !invoice ? 'suspense' : heldAccount(invoice.id);
  post(
    tx,
    movementOf(payment, 'REVERSAL', reversed),
    movedBack(
      providerAccount('MIDTRANS'),
      invoice
        ? [
            { account: 'excess', amount: parts.excess },
            { account: from, amount: parts.held },
          ]
        : [{ account: from, amount }],
    ),
  );
  const whole = reversed === payment.amount ? 'REVERSED' : 'SETTLED';
  const state = parked || payment.state === 'REVERSAL_PARKED' ? 'REVERSAL_PARKED' : whole;
  mark(tx, payment, state, reversed);
  if (parked) raise(tx, 'REVERSED_AFTER_REMITTANCE', payment.orderId);
  else if (invoice) await receive(tx, invoice, rupiah(invoice.received - parts.held));
  return parked ? 'PARKED' : 'REVERSED';
}

/**
 * Carries out parked reversals whose months BPJS has refused after all: nothing of the invoice is
 * with BPJS any more, so what is missing is taken from what was held, and it is owed again.
 *
 * @returns whether there was one
 */
export async function resolveNextReversal(tx: InCity): Promise<boolean> {
  const [payment] = await tx.query<LockedPayment>(
    `select id, provider_payment_id as "providerPaymentId", order_id as "orderId", invoice_id as "invoiceId",
            state, amount, reversed
       from payment where city_id = $1 and state = 'REVERSAL_PARKED' and not exists (
         select from remittance_line line where line.city_id = payment.city_id
            and line.invoice_id = payment.invoice_id and line.state <> 'REJECTED')
      order by id limit 1 for update skip locked`,
    [tx.city.code],
  );
  if (!payment?.invoiceId) return false;
  const invoice = await lockInvoice(tx, 'id', payment.invoiceId);
  if (!invoice || (await isWithBpjs(tx, invoice.id))) return false;

  const missing = rupiah(-(await inAccount(tx, payment, 'suspense')));
  post(
    tx,
    movementOf(payment, 'REVERSAL_RESOLVED', payment.reversed),
    moved(heldAccount(invoice.id), [{ account: 'suspense', amount: missing }]),
  );
  mark(tx, payment, payment.reversed === payment.amount ? 'REVERSED' : 'SETTLED', payment.reversed);
  await receive(tx, invoice, rupiah(invoice.received - missing));
  return true;
}

/** What is still there of this very payment; what is missing already is not there. */
async function whereItWent(tx: InCity, payment: LockedPayment, invoice: LockedInvoice | undefined) {
  const suspense = await inAccount(tx, payment, 'suspense');
  if (!invoice) return { held: rupiah(0), excess: suspense };
  const held = rupiah((await inAccount(tx, payment, heldAccount(invoice.id))) + suspense);
  return { held, excess: await inAccount(tx, payment, 'excess') };
}

/** Of this payment's own movements, what they left in an account; a remittance is none of them. */
async function inAccount(tx: InCity, payment: LockedPayment, account: Account): Promise<Rupiah> {
  const [row] = await tx.query<{ amount: Rupiah }>(
    `select coalesce(sum(posting.amount), 0)::bigint as amount
       from ledger_transaction it join posting on posting.city_id = it.city_id and posting.transaction_id = it.id
      where it.city_id = $1 and it.provider = 'MIDTRANS' and it.provider_payment_id = $2 and posting.account = $3`,
    [tx.city.code, payment.providerPaymentId, account],
  );
  return row!.amount;
}

/** Whether any month of an invoice is on its way to BPJS, or there. Ask with the invoice locked. */
async function isWithBpjs(tx: InCity, invoiceId: string): Promise<boolean> {
  const lines = await tx.query(
    `select from remittance_line where city_id = $1 and invoice_id = $2 and state <> 'REJECTED' limit 1`,
    [tx.city.code, invoiceId],
  );
  return lines.length > 0;
}

/** A payment is reversed in steps; each is named by how much is reversed after it. */
function movementOf(payment: LockedPayment, why: 'REVERSAL' | 'REVERSAL_RESOLVED', reversed: Rupiah) {
  const { providerPaymentId, orderId: reference } = payment;
  return { why, provider: 'MIDTRANS', providerPaymentId, kind: `${why}:${reversed}`, reference } as const;
}

function mark(tx: InCity, payment: LockedPayment, state: LockedPayment['state'], reversed: Rupiah): void {
  tx.write('update payment set state = $3, reversed = $4 where city_id = $1 and id = $2', [
    tx.city.code,
    payment.id,
    state,
    reversed,
  ]);
}
