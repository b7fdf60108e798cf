import { ask, type Visitor } from '@lindungi/cli';

/** What the graph says of how many give in an agency. */
export interface AgencySeen {
  code: string;
  donorCount: number | null;
  giving: { numerator: number; denominator: number } | null;
}

/** The agencies of a city with as much of each as somebody may know. */
export async function agenciesSeenBy(who: Visitor): Promise<AgencySeen[]> {
  const query = '{ city { agencies { code donorCount giving { numerator denominator } } } }';
  return (await ask<{ city: { agencies: AgencySeen[] } }>(who, query)).city.agencies;
}

/** How many give in a city. */
export async function givingInCity(who: Visitor): Promise<number | null> {
  const query = '{ city { givingDonorCount } }';
  return (await ask<{ city: { givingDonorCount: number | null } }>(who, query)).city.givingDonorCount;
}

/** Who is thanked in public. */
export async function thanked(who: Visitor): Promise<string[]> {
  type Found = { city: { thanked: { edges: { node: { name: string } }[] } } };
  const { city } = await ask<Found>(who, '{ city { thanked { edges { node { name } } } } }');
  return city.thanked.edges.map(({ node }) => node.name);
}
