import { randomUUID } from 'node:crypto';
import { DeductionFailed, tell } from '@lindungi/events';
import { type Month, type Rupiah, rupiah } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { raise } from '../alarm/alarm.service';
import { type LockedInvoice, lockInvoices } from '../invoice/invoice.service';
import { receive } from '../invoice/received.service';
import { agencyAccount, forInvoice, moved } from '../ledger/ledger.rules';
import { post } from '../ledger/ledger.service';
import { settle } from '../payment/payment.rules';
import { keepDeducted, seeArrivals } from '../transfer/transfer.service';
import type { DeductionFailure, DeductionState } from './bill.rules';
import { tellCollected } from './collected.service';
import { tellProgress } from './deduction.service';
import { spread } from './result.rules';
import { closeIfAnswered } from './unanswered.service';

/** Donors booked in one transaction: a crash leaves the others to be booked. */
const AT_ONCE = 50;

interface Booking {
  id: string;
  billId: string;
  agency: string;
}

interface Said {
  mandateId: string;
  number: string;
  deducted: Rupiah;
  reason: DeductionFailure | null;
}

interface Line {
  mandateId: string;
  donorId: string;
  pledgeId: string;
  workerId: string;
  invoiceId: string;
  month: Month;
  amount: Rupiah;
  state: DeductionState;
}

/**
 * Books the next donors of the oldest file that may be booked: what was deducted is held for its invoices, what was
 * not is told, and open again for the next bill.
 *
 * @returns whether there may be more
 */
export async function bookNextDeductions(tx: InCity): Promise<boolean> {
  const [booking] = await tx.query<Booking>(
    `select result.id, bill_id as "billId", agency from deduction_result result
       join agency_bill bill on bill.city_id = result.city_id and bill.id = result.bill_id
      where result.city_id = $1 and state = 'BOOKING'
      order by uploaded_at, result.id limit 1 for update of result`,
    [tx.city.code],
  );
  if (!booking) return false;
  const answers = await tx.query<Said>(
    `select mandate_id as "mandateId", number, deducted, reason from deduction_answer answer
       join mandate on mandate.city_id = answer.city_id and mandate.id = answer.mandate_id
      where answer.city_id = $1 and result_id = $2 and booked_at is null
      order by mandate_id limit $3 for update of answer`,
    [tx.city.code, booking.id, AT_ONCE],
  );
  if (answers.length === 0) {
    tx.write(
      `update deduction_result set state = 'BOOKED', booked_at = now() where city_id = $1 and id = $2`,
      [tx.city.code, booking.id],
    );
    await closeIfAnswered(tx, booking.billId);
  } else {
    await bookAnswers(tx, booking, answers);
  }
  await tellBooked(tx, booking, answers.length);
  return true;
}

async function bookAnswers(tx: InCity, booking: Booking, answers: readonly Said[]): Promise<void> {
  const lines = await linesOf(tx, booking.billId, answers);
  const perInvoice = new Map<string, number>();
  const booked: (Line & { collected: Rupiah; reason: DeductionFailure | null })[] = [];
  for (const answer of answers) {
    const asked = lines.filter(({ mandateId }) => mandateId === answer.mandateId);
    // another file has said it before: it is the same money
    if (asked.some(({ state }) => state === 'COLLECTED' || state === 'FAILED')) continue;
    const open = asked.filter(({ state }) => state === 'BILLED');
    const spreadOver = spread(open, answer.deducted);
    for (const line of spreadOver.lines) {
      const short = line.collected < line.amount ? (answer.reason ?? 'PAY_TOO_SMALL') : null;
      booked.push({ ...line, reason: short });
      perInvoice.set(line.invoiceId, (perInvoice.get(line.invoiceId) ?? 0) + line.collected);
    }
    if (spreadOver.left > 0) await keepLeftOver(tx, booking, answer, spreadOver.left);
    tellFailures(
      tx,
      booking,
      answer,
      booked.filter((it) => it.mandateId === answer.mandateId && it.reason),
    );
  }
  markLines(tx, booking.billId, booked);
  const paid = [...perInvoice].filter(([, amount]) => amount > 0);
  const invoices = await lockInvoices(
    tx,
    'id',
    paid.map(([invoiceId]) => invoiceId),
  );
  for (const invoice of invoices) {
    const first = booked.filter(({ invoiceId, collected }) => invoiceId === invoice.id && collected > 0);
    const month = first.map((line) => line.month).sort()[0]!;
    await collect(tx, booking, { invoice, month }, rupiah(perInvoice.get(invoice.id)!));
  }
  await seeArrivals(tx, booking.billId);
  tx.write(
    `update deduction_answer set booked_at = now()
      where city_id = $1 and result_id = $2 and mandate_id = any($3::uuid[])`,
    [tx.city.code, booking.id, answers.map(({ mandateId }) => mandateId)],
  );
}

/** The lines of these donors, the earliest month first, locked: no two files answer them at once. */
function linesOf(tx: InCity, billId: string, answers: readonly Said[]): Promise<Line[]> {
  return tx.query<Line>(
    `select mandate_id as "mandateId", donor_id as "donorId", pledge_id as "pledgeId", worker_id as "workerId",
            invoice_id as "invoiceId", month, amount, state from agency_bill_line
      where city_id = $1 and bill_id = $2 and mandate_id = any($3::uuid[])
      order by mandate_id, month, invoice_id for update`,
    [tx.city.code, billId, answers.map(({ mandateId }) => mandateId)],
  );
}

