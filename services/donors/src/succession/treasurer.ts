import { NotPermitted } from '@lindungi/subgraph';
import type { DonorsContext } from '../context';
import { agencyOfCaller } from '../donor/donor.loaders';

/**
 * For which agency's successions the caller acts: the administrator for all (null), a treasurer for the one in which
 * the roster places them.
 *
 * @throws NotPermitted for a treasurer whom the roster places nowhere
 */
export async function actingFor(ctx: DonorsContext): Promise<{ agency: string | null }> {
  if (ctx.principal.roles.includes('ADMIN')) return { agency: null };
  const agency = await agencyOfCaller(ctx);
  if (agency === undefined) throw new NotPermitted();
  return { agency };
}
