import { type KeyObject, randomUUID } from 'node:crypto';
import type { LocalDate } from '@lindungi/jamsostek';
import type { Doer } from '@lindungi/subgraph';
import { type InCity, paperCodeHash, recordDeed } from '@lindungi/tenancy';
import type { Sight } from '../invoice/invoice.rules';
import { isSeen, seeing } from '../invoice/seen';
import { Receipt, ReceiptLine } from './receipt.entity';
import { ReceiptWishUnclear } from './receipt.errors';
import { assertSpan, MOST_PAYMENTS, type Received, receiptCode, receiptOf } from './receipt.rules';

/** What somebody wants a receipt of: one payment, or all of some days. */
export interface ReceiptWish {
  paymentId?: string | null | undefined;
  from?: LocalDate | null | undefined;
  until?: LocalDate | null | undefined;
  /** Whose money; a donor's own is the only one a donor may name. */
  donorId?: string | null | undefined;
}

/**
 * Issues a receipt of money that came and has not gone back. It may be issued again; each has its own code.
 *
 * @param sight  who asks, and whose payments they may see
 * @returns its id
 * @throws ReceiptWishUnclear, ReceiptSpanRefused, NoMoneyToReceipt, ReceiptTooLong
 */
export async function issueReceipt(
  tx: InCity,
  key: KeyObject,
  wish: ReceiptWish,
  sight: Sight & { by: Doer },
  today: LocalDate,
): Promise<string> {
  const span = spanOf(wish, today);
  const onlyOwn = !sight.all && sight.agencyOf === null;
  const donorId = onlyOwn ? sight.donorId : (wish.donorId ?? null);
  if (onlyOwn && wish.donorId && wish.donorId !== sight.donorId) throw new ReceiptWishUnclear();
  if (span && donorId === null) throw new ReceiptWishUnclear();

  const { lines, all } = receiptOf(await received(tx, wish.paymentId ?? null, donorId, span, sight), span);
  const id = randomUUID();
  const hash = paperCodeHash(receiptCode(key, tx.city.code, id));
  tx.insert(Receipt, { id, ...all, issuedOn: today, codeHash: hash });
  tx.insert(
    ReceiptLine,
    lines.map(({ donorId: _donor, ...line }) => ({ receiptId: id, ...line })),
  );
  recordDeed(tx, {
    ...{ by: sight.by, act: 'issueReceipt', kind: 'Receipt', object: id },
    after: { payments: lines.length },
  });
  return id;
}

function spanOf({ paymentId, from, until }: ReceiptWish, today: LocalDate) {
  if (paymentId && !from && !until) return undefined;
  if (paymentId || !from || !until) throw new ReceiptWishUnclear();
  assertSpan(from, until, today);
  return { from, until };
}

/** Payments that came, locked against going back until the receipt is there; the earliest first. */
function received(
  tx: InCity,
  paymentId: string | null,
  donorId: string | null,
  span: { from: LocalDate; until: LocalDate } | undefined,
  sight: Sight,
): Promise<Received[]> {
  return tx.query<Received>(
    `select payment.id as "paymentId", invoice.id as "invoiceId", invoice.donor_id as "donorId",
            payment.amount - payment.reversed - payment.passed_on as amount, (paid_at at time zone $2)::date as "paidOn"
       from payment join invoice on invoice.city_id = payment.city_id and invoice.id = payment.invoice_id
      where payment.city_id = $1 and paid_at is not null
        and ($3::text is null or payment.id::text = $3) and ($4::text is null or invoice.donor_id::text = $4)
        and ($5::date is null or (paid_at at time zone $2)::date between $5 and $6)
        and ${isSeen('invoice.donor_id', 8)}
      order by paid_at, payment.id limit $7 for share of payment`,
    [
      tx.city.code,
      tx.city.timeZone,
      paymentId,
      donorId,
      span?.from ?? null,
      span?.until ?? null,
      MOST_PAYMENTS + 1,
      ...seeing(sight),
    ],
  );
}
