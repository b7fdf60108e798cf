import { QueryPlanner } from '@graphql-hive/router-query-planner';
import {
  buildASTSchema,
  type GraphQLEnumType,
  type GraphQLSchema,
  isInterfaceType,
  isObjectType,
  parse,
} from 'graphql';
import { clientSchema } from './client-schema';
import { argumentsOf, topFields } from './joins';
import { refuseBadSupergraph } from './refuse-supergraph';
import { partialUnionsOf, type Senders, sendersOf } from './senders';

/** A supergraph, read once: what clients see, what subgraphs hold, and where they are. */
export interface Supergraph {
  readonly sdl: string;
  readonly planner: QueryPlanner;
  /** What clients may ask: nothing inaccessible, nothing of federation. */
  readonly api: GraphQLSchema;
  /** Everything, inaccessible fields too: keys and required fields may be among them. */
  readonly full: GraphQLSchema;
  /** By the name the plan uses (`serviceName`), which is the name they were composed under. */
  readonly subgraphs: ReadonlyMap<string, Subgraph>;
  readonly fieldNames: FieldNames;
  /** Names of the key's own fields, one list per key by which `subgraph` knows the entity; none: it has no key there. */
  keysOf(type: string, subgraph: string): readonly (readonly string[])[];
  /** Key fields of the interfaces that some subgraph has as an object. */
  readonly interfaceObjects: ReadonlyMap<string, readonly string[]>;
  readonly senders: Senders;
  readonly partialUnions: ReadonlySet<string>;
}

export interface Subgraph {
  readonly name: string;
  readonly url: string;
}

/** What the fields of a supergraph are called. */
export interface FieldNames {
  /** An alias of one of these names could be taken for the field. */
  readonly all: ReadonlySet<string>;
  /** Those that `@requires` or `@key` asks with arguments; a client may ask them with others. */
  readonly withArguments: ReadonlySet<string>;
}

/** Reads a supergraph as composed. Throws if it is none. */
export function readSupergraph(sdl: string): Supergraph {
  const document = parse(sdl, { noLocation: true });
  const full = buildASTSchema(document, { assumeValid: true });
  refuseBadSupergraph(full);
  const planner = new QueryPlanner(sdl);
  const byEnum = new Map(
    (full.getType('join__Graph') as GraphQLEnumType).getValues().map(({ name, astNode }) => {
      const facts = argumentsOf(astNode?.directives?.[0]);
      return [name, { name: facts.get('name') ?? name, url: facts.get('url') ?? '' }];
    }),
  );
  return {
    sdl,
    planner,
    api: clientSchema(document),
    full,
    subgraphs: new Map([...byEnum.values()].map((subgraph) => [subgraph.name, subgraph])),
    fieldNames: fieldNamesOf(full, sdl),
    keysOf: keyReader(full, byEnum),
    interfaceObjects: interfaceObjectsOf(full),
    senders: sendersOf(full),
    partialUnions: partialUnionsOf(full),
  };
}

function fieldNamesOf(full: GraphQLSchema, sdl: string): FieldNames {
  const all = new Set(['__typename']);
  for (const type of Object.values(full.getTypeMap())) {
    if (!isObjectType(type) && !isInterfaceType(type)) continue;
    for (const name of Object.keys(type.getFields())) all.add(name);
  }
  const withArguments = new Set<string>();
  for (const [, fieldSet] of sdl.matchAll(/\b(?:requires|key): "((?:[^"\\]|\\.)*)"/g)) {
    for (const [, name] of fieldSet!.matchAll(/(\w+)\s*\(/g)) withArguments.add(name!);
  }
  return { all, withArguments };
}

function interfaceObjectsOf(full: GraphQLSchema): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const type of Object.values(full.getTypeMap())) {
    const joins = isInterfaceType(type) ? (type.astNode?.directives ?? []).map(argumentsOf) : [];
    if (!joins.some((facts) => facts.get('isInterfaceObject') === 'true')) continue;
    const keys = joins.flatMap((facts) => topFields(facts.get('key') ?? '__typename'));
    found.set(
      type.name,
      [...new Set(keys)].filter((name) => !name.startsWith('__')),
    );
  }
  return found;
}

function keyReader(full: GraphQLSchema, byEnum: ReadonlyMap<string, Subgraph>): Supergraph['keysOf'] {
  const known = new Map<string, readonly (readonly string[])[]>();
  return (type, subgraph) => {
    const at = `${type}\n${subgraph}`;
    let keys = known.get(at);
    if (!keys) {
      keys = readKeys(full, byEnum, type, subgraph);
      known.set(at, keys);
    }
    return keys;
  };
}

function readKeys(
  full: GraphQLSchema,
  byEnum: ReadonlyMap<string, Subgraph>,
  type: string,
  subgraph: string,
): readonly (readonly string[])[] {
  const joins = full.getType(type)?.astNode?.directives ?? [];
  return joins.flatMap((directive) => {
    const facts = argumentsOf(directive);
    const key = facts.get('key');
    if (directive.name.value !== 'join__type' || key === undefined) return [];
    if (byEnum.get(facts.get('graph') ?? '')?.name !== subgraph) return [];
    return [topFields(key)];
  });
}
