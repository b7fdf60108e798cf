import { buildSubgraphSchema } from '@apollo/subgraph';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { type DefinitionNode, type GraphQLSchema, isObjectType, Kind, parse, print } from 'graphql';
import {
  type BuildSchemaOptions,
  buildSchema,
  createResolversMap,
  getMetadataStorage,
  type PubSub,
} from 'type-graphql';
import { type AnyChildBatch, inBatch } from './children';
import { type AnyReader, readEntitiesBy } from './entities';
import { checkRoles } from './roles';
import { DateTime } from './scalars';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag"])`;

/** What a service says of itself in the graph. */
export interface Graph {
  resolvers: BuildSchemaOptions['resolvers'];
  /** Every entity and every stub of another service's entity: type-graphql's metadata is one per process. */
  orphanedTypes: NonNullable<BuildSchemaOptions['orphanedTypes']>;
  /** One per entity this service resolves, by type name. */
  readers: Record<string, AnyReader>;
  /** Fields answered for a whole list at once, by 'Type.field'. */
  children?: Record<string, AnyChildBatch>;
}

/** type-graphql demands one even when every subscription brings its own `subscribe`. */
const noPubSub: PubSub = {
  publish() {},
  subscribe() {
    throw new Error('A subscription here gives `subscribe` the stream of ctx.live.');
  },
};

/**
 * The executable schema of a subgraph.
 *
 * @throws Error when readers or children and the types do not fit each other
 */
export async function federate(graph: Graph): Promise<GraphQLSchema> {
  const { sdl, resolvers } = await build(graph);
  const schema = buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers }]);

  readEntitiesBy(schema, graph.readers);
  answerInBatches(schema, graph.children ?? {});
  return schema;
}

/**
 * The subgraph's own SDL, as it is committed and composed: roots first, other types by name, fields as declared.
 */
export async function printSubgraph(graph: Pick<Graph, 'resolvers' | 'orphanedTypes'>): Promise<string> {
  return (await build(graph)).sdl;
}

async function build({ resolvers, orphanedTypes }: Pick<Graph, 'resolvers' | 'orphanedTypes'>) {
  const schema = await buildSchema({
    resolvers,
    orphanedTypes,
    validate: false,
    pubSub: noPubSub,
    authChecker: checkRoles,
    scalarsMap: [{ type: Date, scalar: DateTime }],
    // Without federation's own fields a service may have no query yet; composition checks the whole.
    skipCheck: true,
  });
  const { definitions } = parse(printSchemaWithDirectives(schema));
  const named = definitions.filter((it) => it.kind !== Kind.SCHEMA_DEFINITION).sort(byRootThenName);
  const sdl = `${[LINK, ...named.map(print)].join('\n\n')}\n`;
  return { sdl, resolvers: createResolversMap(schema) as NonNullable<Resolvers> };
}

type Module = Exclude<Parameters<typeof buildSubgraphSchema>[0], { kind: Kind.DOCUMENT }>;
type Resolvers = Module extends (infer One)[] ? (One extends { resolvers?: infer R } ? R : never) : never;

const roots = ['Query', 'Mutation', 'Subscription'];

function byRootThenName(a: DefinitionNode, b: DefinitionNode): number {
  const [one, other] = [nameOf(a), nameOf(b)];
  const rank = (name: string) => (roots.includes(name) ? roots.indexOf(name) : roots.length);
  return rank(one) - rank(other) || (one < other ? -1 : 1);
}

const nameOf = (definition: DefinitionNode) =>
  'name' in definition && definition.name ? definition.name.value : '';

/**
 * The compiled executor of a later day finds the batch in the field's extensions; graphql-js calls `resolve`.
 *
 * @throws Error for a field that is not there, or whose roles a batch would pass over
 */
function answerInBatches(schema: GraphQLSchema, children: Record<string, AnyChildBatch>): void {
  const guarded = guardedFields();
  for (const [place, batch] of Object.entries(children)) {
    const [typeName = '', fieldName = ''] = place.split('.');
    const type = schema.getType(typeName);
    const field = isObjectType(type) && !roots.includes(typeName) ? type.getFields()[fieldName] : undefined;
    if (!field) throw new Error(`children names ${place}, which is no field of an object here.`);
    if (guarded.has(place)) throw new Error(`${place} has @Authorized, which a batch would pass over.`);

    field.resolve = inBatch(batch);
    field.extensions = { ...field.extensions, batch };
  }
}

/** Fields of objects with @Authorized, as 'Type.field'. */
function guardedFields(): Set<string> {
  const { objectTypes } = getMetadataStorage();
  const guarded = objectTypes.flatMap(({ name, fields = [] }) =>
    fields.filter(({ roles }) => roles).map(({ schemaName }) => `${name}.${schemaName}`),
  );
  return new Set(guarded);
}
