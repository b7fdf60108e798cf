import { randomUUID } from 'node:crypto';
import { InvoiceIssued, tell } from '@lindungi/events';
import { type Fund, type Law, type Month, type Rupiah, rupiah, type Sector, sum } from '@lindungi/jamsostek';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { creditFrom, creditInvoice, lockLeftOver } from '../credit/credit.service';
import { Invoice, PricedMonth } from '../invoice/invoice.entity';
import { invoiceNumber, type Price, priceOf } from '../invoice/invoice.rules';
import { type LockedInvoice, lockInvoice, nextNumber, releasedMonths } from '../invoice/invoice.service';
import { paidMonth } from '../invoice/paid-month';
import { type HeldPayment, paymentsOf } from '../invoice/release.service';
import { heldAccount, moved } from '../ledger/ledger.rules';
import { nextMovement, post } from '../ledger/ledger.service';
import { stateOf } from '../payment/payment.rules';
import { freed, repriced, type StandingMonth } from './repricing.rules';

/** What an invoice was issued by, besides its months. */
interface Issued {
  sector: Sector;
  fund: Fund;
  kecamatan: string;
  branch: string;
}

type Old = LockedInvoice & Issued;

/** The law an invoice is compared with, and the month it is now. */
export interface NewLaw {
  law: Law;
  /** Its hash. */
  version: string;
  issuedIn: Month;
}

/**
 * Compares an invoice with the law as it is now, and has what is open asked for by it: the months move to a new invoice of
 * the same pledge, what had come in for them follows, and what was too much is the donor's credit. Done twice, nothing is
 * done the second time.
 *
 * @returns WAITS: not yet, since an agency is asked to deduct one of its months or has not transferred it, or its money
 *          is in question
 */
export async function repriceInvoice(
  tx: InCity,
  now: NewLaw,
  invoiceId: string,
): Promise<'REPRICED' | 'WAITS'> {
  await lockItsMoney(tx, invoiceId);
  const invoice = await lockIssued(tx, invoiceId);
  if (!invoice) return 'REPRICED';
  const months = await standingMonths(tx, invoiceId);
  if (months.length === 0) return 'REPRICED'; // another process was here first
  const price = priceOf(
    now.law,
    invoice.sector,
    invoice.fund,
    months.map(({ month }) => month),
  );
  const prices = new Map(price.months.map(({ month, amount }) => [month, amount]));
  const { waits, open, paid, kept } = repriced(months, prices);

  const moving = new Set([...open, ...paid]);
  const stays = sum(months.filter(({ month }) => !moving.has(month)).map(({ amount }) => amount));
  const payments = await paymentsOf(tx, invoiceId);
  const inQuestion =
    payments.some(({ missing }) => missing > 0) || (moving.size > 0 && invoice.received < stays);
  if (waits || inQuestion || (await releasedMonths(tx, invoice.pledgeId)).size > 0) return 'WAITS';

  const was = new Map(months.map(({ month, amount }) => [month, amount]));
  const written = { tx, now, invoice, was, price };
  for (const { month, outcome } of kept) remember(written, month, outcome, null);
  if (moving.size === 0) return 'REPRICED';

  const free = freed(invoice.received, stays);
  const rest = await setFree(tx, invoice, payments, free);
  const renewed = [await issueAgain(written, paid), await issueAgain(written, open)];
  close(tx, invoice, sum([...moving].map((month) => was.get(month)!)), rupiah(invoice.received - free));
  for (const id of renewed) if (id) await follow(tx, id, rest);
  if (renewed[1]) await creditInvoice(tx, invoice.pledgeId);
  return 'REPRICED';
}

/** In the order in which everybody locks: the mandates bills are made by, the payments, then their invoice. */
async function lockItsMoney(tx: InCity, invoiceId: string): Promise<void> {
  await tx.query(
    `select mandate.id from mandate join invoice on invoice.city_id = $1 and invoice.donor_id = mandate.donor_id
      where mandate.city_id = $1 and invoice.id = $2 and revoked_at is null order by mandate.id for update of mandate`,
    [tx.city.code, invoiceId],
  );
  await tx.query('select id from payment where city_id = $1 and invoice_id = $2 order by id for update', [
    tx.city.code,
    invoiceId,
  ]);
}

async function lockIssued(tx: InCity, invoiceId: string): Promise<Old | undefined> {
  const invoice = await lockInvoice(tx, 'id', invoiceId);
  if (!invoice || invoice.state === 'CANCELLED') return undefined;
  const [issued] = await tx.query<Issued>(
    'select sector, fund, kecamatan, branch from invoice where city_id = $1 and id = $2',
    [tx.city.code, invoiceId],
  );
  return { ...invoice, ...issued! };
}

/** Where each month stands that the invoice asks for. Ask with the invoice locked. */
function standingMonths(tx: InCity, invoiceId: string): Promise<StandingMonth[]> {
  return tx.query<StandingMonth>(
    `select line.month, line.amount,
            case when exists (select from remittance_line sent where sent.city_id = $1 and sent.invoice_id = invoice.id
                        and sent.month = line.month and sent.state <> 'REJECTED') then 'WITH_BPJS'
                 when exists (select from agency_bill_line asked where asked.city_id = $1
                        and asked.invoice_id = invoice.id and asked.month = line.month and asked.state = 'BILLED')
                   or exists (select from awaited_month awaited where awaited.city_id = $1
                        and awaited.invoice_id = invoice.id and awaited.month = line.month)
                 then 'BILLED' when ${paidMonth()} then 'PAID' else 'OPEN' end as standing
       from invoice join invoice_line line on line.city_id = invoice.city_id and line.invoice_id = invoice.id
      where invoice.city_id = $1 and invoice.id = $2 and line.moved_to is null order by line.month`,
    [tx.city.code, invoiceId],
  );
}

