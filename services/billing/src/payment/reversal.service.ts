import { type Rupiah, rupiah, sum } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { raise } from '../alarm/alarm.service';
import { type LockedInvoice, lockInvoice } from '../invoice/invoice.service';
import { receive } from '../invoice/received.service';
import { type Account, CLEARING, heldAccount, moved, movedBack } from '../ledger/ledger.rules';
import { nextMovement, post, restAccountOf } from '../ledger/ledger.service';
import { withBpjs } from '../remittance/with-bpjs.service';
import { type LockedPayment, missingNoMore, reverse, splitReversal } from './payment.rules';

/**
 * Money was taken back. What BPJS was already sent cannot be called back by a provider: that part
 * is missing (suspense), its months stay as they are, and a person must decide. The other months
 * are open again.
 *
 * @param payment  settled, and locked
 * @param amount   more than zero, and no more than is left of the payment
 */
export async function reversePayment(
  tx: InCity,
  payment: LockedPayment,
  amount: Rupiah,
): Promise<'REVERSED' | 'PARKED' | 'MORE_THAN_CAME'> {
  await recallCredits(tx, payment, amount);
  const invoice = payment.invoiceId ? await lockInvoice(tx, 'id', payment.invoiceId) : undefined;
  const parts = reverse(await whereItWent(tx, payment, invoice), amount);
  if (!parts) return 'MORE_THAN_CAME';

  const reversed = rupiah(payment.reversed + amount);
  const movement = movementOf(payment, `REVERSAL:${reversed}`);
  const source = await sourceOf(tx, payment);
  if (!invoice) {
    const account = await restAccountOf(tx, payment);
    post(tx, movement, movedBack(source, [{ account, amount }]));
    mark(tx, payment, reversed, payment.missing);
    return 'REVERSED';
  }
  const { back, missing } = splitReversal(parts.held, invoice.received, await sentOf(tx, invoice));
  const from = [
    { account: 'excess', amount: parts.excess },
    { account: heldAccount(invoice.id), amount: back },
    { account: 'suspense', amount: missing },
  ] as const;
  post(tx, movement, movedBack(source, from));
  mark(tx, payment, reversed, rupiah(payment.missing + missing));
  await receive(tx, invoice, rupiah(invoice.received - back));
  if (missing === 0) return 'REVERSED';
  raise(tx, 'REVERSED_AFTER_REMITTANCE', payment.orderId);
  return 'PARKED';
}

/**
 * What is taken back of a payment, and is not left over of it, is first taken back from what it was credited to, the
 * latest first: that was left over, too. What BPJS has of it is missing there, and calls a person.
 *
 * @param wanted  what is taken back of the payment
 */
async function recallCredits(tx: InCity, payment: LockedPayment, wanted: Rupiah): Promise<void> {
  const credits = await tx.query<LockedPayment>(
    `select id, provider, provider_payment_id as "providerPaymentId", order_id as "orderId", invoice_id as "invoiceId",
            state, amount, reversed, missing
       from payment where city_id = $1 and credited_from = $2 and reversed < amount
      order by heard_at desc, id desc for update`,
    [tx.city.code, payment.id],
  );
  if (credits.length === 0) return;
  const account = await restAccountOf(tx, payment);
  let short: number = wanted - (await inAccount(tx, payment, account));
  for (const credit of credits) {
    const amount = rupiah(Math.min(short, credit.amount - credit.reversed));
    if (amount <= 0) return;
    if ((await reversePayment(tx, credit, amount)) === 'MORE_THAN_CAME')
      throw new Error(`The credit ${credit.id} holds less than it says.`);
    const { provider, providerPaymentId, orderId: reference } = payment;
    const kind = `CREDIT:${await nextMovement(tx, payment)}`;
    const back = moved(CLEARING, [{ account, amount }]);
    post(tx, { why: 'CREDIT', provider, providerPaymentId, kind, reference }, back);
    tx.write('update payment set passed_on = passed_on - $3 where city_id = $1 and id = $2', [
      tx.city.code,
      payment.id,
      amount,
    ]);
    short -= amount;
  }
}

/**
 * Carries out a parked reversal as far as BPJS has refused its months after all: more is missing
 * than BPJS has, so that much is taken from what was held, and it is owed again.
 *
 * @returns whether there was one
 */
