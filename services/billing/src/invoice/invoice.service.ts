import { randomUUID } from 'node:crypto';
import {
  type BodyOf,
  ContributionPaid,
  ContributionReversed,
  InvoiceCancelled,
  InvoiceIssued,
  type ReservationReleased,
  tell,
  type WorkerReserved,
} from '@lindungi/events';
import { type Fund, type Law, type Month, type Rupiah, rupiah, type Sector } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { raise } from '../alarm/alarm.service';
import { stateOf } from '../payment/payment.rules';
import { Invoice, PricedMonth } from './invoice.entity';
import { afterRelease, invoiceNumber, monthsOfQuote, type Owed, type Price, priceOf } from './invoice.rules';

/** What somebody wants to know the price of. */
export interface Wish {
  firstMonth: Month;
  months: number;
  sector: Sector;
  fund: Fund;
}

/**
 * What it would cost, before anything is pledged; it asks and keeps nothing.
 *
 * @throws QuoteLengthRefused, MonthWithoutPrice
 */
export function quotePledge(law: Law, { firstMonth, months, sector, fund }: Wish): Price {
  return priceOf(law, sector, fund, monthsOfQuote(firstMonth, months));
}

/**
 * Issues the invoice of a reservation: one per pledge, whatever is heard twice. Months that were
 * released meanwhile are not invoiced.
 *
 * @param issuedIn  the month it is now in the city; it stands in the number
 */
export async function issueInvoice(
  tx: InCity,
  law: Law,
  reserved: BodyOf<typeof WorkerReserved>,
  issuedIn: Month,
): Promise<void> {
  const { pledgeId, donorId, workerId, sector, fund, kecamatan, branch } = reserved;
  const known = await tx.query('select from invoice where city_id = $1 and pledge_id = $2', [
    tx.city.code,
    pledgeId,
  ]);
  if (known.length > 0) return;

  const released = await releasedMonths(tx, pledgeId);
  const months = reserved.months.filter((month) => !released.has(month));
  if (months.length === 0) return;

  const price = priceOf(law, sector, fund, months);
  const { amount, dueOn } = price;
  const number = invoiceNumber(tx.city.code, issuedIn, await nextNumber(tx));

  const id = randomUUID();
  const owner = { pledgeId, donorId, workerId };
  tx.insert(Invoice, { id, number, ...owner, sector, fund, kecamatan, branch, amount, dueOn });
  tx.insert(
    PricedMonth,
    price.months.map((line) => ({ invoiceId: id, ...line })),
  );
  tell(tx, InvoiceIssued, {
    invoiceId: id,
    ...owner,
    amount,
    months: price.months.map((line) => ({ month: line.month, amount: line.amount, dueOn: line.dueOn })),
  });
}

/** The city's own counter; who asks next waits until this one has committed, so no number is lost. */
async function nextNumber(tx: InCity): Promise<number> {
  const [row] = await tx.query<{ last: number }>(
    `insert into invoice_counter (city_id, last) values ($1, 1)
     on conflict (city_id) do update set last = invoice_counter.last + 1 returning last`,
    [tx.city.code],
  );
  return row!.last;
}

/** Remembers released months, and cancels the invoice when nothing of it is reserved or paid. */
export async function releaseMonths(tx: InCity, released: BodyOf<typeof ReservationReleased>): Promise<void> {
  const { pledgeId } = released;
  tx.write(
    `insert into released_month (city_id, pledge_id, month) select $1, $2, unnest($3::text[])
     on conflict (city_id, pledge_id, month) do nothing`,
    [tx.city.code, pledgeId, released.months],
  );
  const invoice = await lockInvoice(tx, 'pledge_id', pledgeId);
  if (!invoice) return;

  const lines = await tx.query<{ month: Month }>(
    'select month from invoice_line where city_id = $1 and invoice_id = $2',
    [tx.city.code, invoice.id],
  );
  const months = lines.map(({ month }) => month);
  const decided = afterRelease(invoice, months, await releasedMonths(tx, pledgeId));
  if (decided === 'ALARM') raise(tx, 'RELEASED_BUT_KEPT', invoice.number);
  if (decided !== 'CANCEL') return;

  tx.write(`update invoice set state = 'CANCELLED', cancelled_at = now() where city_id = $1 and id = $2`, [
    tx.city.code,
    invoice.id,
  ]);
  tell(tx, InvoiceCancelled, { invoiceId: invoice.id, pledgeId });
}

async function releasedMonths(tx: InCity, pledgeId: string): Promise<Set<Month>> {
  const rows = await tx.query<{ month: Month }>(
    'select month from released_month where city_id = $1 and pledge_id = $2',
    [tx.city.code, pledgeId],
  );
  return new Set(rows.map(({ month }) => month));
}

/** As much of an invoice as its money needs, locked until the transaction ends. */
export interface LockedInvoice extends Owed {
  id: string;
  number: string;
  pledgeId: string;
  donorId: string;
  workerId: string;
}

/** The one invoice of this id, number or pledge, or none. Who also locks its payment does so first. */
export async function lockInvoice(
  tx: InCity,
  by: 'id' | 'number' | 'pledge_id',
  name: string,
): Promise<LockedInvoice | undefined> {
  const [invoice] = await tx.query<LockedInvoice>(
    `select id, number, pledge_id as "pledgeId", donor_id as "donorId", worker_id as "workerId",
            state, amount, received
       from invoice where city_id = $1 and ${by} = $2 for update`,
    [tx.city.code, name],
  );
  return invoice;
}

/** Writes what an invoice now holds; tells that it is paid, or paid no more, when that changed. */
export async function receive(tx: InCity, invoice: LockedInvoice, received: Rupiah): Promise<void> {
  if (received === invoice.received) return;
  const state = stateOf(invoice, received);
  tx.write('update invoice set state = $3, received = $4 where city_id = $1 and id = $2', [
    tx.city.code,
    invoice.id,
    state,
    received,
  ]);
  if ((state === 'PAID') === (invoice.state === 'PAID')) return;

  const lines = await tx.query<{ month: Month }>(
    'select month from invoice_line where city_id = $1 and invoice_id = $2 order by month',
    [tx.city.code, invoice.id],
  );
  const { id: invoiceId, pledgeId, donorId, workerId } = invoice;
  const about = { invoiceId, pledgeId, donorId, workerId, months: lines.map(({ month }) => month) };
  if (state === 'PAID') tell(tx, ContributionPaid, { ...about, amount: invoice.amount });
  else tell(tx, ContributionReversed, { ...about, amount: rupiah(invoice.amount - received) });
}
