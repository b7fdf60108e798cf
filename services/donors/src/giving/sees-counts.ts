import type { DonorsContext } from '../context';
import { agencyOfCaller } from '../donor/donor.loaders';
import { seesAgencyCounts } from '../donor/sight.rules';

/** Of which agencies the caller may know counts: all, the own one, or none. */
export async function seesCountsOf(ctx: Pick<DonorsContext, 'city' | 'principal' | 'read'>) {
  const { all, own } = seesAgencyCounts(ctx.principal);
  const agency = !all && own ? await agencyOfCaller(ctx) : undefined;
  return (code: string): boolean => all || (own && code === agency);
}
