import { randomUUID } from 'node:crypto';
import { afterKey, type ChildBatch, type Page, pageLimit, pageOf } from '@lindungi/subgraph';
import { type Deed, type InCity, recordDeed } from '@lindungi/tenancy';
import type { DonorsContext, Own } from '../context';
import type { DonorRow } from '../donor/donor.loaders';
import { sightOf } from '../donor/sight.rules';
import { NothingToThank } from './thanks.errors';

/**
 * Puts a donor on the public list of thanks, or takes them off it, at their own word and at once. A pledge that is taken
 * back does not take a name off: that would tell of it.
 *
 * @throws NothingToThank
 */
export async function thank(
  tx: InCity,
  { donorId, on }: { donorId: string; on: boolean },
  by: Deed['by'],
): Promise<boolean> {
  if (on) {
    const given = await tx.query('select from pledge where city_id = $1 and donor_id = $2 limit 1', [
      ...[tx.city.code, donorId],
    ]);
    if (given.length === 0) throw new NothingToThank();
    tx.write('insert into thanks (city_id, donor_id, id) values ($1, $2, $3) on conflict do nothing', [
      ...[tx.city.code, donorId, randomUUID()],
    ]);
  } else {
    tx.write('delete from thanks where city_id = $1 and donor_id = $2', [tx.city.code, donorId]);
  }
  recordDeed(tx, { by, act: 'thankMePublicly', kind: 'Donor', object: donorId, after: { on } });
  return on;
}

/** Names of those who want to be thanked, in their order. Its ids are the list's own, and nobody's elsewhere. */
export async function thankedPage(
  ctx: DonorsContext,
  { first, after }: { first: number; after?: string | null | undefined },
): Promise<Page<{ name: string }>> {
  const from = afterKey(after, 'text', 'uuid');
  const rows = await ctx.read<{ id: string; name: string }>(
    `select thanks.id, name from thanks join donor on donor.city_id = $1 and donor.id = thanks.donor_id
      where thanks.city_id = $1 and left_at is null
        and ($2::text is null or (name, thanks.id) > ($2, $3::uuid))
      order by name, thanks.id limit $4`,
    [ctx.city.code, from?.[0] ?? null, from?.[1] ?? null, pageLimit(first)],
  );
  return pageOf(rows, first, ({ name, id }) => [name, id]);
}

/** Whether each of these donors wants to be thanked; told to themselves alone. */
export const thankedDonors: ChildBatch<DonorRow, boolean | null, Own> = async (donors, ctx) => {
  const { self } = sightOf(ctx.principal);
  const thanked = await ctx.read('select from thanks where city_id = $1 and donor_id = $2', [
    ctx.city.code,
    self,
  ]);
  return donors.map(({ id }) => (id === self ? thanked.length > 0 : null));
};
