import type { Rupiah } from '@lindungi/jamsostek';
import { type Context, oneFor, uuidsOf } from '@lindungi/subgraph';
import { sightOf } from '../invoice/invoice.rules';
import { isSeen, seeing } from '../invoice/seen';

/**
 * What is left over of the payments of a `donor`, as SQL; `$1` is the city. The fold of the books, stored nowhere.
 *
 * @param more  a condition more on `it`, the transaction
 */
export const leftOver = (more = ''): string => `(
  select coalesce(sum(posting.amount), 0)
    from invoice join payment on payment.city_id = $1 and payment.invoice_id = invoice.id
    join ledger_transaction it on it.city_id = $1 and it.provider = payment.provider
     and it.provider_payment_id = payment.provider_payment_id
    join posting on posting.city_id = $1 and posting.transaction_id = it.id and posting.account = 'excess'
   where invoice.city_id = $1 and invoice.donor_id = donor.id ${more})`;

/** Rupiah left over of each donor's payments; null for whom the caller may not see. */
export async function creditOfDonors(
  donors: readonly { id: string }[],
  ctx: Context,
): Promise<(Rupiah | null)[]> {
  const sight = sightOf(ctx.principal);
  if (!sight) return donors.map(() => null);
  const rows = await ctx.read<{ id: string; credit: Rupiah }>(
    `select donor.id, ${leftOver()}::bigint as credit
       from unnest($2::uuid[]) as donor (id) where ${isSeen('donor.id', 3)}`,
    [ctx.city.code, uuidsOf(donors), ...seeing(sight)],
  );
  return oneFor(
    donors.map(({ id }) => id),
    rows,
    ({ id }) => id,
  ).map((row) => row?.credit ?? null);
}
