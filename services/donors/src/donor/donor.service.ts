import { afterKey, type Page, pageLimit, pageOf, type Reader } from '@lindungi/subgraph';
import { AgencyUnknown } from '../agency/agency.errors';
import { agenciesOf } from '../agency/agency.service';
import type { DonorsContext, Own } from '../context';
import { agencyOfCaller, type DonorRow, donorsByIds, donorsByName } from './donor.loaders';
import { sightOf } from './sight.rules';

/** Donors by id, as far as the caller sees them; those left out and those that never were look the same. */
export const readDonors: Reader<Own> = (refs, ctx, names) =>
  donorsByIds(ctx, sightOf(ctx.principal), refs, names);

/** The caller's own entry on the roster, if there is one. */
export async function ownDonor(ctx: DonorsContext, names: readonly string[]): Promise<DonorRow | null> {
  const { subject: id } = ctx.principal;
  const [donor] = await donorsByIds(ctx, sightOf(ctx.principal), [{ id }], names);
  return donor ?? null;
}

/**
 * A page of the roster by name, as far as the caller sees it: a treasurer the own agency, the administrator all.
 *
 * @param list.agency  id of an agency in the graph; undefined for all
 * @throws AgencyUnknown  no agency of this city has that id, or it is not the one a treasurer is placed in
 */
export async function donorPage(
  ctx: DonorsContext,
  list: { first: number; after?: string | null; agency?: string | null },
  names: readonly string[],
): Promise<Page<DonorRow>> {
  const agency = list.agency ? agenciesOf(ctx.city).find(({ id }) => id === list.agency)?.code : undefined;
  const sight = sightOf(ctx.principal);
  if (list.agency && (agency === undefined || !(sight.everyone || agency === (await agencyOfCaller(ctx)))))
    throw new AgencyUnknown();

  const from = { agency, after: afterKey(list.after, 'text', 'uuid'), limit: pageLimit(list.first) };
  const rows = await donorsByName(ctx, sight, from, names);
  return pageOf(rows, list.first, ({ name, id }) => [name, id]);
}
