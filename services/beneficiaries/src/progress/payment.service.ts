import type { InCity } from '@lindungi/tenancy';
import { isPaid, learnMoney, type Moment, type MoneyFacts } from '../protection/moment.rules';
import type { Move } from './progress.rules';

/** An invoice's money, as billing told of it. */
interface PaymentRow extends MoneyFacts {
  kecamatan: string;
  amount: number;
}

/**
 * Remembers that an invoice was paid or reversed.
 *
 * @param payment.amount     rupiah of the whole invoice when paid; what went back when reversed
 * @param payment.kecamatan  where it counts, from its first word on
 * @returns how `contributed` moves by it
 */
export async function countPayment(
  tx: InCity,
  { invoiceId, kecamatan, amount }: { invoiceId: string; kecamatan: string; amount: number },
  fact: Moment & { what: 'PAID' | 'REVERSED' },
): Promise<Move[]> {
  const [known] = await tx.query<PaymentRow>(
    `select kecamatan, amount, paid_at as "paidAt", paid_told as "paidTold",
            reversed_at as "reversedAt", reversed_told as "reversedTold"
       from progress_payment where city_id = $1 and invoice_id = $2 for update`,
    [tx.city.code, invoiceId],
  );
  const before = known ?? {
    kecamatan,
    amount,
    paidAt: null,
    paidTold: null,
    reversedAt: null,
    reversedTold: null,
  };
  const after = { ...learnMoney(before, fact), amount: fact.what === 'PAID' ? amount : before.amount };
  tx.write(
    `insert into progress_payment
       (city_id, invoice_id, kecamatan, amount, paid_at, paid_told, reversed_at, reversed_told)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (city_id, invoice_id) do update
       set amount = excluded.amount, paid_at = excluded.paid_at, paid_told = excluded.paid_told,
           reversed_at = excluded.reversed_at, reversed_told = excluded.reversed_told`,
    [
      tx.city.code,
      invoiceId,
      after.kecamatan,
      after.amount,
      after.paidAt,
      after.paidTold,
      after.reversedAt,
      after.reversedTold,
    ],
  );
  const by = (isPaid(after) ? after.amount : 0) - (isPaid(before) ? before.amount : 0);
  return [{ kecamatan: after.kecamatan, figure: 'contributed', by }];
}
