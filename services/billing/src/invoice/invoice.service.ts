import { randomUUID } from 'node:crypto';
import { type BodyOf, InvoiceIssued, tell, type WorkerReserved } from '@lindungi/events';
import type { Fund, Law, Month, Sector } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { Invoice, PricedMonth } from './invoice.entity';
import { invoiceNumber, monthsOfQuote, type Owed, type Price, priceOf } from './invoice.rules';
import { NEWEST } from './newest';

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
export async function nextNumber(tx: InCity): Promise<number> {
  const [row] = await tx.query<{ last: number }>(
    `insert into invoice_counter (city_id, last) values ($1, 1)
     on conflict (city_id) do update set last = invoice_counter.last + 1 returning last`,
    [tx.city.code],
  );
  return row!.last;
}

/** Months of a pledge that beneficiaries has released, and not given back since. */
export async function releasedMonths(tx: InCity, pledgeId: string): Promise<Set<Month>> {
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
  /** Whether newer invoices ask for some of its months. */
  hasMoved: boolean;
  /** The months it asks for, earliest first, where they were read ahead. */
  months?: Month[];
}

/**
 * The one invoice of this id or number, or none; `amount` is what its own months cost, without those that newer ones
 * ask for. Who also locks its payment does so first.
 *
 * NO KEY: a payment that is made known holds its invoice's key already, and two that did would wait for each other forever.
 */
export async function lockInvoice(
  tx: InCity,
  by: 'id' | 'number',
  name: string,
): Promise<LockedInvoice | undefined> {
  const [invoice] = await lockInvoices(tx, by, [name]);
  return invoice;
}

/** As `lockInvoice`, of several at once: in the order of their ids, so that no two such wait for each other. */
export function lockInvoices(
  tx: InCity,
  by: 'id' | 'number' | 'pledge_id',
  names: readonly string[],
): Promise<LockedInvoice[]> {
  const type = by === 'number' ? 'text' : 'uuid';
  return tx.query<LockedInvoice>(
    `select id, number, pledge_id as "pledgeId", donor_id as "donorId", worker_id as "workerId",
            state, amount - moved as amount, moved > 0 as "hasMoved", received
       from invoice where city_id = $1 and ${by} = any($2::${type}[]) order by id for no key update`,
    [tx.city.code, names],
  );
}

/**
 * The invoice that a pledge is paid by, locked: the newest that is owed, else the newest. While it was waited for, its
 * months may have moved to a newer one by another law: then that one is looked for.
 */
export async function lockNewest(tx: InCity, pledgeId: string): Promise<LockedInvoice | undefined> {
  for (let before: string | undefined; ; ) {
    const [newest] = await tx.query<{ id: string }>(
      `select id from invoice where city_id = $1 and pledge_id = $2 order by ${NEWEST} limit 1`,
      [tx.city.code, pledgeId],
    );
    if (!newest) return undefined;
    const locked = await lockInvoice(tx, 'id', newest.id);
    if (!locked || newest.id === before || !hasMovedOn(locked)) return locked;
    before = newest.id;
  }
}

/** Whether nothing is owed on it any more, and a newer one asks for months of it. */
const hasMovedOn = ({ hasMoved, received, amount }: LockedInvoice) => hasMoved && received >= amount;

/** The invoice that money of this name is for, locked: itself, or the one that asks for its months by another law. */
export async function lockPayable(
  tx: InCity,
  by: 'id' | 'number',
  name: string,
): Promise<LockedInvoice | undefined> {
  const named = await lockInvoice(tx, by, name);
  return named && hasMovedOn(named) ? lockNewest(tx, named.pledgeId) : named;
}

/** The months an invoice asks for, earliest first; those that moved to a newer one are not among them. */
export async function monthsOf(tx: InCity, invoiceId: string): Promise<Month[]> {
  return (await monthsOfEach(tx, [invoiceId])).get(invoiceId) ?? [];
}

/** The same of several invoices. Ask with them locked. */
export async function monthsOfEach(tx: InCity, invoiceIds: readonly string[]): Promise<Map<string, Month[]>> {
  const lines = await tx.query<{ invoiceId: string; month: Month }>(
    `select invoice_id as "invoiceId", month from invoice_line
      where city_id = $1 and invoice_id = any($2::uuid[]) and moved_to is null order by month`,
    [tx.city.code, invoiceIds],
  );
  const months = new Map<string, Month[]>();
  for (const { invoiceId, month } of lines) {
    const known = months.get(invoiceId);
    if (known) known.push(month);
    else months.set(invoiceId, [month]);
  }
  return months;
}
