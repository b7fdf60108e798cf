import type { Subgraph } from '../small-graph';
import { schemas } from './schemas';
import { computed, type Row, type World } from './world';

type Rows = keyof Omit<World, 'roots'>;
type Reference = Record<string, unknown>;

/** `__resolveReference` over the world's rows; a row that is gone is null here if `hides`. */
const row =
  (rows: Rows, hides = false) =>
  (reference: Reference, world: World): Row | null => {
    const found = world[rows].find((it) => it.id === reference.id);
    return found && !(hides && found.gone) ? found : null;
  };

const warehouse =
  (hides = false) =>
  (reference: Reference, world: World): Row | null => {
    const { zone } = reference.region as { zone: number };
    const found = world.warehouses.find(
      (it) => it.code === reference.code && (it.region as { zone: number }).zone === zone,
    );
    return found && !(hides && found.gone) ? found : null;
  };

const roots = (...names: string[]) =>
  Object.fromEntries(
    names.map((name) => [
      name,
      (_: unknown, given: object, world: World) => {
        const value = world.roots[name];
        return typeof value === 'function' ? (value(given) as unknown) : value;
      },
    ]),
  );

export const echo = (_: unknown, given: object): string => JSON.stringify(given);
export const firstReviews = (it: Row, { first }: { first: number | null }): unknown =>
  (it.reviews as Row[]).slice(0, Math.max(0, first ?? 9));

const product = (reference: Reference, world: World): Row | null => {
  if (reference.id !== undefined) return row('products')(reference, world);
  return world.products.find((it) => it.sku === reference.sku) ?? null;
};

/** What was required came with the reference; the answer is computed of that, never of the row. */
const stocked = (reference: Reference, world: World): Row | null => {
  const found = row('products', true)(reference, world);
  return found && { ...found, ...computed(reference) };
};

const bySku = (reference: Reference, world: World): Row | null =>
  world.products.find(
    (it) =>
      it.sku === reference.sku &&
      (it.brand as Row | null)?.id === (reference.brand as Row | null | undefined)?.id,
  ) ?? null;

export const shop: Record<string, Subgraph> = {
  products: {
    sdl: schemas.products,
    resolvers: {
      Query: roots('products', 'product', 'items', 'node', 'sellables', 'strict', 'echo'),
      Mutation: roots('touch', 'must'),
      Product: { __resolveReference: product },
      Gift: { __resolveReference: row('gifts') },
      Brand: { __resolveReference: row('brands') },
    },
  },
  inventory: {
    sdl: schemas.inventory,
    resolvers: {
      Product: { __resolveReference: stocked },
      Gift: { __resolveReference: row('gifts') },
      Brand: { __resolveReference: row('brands') },
      Warehouse: { __resolveReference: warehouse() },
    },
  },
  reviews: {
    sdl: schemas.reviews,
    resolvers: {
      Query: roots('review'),
      Product: { __resolveReference: row('products'), reviews: firstReviews, echo },
      Review: { __resolveReference: row('reviews') },
      User: { __resolveReference: row('users') },
    },
  },
  users: {
    sdl: schemas.users,
    resolvers: {
      Query: roots('me'),
      User: { __resolveReference: row('users', true) },
      Warehouse: { __resolveReference: warehouse(true) },
    },
  },
  brands: {
    sdl: schemas.brands,
    resolvers: {
      Product: { __resolveReference: bySku },
      Brand: { __resolveReference: row('brands') },
    },
  },
};
