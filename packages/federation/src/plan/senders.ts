import {
  type GraphQLEnumType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLUnionType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  isUnionType,
} from 'graphql';
import { type Directed, type Facts, joinsOf, nameIn, topFields } from './joins';

/** A subgraph that has a field. */
export interface Sender {
  readonly subgraph: string;
  /** The type it states there, as `[Book!]!`. */
  readonly stated: string;
  /** It has the field from another, and only where it is provided. */
  readonly isExternal?: boolean;
}

/** Which subgraph may send objects of which types: they know different members of one interface or union. */
export interface Senders {
  /**
   * The subgraphs from which a field can be had of an object that `from` may have sent (undefined: of a root):
   * they themselves, and those that know the object by a key.
   */
  of(type: GraphQLNamedType, field: string, from: readonly Sender[] | undefined): Sender[];
  /** May that subgraph send an object of type `member` there? */
  sends(sender: Sender, member: string): boolean;
  /** Fields of the object that the subgraph has to be told before it can answer this one. */
  requiredFor(type: string, field: string, subgraph: string): string[];
}

export function sendersOf(full: GraphQLSchema): Senders {
  const graphs = (full.getType('join__Graph') as GraphQLEnumType | undefined)?.getValues() ?? [];
  const byEnum = new Map(graphs.map((it) => [it.name, joinsOf(it, 'graph')[0]?.get('name') ?? it.name]));
  const subgraphIn = (join: Facts) => byEnum.get(join.get('graph') ?? '') ?? '';

  const sendersIn = (type: GraphQLNamedType, name: string): Sender[] => {
    const field = fieldOf(type, name);
    if (!field) return [];
    const stated = String(field.type);
    const own = joinsOf(field, 'field').filter((it) => it.has('graph'));
    const joins: readonly Facts[] = own.length ? own : joinsOf(type, 'type');
    return joins.map((it) => ({
      subgraph: subgraphIn(it),
      stated: (own.length ? it.get('type') : undefined) ?? stated,
      isExternal: it.get('external') === 'true' || it.get('usedOverridden') === 'true',
    }));
  };

  /** What is said of an interface's field may be said of its members' instead. */
  const withMembers = (type: GraphQLNamedType | undefined): GraphQLNamedType[] =>
    isInterfaceType(type) ? [type, ...full.getPossibleTypes(type)] : type ? [type] : [];

  const isEntityOf = (type: GraphQLNamedType, subgraph: string) =>
    joinsOf(type, 'type').some(
      (it) => subgraphIn(it) === subgraph && it.has('key') && it.get('resolvable') !== 'false',
    );

  /** Where nothing is said of any subgraph, nothing is known. */
  const isSaid = (of: Directed, join: string, [fact, value]: readonly [string, string], subgraph: string) => {
    const said = joinsOf(of, join).filter((it) => it.get(fact) === value);
    return !said.length || said.some((it) => subgraphIn(it) === subgraph);
  };

  return {
    of(type, field, from) {
      const isReached = (it: GraphQLNamedType, subgraph: string) =>
        !from || from.some((one) => one.subgraph === subgraph) || isEntityOf(it, subgraph);
      return withMembers(type).flatMap((it) =>
        sendersIn(it, field).filter(({ subgraph }) => isReached(it, subgraph)),
      );
    },
    requiredFor(type, field, subgraph) {
      return withMembers(full.getType(type))
        .flatMap((it) => joinsOf(fieldOf(it, field), 'field'))
        .filter((it) => subgraphIn(it) === subgraph)
        .flatMap((it) => topFields(it.get('requires') ?? '__typename'));
    },
    sends({ subgraph, stated }, member) {
      const type = full.getType(nameIn(stated));
      const other = full.getType(member);
      if (type === other || !type || !isObjectType(other)) return true;
      if (!isAbstractType(type) || !full.isSubType(type, other)) return false;
      if (isUnionType(type)) return isSaid(type, 'unionMember', ['member', member], subgraph);
      const asObject = joinsOf(type, 'type').some((it) => it.get('isInterfaceObject') === 'true');
      return asObject || isSaid(other, 'implements', ['interface', type.name], subgraph);
    },
  };
}

const fieldOf = (type: GraphQLNamedType | undefined, name: string) =>
  isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;

/** Unions of which some subgraph that has them knows fewer members than another. */
export function partialUnionsOf(full: GraphQLSchema): Set<string> {
  const unions = Object.values(full.getTypeMap()).filter(isUnionType);
  const isPartial = (union: GraphQLUnionType) =>
    joinsOf(union, 'unionMember').length !== 0 &&
    joinsOf(union, 'unionMember').length !== joinsOf(union, 'type').length * union.getTypes().length;
  return new Set(unions.filter(isPartial).map(({ name }) => name));
}
