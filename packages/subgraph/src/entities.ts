import {
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLSchema,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';
import { columnsOfType } from './columns';
import type { Context } from './context';

/** What the gateway names an entity by: `__typename`, the fields of a key, and what `@requires` asks for. */
export type Reference = Readonly<Record<string, unknown>>;

/**
 * All entities of one type that an operation asks for, in one read.
 *
 * A row carries its key fields and the asked columns; order does not matter. A row left out, because it is
 * absent, foreign or not for this caller, becomes null: the same bytes for each.
 *
 * @param refs     each key once
 * @param columns  the names of the fields asked of this type, see `selectList`
 */
export type Reader<Own = unknown> = (
  refs: readonly Reference[],
  ctx: Context<Own>,
  columns: string[],
) => Promise<readonly object[]>;

/** Any `Reader`, whatever its service's own is. */
// biome-ignore lint/suspicious/noExplicitAny: own differs per service, and only the service knows it
export type AnyReader = Reader<any>;

/** The reader of an entity to which this service only adds fields: it is as it was referred to. */
export function asReferred(...keys: string[]): Reader {
  return async (refs) => refs.map((ref) => Object.fromEntries(keys.map((key) => [key, ref[key]])));
}

/** The ids that are uuids, each once; Postgres would refuse the whole read for one that is none. */
export function uuidsOf(refs: readonly object[], key = 'id'): string[] {
  const ids = refs.map((ref) => (ref as Reference)[key]);
  const isUuid = (id: unknown): id is string =>
    typeof id === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id);
  return [...new Set(ids.filter(isUuid))];
}

/** An id as a statement may ask for it: null for what is none, and nothing equals that. */
export const uuidOf = (id: string | null | undefined): string | null => uuidsOf([{ id }])[0] ?? null;

/**
 * Answers `_entities` by one read per type, all types at once, in the order asked.
 *
 * @throws Error when an entity this service resolves has no reader, or a reader no entity
 */
export function readEntitiesBy(schema: GraphQLSchema, readers: Record<string, AnyReader>): void {
  const keys = keysOf(schema);
  const unread = [...keys.keys()].filter((type) => !readers[type]);
  const unknown = Object.keys(readers).filter((type) => !keys.has(type));
  if (unread.length > 0) throw new Error(`No reader for the entities ${unread.join(', ')}.`);
  if (unknown.length > 0) throw new Error(`Readers for what is no resolvable entity: ${unknown.join(', ')}.`);

  const field = schema.getQueryType()?.getFields()._entities;
  if (field) field.resolve = entitiesBy(readers, keys);
}

function entitiesBy(
  readers: Record<string, AnyReader>,
  keys: Map<string, string[][]>,
): GraphQLFieldResolver<unknown, Context> {
  return async (_source, { representations }, ctx, info) => {
    const places = (representations as Reference[]).map((ref) => placeOf(ref, keys));
    const found = new Map<string, object>();

    const byType = Map.groupBy(
      places.filter((place) => place !== undefined),
      (place) => place.type,
    );
    const reads = [...byType].map(async ([type, group]) => {
      const refs = new Map(group.map((place) => [place.id, place.ref]));
      const rows = await readers[type]!([...refs.values()], ctx, columnsOfType(info, type));
      for (const row of rows) {
        const named = withTypeName(row, type);
        for (const key of keys.get(type)!) found.set(idOf(type, key, row as Reference), named);
      }
    });
    await Promise.all(reads);
    return places.map((place) => (place && found.get(place.id)) ?? null);
  };
}

interface Place {
  type: string;
  id: string;
  ref: Reference;
}

/** Undefined for what no reader could find: a type without one, a key that is incomplete or no plain value. */
function placeOf(ref: Reference, keys: Map<string, string[][]>): Place | undefined {
  const type = ref.__typename;
  if (typeof type !== 'string') return undefined;
  const key = keys.get(type)?.find((fields) => fields.every((field) => isPlain(ref[field])));
  return key && { type, id: idOf(type, key, ref), ref };
}

const isPlain = (value: unknown) => typeof value === 'string' || typeof value === 'number';

/** JSON, so that no two keys are spelled alike by joining. */
const idOf = (type: string, key: readonly string[], of: Reference) =>
  JSON.stringify([type, ...key.flatMap((field) => [field, String(of[field])])]);

/** A fresh row is marked in place; what others may hold as well (a city's file) is copied. */
function withTypeName(row: object, type: string): object {
  if (Object.getPrototypeOf(row) === Object.prototype && Object.isExtensible(row) && !('__typename' in row)) {
    return Object.defineProperty(row, '__typename', { value: type });
  }
  return { ...row, __typename: type };
}

/** The keys of every entity this service resolves: `@key`s without `resolvable: false`. */
function keysOf(schema: GraphQLSchema): Map<string, string[][]> {
  const types = Object.values(schema.getTypeMap()).filter(isObjectType);
  return new Map(
    types.map((type) => [type.name, keysOfType(type)] as const).filter(([, keys]) => keys.length),
  );
}

function keysOfType(type: GraphQLObjectType): string[][] {
  const nodes = [type.astNode, ...type.extensionASTNodes].flatMap((node) => node?.directives ?? []);
  return nodes
    .filter((it) => it.name.value === 'key')
    .map((it) =>
      Object.fromEntries(it.arguments?.map((arg) => [arg.name.value, valueFromASTUntyped(arg.value)]) ?? []),
    )
    .filter(({ resolvable }) => resolvable !== false)
    .map(({ fields }) => {
      if (/[{}]/.test(String(fields))) throw new Error(`The key of ${type.name} must be plain fields.`);
      return String(fields).trim().split(/\s+/);
    });
}
