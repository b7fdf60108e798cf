import type { Context } from '@lindungi/subgraph';
import type { ParkedMoney } from './parked.entity';

/** Payments of the city of which something is left over, the oldest first. */
export function readParked(
  ctx: Context,
  page: { after?: readonly unknown[] | undefined; limit: number },
): Promise<ParkedMoney[]> {
  return ctx.read<ParkedMoney>(
    `select payment.id as "paymentId", payment.provider, order_id as "order", payment.amount, parked.left,
            paid_at as "paidAt",
            exists (select from parked_choice kept where kept.city_id = $1 and kept.payment_id = payment.id
                       and kept.done_at is null) as "keptForRestart"
       from payment
       join lateral (select coalesce(sum(posting.amount), 0)::bigint as left from ledger_transaction it
                       join posting on posting.city_id = it.city_id and posting.transaction_id = it.id
                      where it.city_id = $1 and it.provider = payment.provider
                        and it.provider_payment_id = payment.provider_payment_id
                        and (posting.account = 'excess' or posting.account = 'suspense' and payment.invoice_id is null)
                    ) parked on parked.left > 0
      where payment.city_id = $1 and paid_at is not null
        and ($2::timestamptz is null or (paid_at, payment.id) > ($2, $3::uuid))
      order by paid_at, payment.id limit $4`,
    [ctx.city.code, page.after?.[0] ?? null, page.after?.[1] ?? null, page.limit],
  );
}
