import type { ObjectShape, Variant } from './shape';

/*
 * What generated code calls things. `b2`, `d2` and `t2` are body, view and tape of request 2, `e3` the place on
 * its tape where the entities of group 3 are listed, `x3` the current object's entity in it.
 */

/** Ints at the head of every record: next item of its list, variant, next record of its chain. */
export const HEADER = 3;

/** Ints of a record. */
export function recordSize({ variants }: ObjectShape): number {
  return HEADER + Math.max(0, ...variants.map((variant) => variant.slots.size));
}

/** One int of a record, on the tape of the request that scanned the object. */
export function slotOf(variant: Variant, slot: string, record = 'r'): string {
  return `t${variant.shape.owner.index}[${record}+${HEADER + variant.slot(slot)}]`;
}

/** Where a chain begins, and the place of its end after it. Int 0 of a tape is its first free place. */
export const chainHead = (chain: number): number => 1 + 2 * chain;

/** The entity of a group for the current object: its record, or 0. */
export const entityOf = ({ id }: { id: number }): string => `x${id}`;

/** The body that holds an object, as arguments of `copy`. */
export const bodyOf = ({ shape }: Variant): string => `b${shape.owner.index},d${shape.owner.index}`;