export async function resolveNextReversal(tx: InCity): Promise<boolean> {
  const [payment] = await tx.query<LockedPayment>(
    `select id, provider, provider_payment_id as "providerPaymentId", order_id as "orderId", invoice_id as "invoiceId",
            state, amount, reversed, missing
       from payment where city_id = $1 and missing > 0
        and (select sum(other.missing) from payment other
              where other.city_id = payment.city_id and other.invoice_id = payment.invoice_id)
          > (select coalesce(sum(line.amount), 0) from remittance_line line
              where line.city_id = payment.city_id and line.invoice_id = payment.invoice_id
                and line.state <> 'REJECTED')
      order by id limit 1 for update skip locked`,
    [tx.city.code],
  );
  const invoice = payment?.invoiceId ? await lockInvoice(tx, 'id', payment.invoiceId) : undefined;
  if (!payment || !invoice) return false;

  const all = await missingOf(tx, invoice.id);
  const amount = missingNoMore(payment.missing, all, await sentOf(tx, invoice));
  if (amount === 0) return false;

  const left = rupiah(payment.missing - amount);
  const resolved = await resolvedOf(tx, payment);
  const movement = movementOf(payment, `REVERSAL_RESOLVED:${resolved + amount}`);
  post(tx, movement, moved(heldAccount(invoice.id), [{ account: 'suspense', amount }]));
  mark(tx, payment, payment.reversed, left);
  await receive(tx, invoice, rupiah(invoice.received - amount));
  return true;
}

const sentOf = async (tx: InCity, { id }: LockedInvoice): Promise<Rupiah> =>
  sum((await withBpjs(tx, id)).map(({ amount }) => amount));

async function missingOf(tx: InCity, invoiceId: string): Promise<Rupiah> {
  const [row] = await tx.query<{ missing: Rupiah }>(
    'select coalesce(sum(missing), 0)::bigint as missing from payment where city_id = $1 and invoice_id = $2',
    [tx.city.code, invoiceId],
  );
  return row!.missing;
}

/** Where the money came from, and goes back to: a provider's account, or an agency's. */
async function sourceOf(tx: InCity, payment: LockedPayment): Promise<Account> {
  const [row] = await tx.query<{ account: Account }>(
    `select posting.account
       from ledger_transaction it join posting on posting.city_id = it.city_id and posting.transaction_id = it.id
      where it.city_id = $1 and it.provider = $2 and it.provider_payment_id = $3 and it.kind = 'PAYMENT'
        and posting.amount < 0`,
    [tx.city.code, payment.provider, payment.providerPaymentId],
  );
  return row!.account;
}

/** What is still there of this very payment; what is missing already is not there. */
async function whereItWent(tx: InCity, payment: LockedPayment, invoice: LockedInvoice | undefined) {
  if (!invoice) {
    const rest = await restAccountOf(tx, payment);
    return { held: rupiah(0), excess: await inAccount(tx, payment, rest) };
  }
  const suspense = await inAccount(tx, payment, 'suspense');
  const held = rupiah((await inAccount(tx, payment, heldAccount(invoice.id))) + suspense);
  return { held, excess: await inAccount(tx, payment, 'excess') };
}

/** Of this payment's own movements, what they left in an account; a remittance is none of them. */
async function inAccount(tx: InCity, payment: LockedPayment, account: Account): Promise<Rupiah> {
  const [row] = await tx.query<{ amount: Rupiah }>(
    `select coalesce(sum(posting.amount), 0)::bigint as amount
       from ledger_transaction it join posting on posting.city_id = it.city_id and posting.transaction_id = it.id
      where it.city_id = $1 and it.provider = $4 and it.provider_payment_id = $2 and posting.account = $3`,
    [tx.city.code, payment.providerPaymentId, account, payment.provider],
  );
  return row!.amount;
}

/** What was missing of this payment once and is so no more. */
async function resolvedOf(tx: InCity, payment: LockedPayment): Promise<Rupiah> {
  const [row] = await tx.query<{ amount: Rupiah }>(
    `select coalesce(sum(posting.amount), 0)::bigint as amount
       from ledger_transaction it join posting on posting.city_id = it.city_id and posting.transaction_id = it.id
      where it.city_id = $1 and it.provider = $3 and it.provider_payment_id = $2
        and it.why = 'REVERSAL_RESOLVED' and posting.account = 'suspense'`,
    [tx.city.code, payment.providerPaymentId, payment.provider],
  );
  return row!.amount;
}

/** A payment is reversed, and resolved, in steps; each is named by how much it is after it. */
function movementOf(payment: LockedPayment, kind: `${'REVERSAL' | 'REVERSAL_RESOLVED'}:${number}`) {
  const { provider, providerPaymentId, orderId: reference } = payment;
  const why = kind.startsWith('REVERSAL:') ? 'REVERSAL' : 'REVERSAL_RESOLVED';
  return { why, provider, providerPaymentId, kind, reference } as const;
}

/** Writes how far a payment was taken back, and what of that is missing. */
export function mark(tx: InCity, payment: LockedPayment, reversed: Rupiah, missing: Rupiah): void {
  const whole = reversed === payment.amount ? 'REVERSED' : 'SETTLED';
  tx.write('update payment set state = $3, reversed = $4, missing = $5 where city_id = $1 and id = $2', [
    tx.city.code,
    payment.id,
    missing > 0 ? 'REVERSAL_PARKED' : whole,
    reversed,
    missing,
  ]);
}
