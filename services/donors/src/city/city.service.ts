import { contributionOf } from '@lindungi/jamsostek';
import type { Reader } from '@lindungi/subgraph';
import type { City as CityFile, Post } from '@lindungi/tenancy';
import { agenciesOf } from '../agency/agency.service';
import type { DonorsContext, Own } from '../context';
import { donorsPerPost } from '../donor/donor.loaders';
import type { City, Potential } from './city.entity';
import { formulaOf, potentialOf } from './potential.rules';

/** What the city's file says; what is counted comes when asked for. */
export function cityOf(file: CityFile): City {
  return {
    code: file.code,
    name: file.name,
    movement: file.movement,
    portal: file.portal,
    timeZone: file.timeZone,
    pledgeLengths: file.pledge.months,
    pledgeFirstMonth: file.pledge.firstMonth,
    quota: Object.entries(file.pledge.quota).map(([post, workers]) => ({ post: post as Post, workers })),
    relations: file.pledge.relations,
    kecamatan: file.kecamatan,
    branches: file.branches,
    agencies: agenciesOf(file),
    civilServants: file.civilServants,
  };
}

/** The caller's own city and no other: every other code is absent. */
export const readCity: Reader<Own> = async (refs, { city }) =>
  refs.some(({ code }) => code === city.code) ? [cityOf(city)] : [];

/** How many civil servants are on the roster. */
export async function donorCount(ctx: DonorsContext): Promise<number> {
  return Object.values(await rosterByPost(ctx)).reduce((total, donors) => total + donors, 0);
}

/** The city's appeal times its roster, at the full contribution of this month. */
export async function potential(ctx: DonorsContext): Promise<Potential> {
  // Without relief every sector and fund costs the same; relief is what would tell them apart.
  const { full } = contributionOf(ctx.own.law, { sector: 'OTHER' }, 'OWN', ctx.thisMonth);
  const numbers = potentialOf(ctx.city.pledge.quota, await rosterByPost(ctx), ctx.thisMonth, full);
  return { ...numbers, formula: formulaOf(numbers, ctx.language) };
}

/** Counted once for an operation, however many fields need it. */
function rosterByPost(ctx: DonorsContext): Promise<Partial<Record<Post, number>>> {
  const count = async () => {
    const rows = await donorsPerPost(ctx);
    return Object.fromEntries(rows.map(({ post, donors }) => [post, donors])) as Partial<
      Record<Post, number>
    >;
  };
  return ctx
    .load('rosterByPost', async (codes: readonly string[]) => Promise.all(codes.map(count)))
    .load(ctx.city.code);
}
