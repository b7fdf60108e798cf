import { ask, type Visitor } from '@lindungi/cli';

/** The workers for whom another donor is looked for, as somebody of the city sees them. */
export async function inPool(who: Visitor): Promise<string[]> {
  type Found = { pool: { edges: { node: { workerId: string } }[] } };
  const { pool } = await ask<Found>(who, '{ pool { edges { node { workerId } } } }');
  return pool.edges.map(({ node }) => node.workerId);
}
