import { type Context, oneFor, uuidsOf } from '@lindungi/subgraph';
import { leftOver } from '../credit/credit.loaders';
import { sightOf } from '../invoice/invoice.rules';
import { isSeen, seeing } from '../invoice/seen';
import type { DonorAccount } from './donor-account.entity';

const UNTIL = 'and ($3::timestamptz is null or it.at <= $3)';

/**
 * Each donor's account with all that was posted until then; null for whom the caller may not see. What is held stands by
 * invoice, and what is left over by payment: both know their donor.
 */
export async function accountsOfDonors(
  donors: readonly { id: string }[],
  ctx: Context,
  _asked: readonly string[],
  { at }: { at?: Date | null },
): Promise<(DonorAccount | null)[]> {
  const sight = sightOf(ctx.principal);
  if (!sight) return donors.map(() => null);
  const rows = await ctx.read<DonorAccount & { id: string }>(
    `select id, (held + sent + credit)::bigint as paid, held::bigint, sent::bigint as "atBpjs", credit::bigint
       from unnest($2::uuid[]) as donor (id)
      cross join lateral (
        select coalesce(sum(posting.amount), 0) as held,
               coalesce(-sum(posting.amount) filter (where it.why = 'REMITTANCE'), 0) as sent
          from invoice
          join posting on posting.city_id = $1 and posting.account = 'held:' || invoice.id
          join ledger_transaction it on it.city_id = $1 and it.id = posting.transaction_id
         where invoice.city_id = $1 and invoice.donor_id = donor.id ${UNTIL}) by_invoice
      cross join lateral (select ${leftOver(UNTIL)} as credit) by_payment
      where ${isSeen('donor.id', 4)}`,
    [ctx.city.code, uuidsOf(donors), at?.toISOString() ?? null, ...seeing(sight)],
  );
  return oneFor(
    donors.map(({ id }) => id),
    rows,
    ({ id }) => id,
  );
}
