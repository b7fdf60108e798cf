import {
  type GraphQLNamedType,
  GraphQLNonNull,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  GraphQLString,
  getNamedType,
  getNullableType,
  isAbstractType,
  isEnumType,
  isLeafType,
  isListType,
  isObjectType,
  type SelectionSetNode,
} from 'graphql';
import { Unsupported } from './deviation';
import { below, collect, type Reading } from './shape-collect';

export type Leaf = 'typename' | 'enum' | 'string' | 'int' | 'float' | 'boolean' | 'custom';

export interface FieldShape {
  readonly key: string;
  readonly name: string;
  /** Position among the fields of its object: the order of the answer. */
  readonly index: number;
  readonly type: GraphQLOutputType;
  readonly named: GraphQLNamedType;
  readonly leaf: Leaf | null;
  /** How many lists are round it. */
  readonly depth: number;
  /** The objects in it; null for a leaf. */
  readonly child: ObjectShape | null;
}

/** Who owns object positions: one request of the plan. */
export interface ShapeOwner {
  readonly index: number;
  readonly shapes: ObjectShape[];
}

const MAX_POSSIBLE_TYPES = 64;
/** Abstract types within abstract types multiply; a hostile document would make millions of shapes. */
const MAX_SHAPES = 2_000;
const TYPENAME = new GraphQLNonNull(GraphQLString);
const LEAVES: Readonly<Record<string, Leaf>> = {
  ID: 'string',
  String: 'string',
  Int: 'int',
  Float: 'float',
  Boolean: 'boolean',
};

/** What an object at one position of one answer may be: one variant per concrete type. */
export class ObjectShape {
  readonly id: number;
  /** Does the tape keep a record per object? Untouched shapes are validated and leave nothing behind. */
  touched = false;
  /** Number of the chain that links all records of this shape in document order; -1: not linked. */
  chain = -1;
  variants: Variant[] = [];
  /** Response key under which every variant names its type, and whether it always comes first. */
  typeKey: string | undefined;
  typeFirst = false;
  /** All types look alike and none is named: these are the types it may be, and there is one variant. */
  unnamed: readonly GraphQLObjectType[] | null = null;

  constructor(readonly owner: ShapeOwner) {
    this.id = owner.shapes.push(this) - 1;
    if (this.id >= MAX_SHAPES) throw new Unsupported('too many shapes');
  }

  /** Must an answer say which type it is? */
  get several(): boolean {
    return this.variants.length > 1;
  }
}

export class Variant {
  readonly byKey: ReadonlyMap<string, FieldShape>;
  readonly slots = new Map<string, number>();

  constructor(
    readonly shape: ObjectShape,
    readonly type: GraphQLObjectType,
    readonly fields: readonly FieldShape[],
  ) {
    this.byKey = new Map(fields.map((field) => [field.key, field]));
  }

  /**
   * The place in a record for one fact of the object; asking makes the scanner store it. Names: `start` and
   * `end` of the object; `k3`, `v3`, `e3` where field 3's key and value start and where it ends; `c3` the record of its
   * first child (0: null); `g2` the object's index in representation table 2.
   */
  slot(name: string): number {
    this.shape.touched = true;
    let slot = this.slots.get(name);
    if (slot === undefined) {
      slot = this.slots.size;
      this.slots.set(name, slot);
    }
    return slot;
  }
}

/**
 * The shape of the objects that these selections ask for.
 *
 * @param type    static type of the position
 * @param exactly the concrete type, if it is known beforehand: of an entity it is
 */
export function shapeOf(
  reading: Reading,
  owner: ShapeOwner,
  type: GraphQLNamedType,
  sets: readonly SelectionSetNode[],
  exactly?: GraphQLObjectType,
): ObjectShape {
  const shape = new ObjectShape(owner);
  const possible = exactly ? [exactly] : concreteTypes(reading.schema, type);
  shape.variants = possible.map(
    (concrete) => new Variant(shape, concrete, fieldsOf(reading, owner, concrete, sets)),
  );
  if (shape.several) nameTypes(shape);
  return shape;
}

/** An object of an @inaccessible type among several is the general path's: clients must not see it. */
function concreteTypes(schema: GraphQLSchema, type: GraphQLNamedType): readonly GraphQLObjectType[] {
  if (isObjectType(type)) return [type];
  if (!isAbstractType(type)) throw new Unsupported(`an object of type ${type.name}`);
  const possible = schema.getPossibleTypes(type).filter((it) => !isInaccessible(it));
  if (possible.length === 0 || possible.length > MAX_POSSIBLE_TYPES)
    throw new Unsupported('number of possible types');
  return possible;
}

/** Hidden from clients by the supergraph. */
export function isInaccessible(it: {
  astNode?: { directives?: readonly { name: { value: string } }[] } | null;
}): boolean {
  return it.astNode?.directives?.some((directive) => directive.name.value === 'inaccessible') === true;
}

function fieldsOf(
  reading: Reading,
  owner: ShapeOwner,
  type: GraphQLObjectType,
  sets: readonly SelectionSetNode[],
): FieldShape[] {
  return [...collect(reading, type, sets).values()].map((wanted, index): FieldShape => {
    const { key, name } = wanted;
    const fieldType = name === '__typename' ? TYPENAME : type.getFields()[name]?.type;
    if (!fieldType) throw new Unsupported(`no field ${type.name}.${name}`);
    const named = getNamedType(fieldType);
    const leaf = name === '__typename' ? 'typename' : leafOf(named);
    const child = leaf ? null : shapeOf(reading, owner, named, below(wanted));
    return { key, name, index, type: fieldType, named, leaf, depth: listDepth(fieldType), child };
  });
}

function leafOf(type: GraphQLNamedType): Leaf | null {
  if (isEnumType(type)) return 'enum';
  return isLeafType(type) ? (LEAVES[type.name] ?? 'custom') : null;
}

function listDepth(type: GraphQLOutputType): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? 1 + listDepth(nullable.ofType as GraphQLOutputType) : 0;
}

/** Several concrete types: the answer must say which, under one key for all, or it must not matter. */
function nameTypes(shape: ObjectShape): void {
  const { variants } = shape;
  shape.typeKey = variants[0]!.fields
    .filter((field) => field.leaf === 'typename')
    .map((field) => field.key)
    .find((key) => variants.every((variant) => variant.byKey.get(key)?.leaf === 'typename'));
  if (shape.typeKey !== undefined) {
    shape.typeFirst = variants.every((variant) => variant.fields[0]!.key === shape.typeKey);
    return;
  }
  const looks = new Set(
    variants.map(({ fields }) => fields.map((field) => `${field.key}:${field.type}`).join()),
  );
  const plain = variants.every(({ fields }) =>
    fields.every((field) => field.leaf && field.leaf !== 'typename'),
  );
  if (looks.size > 1 || !plain) throw new Unsupported('objects of several types, none of them named');
  shape.unnamed = variants.map((variant) => variant.type);
  shape.variants = [variants[0]!];
}
