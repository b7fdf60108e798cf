import DataLoader from 'dataloader';
import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import { columnsOf } from './columns';
import type { Context } from './context';

/**
 * The answers of one child field for many parents at once: one read for a whole list.
 *
 * @param parents  as their readers and resolvers gave them, each once
 * @param columns  the names of the fields asked of each child, see `columnsOf`
 * @param args     the field's arguments; the same for all parents
 * @returns        one answer per parent, in their order
 */
export type ChildBatch<Parent = never, Child = unknown, Own = unknown> = (
  parents: readonly Parent[],
  ctx: Context<Own>,
  columns: string[],
  args: Record<string, unknown>,
  info: GraphQLResolveInfo,
) => Promise<readonly Child[]>;

/** Any `ChildBatch`, whatever its parents and its service's own are. */
// biome-ignore lint/suspicious/noExplicitAny: parents and own differ per field, and only the service knows them
export type AnyChildBatch = ChildBatch<any, unknown, any>;

/** Per operation; a loader per place in it. */
const loadersOf = new WeakMap<object, Map<unknown, DataLoader<unknown, unknown>>>();

/**
 * A resolver that waits for its siblings and asks `batch` once for all.
 *
 * It batches and never caches, so it is right in a subscription too.
 */
export function inBatch(batch: AnyChildBatch): GraphQLFieldResolver<unknown, Context> {
  return (parent, args, ctx, info) => {
    const loaders = loadersOf.get(ctx) ?? new Map();
    loadersOf.set(ctx, loaders);

    const key = placeOf(info);
    let loader = loaders.get(key);
    if (!loader) {
      loader = new DataLoader((parents) => askOnce(parents, batch, ctx, args, info), { cache: false });
      loaders.set(key, loader);
    }
    return loader.load(parent);
  };
}

/** One parent may stand in several places of a list; it is asked about once. */
async function askOnce(
  parents: readonly unknown[],
  batch: AnyChildBatch,
  ctx: Context,
  args: Record<string, unknown>,
  info: GraphQLResolveInfo,
): Promise<unknown[]> {
  const unique = [...new Set(parents)];
  const answers = await batch(unique, ctx, columnsOf(info), args, info);
  if (answers.length !== unique.length) {
    throw new Error(
      `${info.parentType.name}.${info.fieldName}: ${answers.length} answers for ${unique.length}`,
    );
  }
  if (unique.length === parents.length) return [...answers];
  const byParent = new Map(unique.map((parent, i) => [parent, answers[i]]));
  return parents.map((parent) => byParent.get(parent));
}

/** Where in the operation a field stands, lists apart: there its arguments and its selection are the same. */
function placeOf(info: GraphQLResolveInfo): unknown {
  if (info.fieldNodes.length === 1) return info.fieldNodes[0];
  const steps: string[] = [];
  for (let at: typeof info.path | undefined = info.path; at; at = at.prev) {
    if (typeof at.key === 'string') steps.push(`${at.typename}.${at.key}`);
  }
  return steps.join('/');
}

/**
 * The body of a field resolver that only declares arguments; `children` answers the field.
 *
 * @throws Error when called, that is when `children` does not name the field
 */
export function answeredByChildren(): never {
  throw new Error('This field is answered in batches, but `children` does not name it.');
}

/** Rows grouped in the order of `keys`, an empty list where a key has none. */
export function groupFor<K, Row>(keys: readonly K[], rows: readonly Row[], keyOf: (row: Row) => K): Row[][] {
  const groups = Map.groupBy(rows, keyOf);
  return keys.map((key) => groups.get(key) ?? []);
}

/** One row for each of `keys`, in their order, null where there is none. */
export function oneFor<K, Row>(
  keys: readonly K[],
  rows: readonly Row[],
  keyOf: (row: Row) => K,
): (Row | null)[] {
  const byKey = new Map(rows.map((row) => [keyOf(row), row]));
  return keys.map((key) => byKey.get(key) ?? null);
}
