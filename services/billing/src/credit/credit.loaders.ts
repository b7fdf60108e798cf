import type { Rupiah } from '@lindungi/jamsostek';
import { type Context, uuidsOf } from '@lindungi/subgraph';
import { sightOf } from '../invoice/invoice.rules';

/** Rupiah left over of each donor's payments; null for whom the caller may not see. The fold of the books, stored nowhere. */
export async function creditOfDonors(
  donors: readonly { id: string }[],
  ctx: Context,
): Promise<(Rupiah | null)[]> {
  const sight = sightOf(ctx.principal);
  if (!sight) return donors.map(() => null);
  const seen = (id: string) => !('donorId' in sight) || sight.donorId === id;
  const rows = await ctx.read<{ donorId: string; credit: Rupiah }>(
    `select invoice.donor_id as "donorId", sum(posting.amount)::bigint as credit
       from invoice join payment on payment.city_id = $1 and payment.invoice_id = invoice.id
       join ledger_transaction it on it.city_id = $1 and it.provider = payment.provider
        and it.provider_payment_id = payment.provider_payment_id
       join posting on posting.city_id = $1 and posting.transaction_id = it.id and posting.account = 'excess'
      where invoice.city_id = $1 and invoice.donor_id = any($2::uuid[])
      group by invoice.donor_id`,
    [ctx.city.code, uuidsOf(donors.filter(({ id }) => seen(id)))],
  );
  const credit = new Map(rows.map((row) => [row.donorId, row.credit]));
  return donors.map(({ id }) => (seen(id) ? (credit.get(id) ?? (0 as Rupiah)) : null));
}
