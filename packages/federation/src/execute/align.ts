import {
  type GraphQLObjectType,
  type GraphQLOutputType,
  getNullableType,
  isListType,
  isNonNullType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import type { PathSegment } from '../plan/plan';
import { Unsupported } from './deviation';
import type { Group, TablePlan, Unit } from './program-units';
import { type FieldShape, type ObjectShape, shapeOf, type Variant } from './shape';
import { below, collect, isOfType, type Reading } from './shape-collect';

/** Someone who holds fields of an object: the answer that made it, or an entity group that extends it. */
export interface Source {
  readonly variant: Variant;
  readonly group?: Group;
}

/** What a projection is for: the client's answer, or the representations of a table. */
export interface Purpose {
  readonly reading: Reading;
  readonly table?: TablePlan;
}

/** One field of a projection and where it comes from; `text` if it is the same in every answer. */
export type Placed =
  | { readonly text: string }
  | {
      readonly text?: undefined;
      readonly key: string;
      readonly source: Source;
      readonly field: FieldShape;
      readonly sets: readonly SelectionSetNode[];
      readonly nullable: boolean;
      /**
       * The same field in other answers. The general path joins them, and null gives way; here the first is
       * taken, and it is a surprise if it is null.
       */
      readonly others: readonly FieldShape[];
    };

export type Taken = Exclude<Placed, { text: string }>;

export function isTaken(it: Placed): it is Taken {
  return it.text === undefined;
}

interface Way {
  readonly id: number;
  readonly group: Group;
  readonly segments: readonly PathSegment[];
  /** How far along it the walk is. */
  readonly at: number;
}

/** Which entity groups extend which objects. */
export class Alignment {
  private readonly extending = new Map<Variant, Group[]>();
  private readonly classes = new Map<Variant, string>();
  /** The same objects as other answers hold them, of objects on the way to an entity. */
  readonly twins = new Map<ObjectShape, readonly ObjectShape[]>();

  /** Walks what was fetched, not what the client wants: paths of fields that only `@requires` needs are found too. */
  constructor(
    private readonly reading: Reading,
    units: readonly Unit[],
  ) {
    const ways = units
      .flatMap(({ groups }) =>
        groups.flatMap((group) => group.paths.map((segments) => ({ group, segments }))),
      )
      .map((way, id) => ({ ...way, id, at: 0 }));
    for (const { root } of units) if (root) this.extend(root.variants[0]!, ways);
    // A path that leads nowhere, because its field is skipped, has no targets.
  }

  groupsOf(variant: Variant): readonly Group[] {
    return this.extending.get(variant) ?? [];
  }

  /**
   * Objects of one class may share an entity. It is the concrete type, and by which paths the entity is entered:
   * beside `a { ... on B { entity { x { y } } } }` the entities of a C have an x that nobody asks for its y.
   */
  classOf(variant: Variant): string {
    return this.classes.get(variant) ?? variant.type.name;
  }

  /** Who holds fields of this object, first the answer that made it. For a table: who holds them by then. */
  sourcesOf(variant: Variant, table?: TablePlan): Source[] {
    const extensions = this.groupsOf(variant)
      .filter((group) => !table || table.before.has(group.unit.index))
      .map((group) => ({ variant: group.shapes.get(this.classOf(variant))!.variants[0]!, group }));
    return [{ variant }, ...extensions];
  }

  private extend(primary: Variant, ways: readonly Way[]): void {
    const further: Way[] = [];
    const here: Group[] = [];
    for (const way of ways) {
      const at = this.passConditions(way, primary.type);
      if (at === undefined) continue;
      if (at === way.segments.length) here.push(way.group);
      else further.push({ ...way, at });
    }
    this.classify(primary, further);
    for (const group of here) this.attach(group, primary);
    if (further.length > 0) this.descend(primary, further);
  }

  /** What is entered through an extension tells classes apart; what is entered through the object itself does not. */
  private classify(primary: Variant, further: readonly Way[]): void {
    const into = further.filter(({ segments, at }) => {
      const segment = segments[at]!;
      return typeof segment !== 'string' && 'Field' in segment && !primary.byKey.has(segment.Field);
    });
    const name = [primary.type.name, ...into.map((way) => way.id)].join(' ');
    const known = this.classes.get(primary);
    if (known !== undefined && known !== name) throw new Unsupported('entities that only some objects enter');
    this.classes.set(primary, name);
  }

  private passConditions({ segments, at }: Way, type: GraphQLObjectType): number | undefined {
    for (; at < segments.length; at++) {
      const segment = segments[at]!;
      if (typeof segment === 'string' || !('TypeCondition' in segment)) return at;
      if (!segment.TypeCondition.some((named) => isOfType(this.reading.schema, type, named)))
        return undefined;
    }
    return at;
  }

  private descend(primary: Variant, ways: readonly Way[]): void {
    const sources = this.sourcesOf(primary);
    const seen = new Set<string>();
    for (const { key, depth, child } of sources.flatMap((source) => source.variant.fields)) {
      if (!child || seen.has(key)) continue;
      seen.add(key);
      const into = ways.flatMap((way) => {
        const segment = way.segments[way.at]!;
        if (typeof segment === 'string') throw new Unsupported('a path with a list where there is none');
        if (!('Field' in segment) || segment.Field !== key) return [];
        let at = way.at + 1;
        for (let lists = 0; lists < depth && way.segments[at] === '@'; lists++) at++;
        return { ...way, at };
      });
      if (into.length === 0) continue;
      if (child.unnamed) throw new Unsupported('entities in an object of unknown type');
      const [, ...others] = holdersOf(key, sources, this.twins.get(primary.shape) ?? []);
      this.twins.set(child, childrenOf(others));
      for (const variant of child.variants) this.extend(variant, into);
    }
  }

  private attach(group: Group, primary: Variant): void {
    const { unit, table, shapes, selections } = group;
    const { type, shape } = primary;
    if (!isAskedOf(this.reading, table.requires, type)) return;
    const groups = this.extending.get(primary) ?? [];
    if (groups.includes(group)) return;
    if (!unit.before.has(shape.owner.index))
      throw new Unsupported('entities of an answer that may not be there');
    const name = this.classOf(primary);
    if (!shapes.has(name)) shapes.set(name, shapeOf(unit.reading, unit, type, [selections], type));
    this.extending.set(primary, [...groups, group]);
    table.targets.add(primary);
    if (shape.chain < 0) shape.chain = (shape.owner as Unit).chains++;
  }
}

/** Are objects of this type represented at all, or does `requires` only name other types? */
function isAskedOf({ schema }: Reading, requires: SelectionSetNode, type: GraphQLObjectType): boolean {
  return requires.selections.some((it) => {
    if (it.kind === Kind.FIELD) return it.name.value !== '__typename';
    return it.kind === Kind.INLINE_FRAGMENT && isOfType(schema, type, it.typeCondition?.name.value);
  });
}

/** A field in everyone's answer, those who extend the object first, then other answers that hold the same object. */
function holdersOf(key: string, sources: readonly Source[], twins: readonly ObjectShape[]): FieldShape[] {
  const variants = [...sources.map((source) => source.variant), ...twins.flatMap((twin) => twin.variants)];
  return variants.flatMap((variant) => variant.byKey.get(key) ?? []);
}

/** The objects in these fields. */
export function childrenOf(fields: readonly FieldShape[]): ObjectShape[] {
  return fields.flatMap((field) => field.child ?? []);
}

/**
 * For each field wanted, in the order wanted, the first who holds it.
 *
 * @param twins  the same object as other answers hold it
 * @throws Unsupported if nobody does. For a client that is a fault of the plan, seen where the planner loses
 *   an alias; for a representation it is a field that `@skip` has switched off.
 */
export function place(
  sources: readonly Source[],
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
  purpose: Purpose,
  twins: readonly ObjectShape[] = [],
): Placed[] {
  return [...collect(purpose.reading, type, sets).values()].map((wanted): Placed => {
    const { key, sourceKey, name } = wanted;
    const source = sources.find(({ variant }) => variant.byKey.has(sourceKey));
    const isKnown = purpose.table || !source || source.group || key !== sourceKey;
    if (name === '__typename' && isKnown)
      return { text: `${JSON.stringify(key)}:${JSON.stringify(type.name)}` };

    if (!source) throw new Unsupported(`nobody holds ${type.name}.${key}`);
    const [field, ...others] = holdersOf(sourceKey, sources, twins);
    if (field!.name !== name) throw new Unsupported(`${type.name}.${key} is another field in an answer`);
    if (others.length > 0 && hasNullableItems(field!.type)) throw new Unsupported('several hold one list');
    return { key, source, field: field!, sets: below(wanted), nullable: !isNonNullType(field!.type), others };
  });
}

function hasNullableItems(type: GraphQLOutputType): boolean {
  const list = getNullableType(type);
  return isListType(list) && (!isNonNullType(list.ofType) || hasNullableItems(list.ofType));
}
