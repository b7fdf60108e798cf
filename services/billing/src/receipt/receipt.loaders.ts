import type { LocalDate, Rupiah } from '@lindungi/jamsostek';
import { type Columns, type Context, groupFor, selectList, uuidsOf } from '@lindungi/subgraph';
import { paperCodeHash } from '@lindungi/tenancy';
import { sightOf } from '../invoice/invoice.rules';
import { paidMonth } from '../invoice/paid-month';
import { isSeen, seeing } from '../invoice/seen';
import type { Receipt, ReceiptLine, ReceiptMonth, ReceiptVerification } from './receipt.entity';
import { atBpjs, type PaperMonth, takenBack } from './receipt.rules';

const columns: Columns = {
  id: 'id',
  code: ['id'],
  amount: 'amount',
  firstDay: 'first_day',
  lastDay: 'last_day',
  issuedOn: 'issued_on',
  issuedAt: 'issued_at',
  lines: ['id'],
};

/** One receipt, or null where the caller may not see it. */
export async function readReceipt(
  id: string,
  ctx: Context,
  asked: readonly string[],
): Promise<Receipt | null> {
  const [receipt] = await receiptsOf(ctx, asked, { id, limit: 1 });
  return receipt ?? null;
}

/** The receipts the caller may see, latest first, from `after` on. */
export function receiptsOf(
  ctx: Context,
  asked: readonly string[],
  page: { id?: string; after?: readonly unknown[] | undefined; limit: number },
): Promise<Receipt[]> {
  const sight = sightOf(ctx.principal);
  if (!sight) return Promise.resolve([]);
  return ctx.read<Receipt>(
    `select ${selectList(columns, asked, ['id', 'issuedAt'])} from receipt
      where city_id = $1 and ($2::text is null or id::text = $2)
        and ($3::timestamptz is null or (issued_at, id) < ($3, $4::uuid)) and ${isSeen('receipt.donor_id', 6)}
      order by issued_at desc, id desc limit $5`,
    [
      ctx.city.code,
      page.id ?? null,
      page.after?.[0] ?? null,
      page.after?.[1] ?? null,
      page.limit,
      ...seeing(sight),
    ],
  );
}

type Line = ReceiptLine & { invoice: string };

/** The payments of each receipt, the earliest first. Who has the receipt may see them. */
export async function linesOfReceipts(receipts: readonly { id: string }[], ctx: Context): Promise<Line[][]> {
  const lines = await ctx.read<Line>(
    `select receipt_id as "receiptId", invoice_id as "invoiceId", number as invoice, line.amount, paid_on as "paidOn"
       from receipt_line line join invoice on invoice.city_id = line.city_id and invoice.id = line.invoice_id
      where line.city_id = $1 and receipt_id = any($2::uuid[]) order by paid_on, number, payment_id`,
    [ctx.city.code, uuidsOf(receipts)],
  );
  return groupFor(
    receipts.map(({ id }) => id),
    lines,
    ({ receiptId }) => receiptId,
  );
}

type MonthOfInvoice = PaperMonth & { invoiceId: string };

/** The months of each line's invoice, paid or not, and where each one's contribution is today. */
export async function monthsOfReceiptLines(
  lines: readonly { invoiceId: string }[],
  ctx: Context,
): Promise<(PaperMonth & ReceiptMonth)[][]> {
  const ids = [...new Set(lines.map(({ invoiceId }) => invoiceId))];
  const months = await ctx.read<MonthOfInvoice>(
    `select line.invoice_id as "invoiceId", line.month, line.amount, sent.state, sent.receipt,
            sent.received_on as "receivedOn",
            ${paidMonth()} or coalesce(sent.state <> 'REJECTED', false) as paid
       from invoice join invoice_line line on line.city_id = invoice.city_id and line.invoice_id = invoice.id
       left join lateral (
         select it.state, it.receipt, remittance.received_on from remittance_line it
           join remittance on remittance.city_id = it.city_id and remittance.id = it.remittance_id
          where it.city_id = $1 and it.invoice_id = invoice.id and it.month = line.month
          order by remittance.prepared_at desc limit 1) sent on true
      where invoice.city_id = $1 and invoice.id = any($2::uuid[]) and line.moved_to is null order by line.invoice_id, line.month`,
    [ctx.city.code, ids],
  );
  const all = months.map((it) => ({ ...it, atBpjs: atBpjs(it) }));
  return groupFor(
    lines.map(({ invoiceId }) => invoiceId),
    all,
    ({ invoiceId }) => invoiceId,
  );
}

/** What anybody may learn of a code; of an unknown one as many words, and all of them empty. */
export async function verifyCode(code: string, ctx: Context): Promise<ReceiptVerification> {
  const lines = await ctx.read<{ total: Rupiah; issuedOn: LocalDate; amount: Rupiah; left: Rupiah }>(
    `select receipt.amount as total, issued_on as "issuedOn", line.amount, payment.amount - payment.reversed as left
       from receipt
       join receipt_line line on line.city_id = receipt.city_id and line.receipt_id = receipt.id
       join payment on payment.city_id = line.city_id and payment.id = line.payment_id
      where receipt.city_id = $1 and code_hash = $2`,
    [ctx.city.code, paperCodeHash(code)],
  );
  const [first] = lines;
  return {
    genuine: first !== undefined,
    amount: first?.total ?? null,
    takenBack: first ? takenBack(lines) : null,
    issuedOn: first?.issuedOn ?? null,
    city: first ? ctx.city.name : null,
  };
}