/** Money that an agency deducted for one invoice: held for it as far as it is owed, the rest is the donor's. */
async function collect(
  tx: InCity,
  booking: Booking,
  { invoice, month }: { invoice: LockedInvoice; month: Month },
  amount: Rupiah,
): Promise<void> {
  const { id: invoiceId } = invoice;
  const { held, excess } = settle(invoice, amount);
  const name = `${booking.billId}:${invoiceId}`;
  const paymentId = keepPayment(tx, name, invoice.number, amount, invoiceId);
  keepDeducted(tx, { paymentId, billId: booking.billId, invoiceId, month, amount, held });
  const movement = { why: 'PAYMENT', provider: 'PAYROLL', providerPaymentId: name, kind: 'PAYMENT' } as const;
  post(
    tx,
    { ...movement, reference: invoice.number },
    moved(agencyAccount(booking.agency), forInvoice(invoiceId, { held, excess })),
  );
  if (excess > 0) raise(tx, 'PAID_TOO_MUCH', invoice.number);
  const received = rupiah(invoice.received + held);
  await receive(tx, invoice, received);
  if (invoice.state !== 'CANCELLED' && received < invoice.amount) await tellCollected(tx, invoice, received);
}

/** Deducted though the donor had revoked before it was booked: it is the donor's, and a person gives it back. */
async function keepLeftOver(
  tx: InCity,
  { billId, agency }: Booking,
  { mandateId, number: reference }: Said,
  amount: Rupiah,
): Promise<void> {
  const name = `${billId}:${mandateId}`;
  const known = await tx.query(
    `select from payment where city_id = $1 and provider = 'PAYROLL' and provider_payment_id = $2`,
    [tx.city.code, name],
  );
  if (known.length > 0) return;
  const paymentId = keepPayment(tx, name, reference, amount, null);
  keepDeducted(tx, { paymentId, billId, invoiceId: null, month: null, amount, held: rupiah(0) });
  const movement = { why: 'PAYMENT', provider: 'PAYROLL', providerPaymentId: name, kind: 'PAYMENT' } as const;
  post(tx, { ...movement, reference }, moved(agencyAccount(agency), [{ account: 'excess', amount }]));
  raise(tx, 'DEDUCTED_AFTER_REVOCATION', reference);
}

/**
 * @param name  under which it may be posted only once
 * @returns the payment's id
 */
function keepPayment(
  tx: InCity,
  name: string,
  orderId: string,
  amount: Rupiah,
  invoiceId: string | null,
): string {
  const id = randomUUID();
  tx.write(
    `insert into payment (city_id, id, provider, provider_payment_id, order_id, invoice_id, amount, state, paid_at)
     values ($1, $2, 'PAYROLL', $3, $4, $5, $6, 'SETTLED', now())`,
    [tx.city.code, id, name, orderId, invoiceId, amount],
  );
  return id;
}

function markLines(
  tx: InCity,
  billId: string,
  lines: readonly (Line & { collected: Rupiah; reason: DeductionFailure | null })[],
): void {
  tx.write(
    `update agency_bill_line line
        set state = case when said.reason is null then 'COLLECTED' else 'FAILED' end,
            collected = said.collected, reason = said.reason, answered_at = now()
       from unnest($3::uuid[], $4::text[], $5::bigint[], $6::text[]) as said (invoice_id, month, collected, reason)
      where line.city_id = $1 and line.bill_id = $2 and line.invoice_id = said.invoice_id
        and line.month = said.month and line.state = 'BILLED'`,
    [
      tx.city.code,
      billId,
      lines.map(({ invoiceId }) => invoiceId),
      lines.map(({ month }) => month),
      lines.map(({ collected }) => collected),
      lines.map(({ reason }) => reason),
    ],
  );
}

/** Nobody lapses unseen: what was not deducted is told, and calls a person. */
function tellFailures(
  tx: InCity,
  { billId, agency }: Booking,
  { number }: Said,
  failed: readonly (Line & { collected: Rupiah; reason: DeductionFailure | null })[],
): void {
  const [first] = failed;
  if (!first?.reason) return;
  const lines = failed.map(({ pledgeId, workerId, month, amount, collected }) => {
    return { pledgeId, workerId, month, open: rupiah(amount - collected) };
  });
  tell(tx, DeductionFailed, { billId, agency, donorId: first.donorId, reason: first.reason, lines });
  raise(tx, 'DEDUCTION_FAILED', number);
}

async function tellBooked(tx: InCity, { id, billId }: Booking, more: number): Promise<void> {
  const [count] = await tx.query<{ done: number; total: number }>(
    `select count(booked_at)::int as done, count(*)::int as total from deduction_answer
      where city_id = $1 and result_id = $2`,
    [tx.city.code, id],
  );
  if (count && (more > 0 || count.total === 0)) tellProgress(tx, { billId, stage: 'RESULT', ...count });
}