interface Written {
  tx: InCity;
  now: NewLaw;
  invoice: Old;
  was: ReadonlyMap<Month, Rupiah>;
  price: Price;
}

/** Writes down that the law of a month changed, and what was made of it; of one that costs what it did, nothing. */
function remember(
  { tx, now, invoice, was, price }: Written,
  month: Month,
  outcome: 'MOVED' | 'WITH_BPJS' | 'PAID_AND_ROSE',
  movedTo: string | null,
): void {
  const priced = price.months.find((it) => it.month === month)!;
  if (priced.amount === was.get(month)) return;
  tx.write(
    `insert into repriced_month (city_id, invoice_id, month, law, was, now, sources, outcome, moved_to)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      ...[tx.city.code, invoice.id, month, now.version, was.get(month), priced.amount],
      ...[priced.sources, outcome, movedTo],
    ],
  );
}

/** What was held for months that move is held for none: left over of its payments, until it follows them. */
async function setFree(
  tx: InCity,
  invoice: Old,
  payments: readonly HeldPayment[],
  free: Rupiah,
): Promise<Map<string, Rupiah>> {
  const given = new Map<string, Rupiah>();
  let rest: number = free;
  // what payrolls paid month by month is the last to be used otherwise
  const order = [...payments].sort(
    (a, b) => Number(a.provider === 'PAYROLL') - Number(b.provider === 'PAYROLL'),
  );
  for (const payment of order) {
    const amount = rupiah(Math.min(rest, payment.held));
    if (amount <= 0) continue;
    const { id, provider, providerPaymentId } = payment;
    const kind = `REPRICING:${await nextMovement(tx, payment)}`;
    const movement = {
      why: 'REPRICING',
      provider,
      providerPaymentId,
      kind,
      reference: invoice.number,
    } as const;
    post(tx, movement, moved(heldAccount(invoice.id), [{ account: 'excess', amount }]));
    given.set(id, amount);
    rest -= amount;
  }
  return given;
}

/**
 * Asks for months by the law as it is now.
 *
 * @returns the new invoice's id; undefined for no month
 */
async function issueAgain(written: Written, months: readonly Month[]): Promise<string | undefined> {
  if (months.length === 0) return undefined;
  const { tx, now, invoice } = written;
  const { pledgeId, donorId, workerId, sector, fund, kecamatan, branch } = invoice;
  const { amount, dueOn, months: lines } = priceOf(now.law, sector, fund, months);
  const number = invoiceNumber(tx.city.code, now.issuedIn, await nextNumber(tx));
  const id = randomUUID();
  const owner = { pledgeId, donorId, workerId };
  const about = { sector, fund, kecamatan, branch, amount, dueOn, repricedFrom: invoice.id };
  tx.insert(Invoice, { id, number, ...owner, ...about });
  tx.insert(
    PricedMonth,
    lines.map((line) => ({ invoiceId: id, ...line })),
  );
  tx.write(
    'update invoice_line set moved_to = $3 where city_id = $1 and invoice_id = $2 and month = any($4::text[])',
    [tx.city.code, invoice.id, id, months],
  );
  for (const month of months) remember(written, month, 'MOVED', id);
  const told = lines.map((line) => ({ month: line.month, amount: line.amount, dueOn: line.dueOn }));
  tell(tx, InvoiceIssued, { invoiceId: id, ...owner, amount, months: told });
  recordDeed(tx, {
    by: null,
    act: 'repriceInvoice',
    kind: 'Invoice',
    object: invoice.id,
    reason: [...new Set(lines.flatMap(({ sources }) => sources))].join('; ').slice(0, 500),
    before: { amount: sum(months.map((month) => written.was.get(month)!)) },
    after: { amount, invoiceId: id },
  });
  return id;
}

/** The old invoice asks for what stays on it, which is paid; or for nothing any more. */
function close(tx: InCity, invoice: Old, gone: Rupiah, received: Rupiah): void {
  const amount = rupiah(invoice.amount - gone);
  const state = amount === 0 ? 'CANCELLED' : stateOf({ ...invoice, amount }, received);
  tx.write(
    `update invoice set moved = moved + $3, received = $4, state = $5,
            cancelled_at = case when $5 = 'CANCELLED' then now() end where city_id = $1 and id = $2`,
    [tx.city.code, invoice.id, gone, received, state],
  );
}

/** What came in for months follows them, as far as they still cost it; the rest is left over, and the donor's. */
async function follow(tx: InCity, invoiceId: string, rest: Map<string, Rupiah>): Promise<void> {
  for (const [paymentId, given] of rest) {
    const invoice = (await lockInvoice(tx, 'id', invoiceId))!;
    const amount = rupiah(Math.min(given, invoice.amount - invoice.received));
    if (amount <= 0) continue;
    await creditFrom(tx, (await lockLeftOver(tx, paymentId))!, invoice, amount);
    rest.set(paymentId, rupiah(given - amount));
  }
}
