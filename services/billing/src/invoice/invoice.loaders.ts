import type { Month } from '@lindungi/jamsostek';
import { type Columns, type Context, groupFor, oneFor, selectList, uuidsOf } from '@lindungi/subgraph';
import type { Contributions, Invoice, PricedMonth } from './invoice.entity';
import { sightOf } from './invoice.rules';
import { NEWEST } from './newest';
import { isSeen, seeing } from './seen';

const columns: Columns = {
  id: 'id',
  number: 'number',
  pledgeId: 'pledge_id',
  pledge: ['pledgeId'],
  amount: 'amount',
  state: 'state',
  dueOn: 'due_on',
  open: "case when state = 'CANCELLED' then 0 else amount - moved - received end",
  months: ['id'],
  payment: ['id'],
  payTo: ['number'],
  waysToPay: ['number'],
};

const lineColumns: Columns = {
  invoiceId: 'invoice_id',
  month: 'month',
  amount: 'amount',
  full: 'full_amount',
  relief: 'relief',
  dueOn: 'due_on',
  sources: 'sources',
  repriced: 'moved_to is not null',
};

/** A pledge may have had others before the law changed; it is paid by the newest that is owed. */
const NEWEST_OF_ITS_PLEDGE = `and id = (select newest.id from invoice newest
   where newest.city_id = $1 and newest.pledge_id = invoice.pledge_id order by ${NEWEST} limit 1)`;

/** Invoices by id or by pledge, as far as the caller may see them; others are as if they were not. */
async function invoicesBy(
  key: 'id' | 'pledge_id',
  ids: readonly string[],
  ctx: Context,
  asked: readonly string[],
): Promise<Invoice[]> {
  const sight = sightOf(ctx.principal);
  if (!sight || ids.length === 0) return [];
  return ctx.read<Invoice>(
    `select ${selectList(columns, asked, ['id', 'pledgeId'])} from invoice
      where city_id = $1 and ${key} = any($2::uuid[]) and ${isSeen('invoice.donor_id', 3)}
        ${key === 'id' ? '' : NEWEST_OF_ITS_PLEDGE}`,
    [ctx.city.code, ids, ...seeing(sight)],
  );
}

/** Invoices the graph refers to; each is authorised again, here and for every row. */
export const readInvoices = (refs: readonly object[], ctx: Context, asked: string[]) =>
  invoicesBy('id', uuidsOf(refs), ctx, asked);

/** The invoice of each pledge, null where there is none or the caller may not see it. */
export async function invoicesOfPledges(
  pledges: readonly { id: string }[],
  ctx: Context,
  asked: string[],
): Promise<(Invoice | null)[]> {
  const invoices = await invoicesBy('pledge_id', uuidsOf(pledges), ctx, asked);
  return oneFor(
    pledges.map(({ id }) => id),
    invoices,
    ({ pledgeId }) => pledgeId,
  );
}

/** The months of each invoice, earliest first. */
export async function monthsOfInvoices(
  invoices: readonly { id: string }[],
  ctx: Context,
  asked: string[],
): Promise<PricedMonth[][]> {
  const lines = await ctx.read<PricedMonth>(
    `select ${selectList(lineColumns, asked, ['invoiceId', 'month'])} from invoice_line
      where city_id = $1 and invoice_id = any($2::uuid[]) order by invoice_id, month`,
    [ctx.city.code, uuidsOf(invoices)],
  );
  return groupFor(
    invoices.map(({ id }) => id),
    lines,
    ({ invoiceId }) => invoiceId,
  );
}

/** The caller's own city, and no other. */
export const readCities = async (refs: readonly object[], ctx: Context) =>
  refs
    .filter((ref) => (ref as { code: unknown }).code === ctx.city.code)
    .map(() => ({ code: ctx.city.code }));

/** What is paid for one month in the caller's city: a figure the database keeps (`count_contributed`), in as many parts for any city. */
export async function contributionsOfCities(
  cities: readonly { code: string }[],
  ctx: Context,
  _asked: string[],
  args: Record<string, unknown>,
): Promise<Contributions[]> {
  const month = args.month as Month;
  const [paid] = await ctx.read<Omit<Contributions, 'month'>>(
    `select coalesce(sum(workers), 0)::int as workers, coalesce(sum(amount), 0)::bigint as amount
       from contributed_figure where city_id = $1 and month = $2`,
    [ctx.city.code, month],
  );
  return cities.map(() => ({ month, ...paid! }));
}
