import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isEnumType,
  isInputObjectType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  valueFromASTUntyped,
} from 'graphql';

/** Selections of one operation: below what the gateway lets through, 500 fields, 1,500 tokens and 200 ms to plan. */
const MOST_SELECTIONS = 200;
const DEEPEST = 8;

/** What stands for an id in a question until somebody asks it: `{{billing.invoice}}`. */
export type IdOf = (place: string, type: GraphQLNamedType) => string;

/** One root field, asked for all that can be selected below it. */
export interface Question {
  kind: 'query' | 'mutation' | 'subscription';
  field: string;
  /** `Query.invoice`; of an entity `Worker.id`. */
  root: string;
  text: string;
  takesId: boolean;
  isList: boolean;
}

/**
 * Every root field of a schema as questions, each small enough to be asked, together as deep as DEEPEST.
 *
 * @param idOf    what is to be sent for an argument of type ID, by its place: `Query.invoice.id`
 * @param values  what is to be sent for other arguments, by place or name, as GraphQL literals
 */
export function questionsOf(
  schema: GraphQLSchema,
  idOf: IdOf,
  values: Readonly<Record<string, string>>,
): Question[] {
  const writer = new Writer(schema, idOf, values);
  const roots = [
    ['query', schema.getQueryType()],
    ['mutation', schema.getMutationType()],
    ['subscription', schema.getSubscriptionType()],
  ] as const;
  return roots.flatMap(([kind, root]) =>
    Object.values(root?.getFields() ?? {})
      .filter(({ name }) => !name.startsWith('_'))
      .flatMap((field) => questionsOfField(writer, kind, root?.name ?? '', field)),
  );
}

const ROOT_OF = { query: 'Query', mutation: 'Mutation', subscription: 'Subscription' };

function questionsOfField(
  writer: Writer,
  kind: Question['kind'],
  root: string,
  field: GraphQLField<unknown, unknown>,
): Question[] {
  const callings = [[], ...idsThatMayBeGiven(field).map((name) => [name])].map((more) =>
    writer.call(root, field, new Set(more)),
  );
  // The arguments decide who sees what, the selection what is seen: the deep one is asked once for each calling.
  return callings.flatMap((call) =>
    writer.pieces(field.type).map((piece) => ({
      kind,
      field: field.name,
      root: `${ROOT_OF[kind]}.${field.name}`,
      text: `${kind} { ${call}${piece} }`,
      takesId: /\{\{(?!key\}\})/.test(call),
      isList: isMany(field.type),
    })),
  );
}

const idsThatMayBeGiven = ({ args }: GraphQLField<unknown, unknown>): string[] =>
  args.filter((it) => !isNonNullType(it.type) && isId(it.type)).map((it) => it.name);

const isId = (type: GraphQLInputType) => getNamedType(type).name === 'ID';

function isMany(type: GraphQLOutputType): boolean {
  if (isNonNullType(type)) return isMany(type.ofType);
  return isListType(type) || getNamedType(type).name.endsWith('Connection');
}

/**
 * Every entity that a subgraph finds, by each of its keys, as the gateway would ask for it: a question for each
 * selection.
 */
export function entityQuestions(
  schema: GraphQLSchema,
  idOf: IdOf,
  values: Readonly<Record<string, string>>,
): Question[] {
  const writer = new Writer(schema, idOf, values);
  return Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => keysOf(type).map((key) => ({ type, key })))
    .flatMap(({ type, key }) => {
      const pairs = key.map((name) => `${name}: ${writer.keyOf(type, name)}`);
      const reference = `{ __typename: "${type.name}", ${pairs.join(', ')} }`;
      return writer.pieces(type).map((piece) => ({
        kind: 'query' as const,
        field: '_entities',
        root: `${type.name}.${key.join(' ')}`,
        text: `query { _entities(representations: [${reference}]) { __typename ... on ${type.name}${piece} } }`,
        takesId: true,
        isList: false,
      }));
    });
}

/** The keys by which this subgraph finds the type: those that are not `resolvable: false`. */
function keysOf(type: GraphQLObjectType): string[][] {
  return (type.astNode?.directives ?? [])
    .filter((it) => it.name.value === 'key')
    .map((it) =>
      Object.fromEntries(it.arguments?.map((arg) => [arg.name.value, valueFromASTUntyped(arg.value)]) ?? []),
    )
    .filter(({ resolvable }) => resolvable !== false)
    .map(({ fields }) => String(fields).trim().split(/\s+/));
}

/** Writes selections and arguments from what a schema says of itself. */
class Writer {
  constructor(
    private readonly schema: GraphQLSchema,
    private readonly idOf: IdOf,
    private readonly values: Readonly<Record<string, string>>,
  ) {}

  /** `invoice(id: "…")`, with the arguments it needs and those asked for. */
  call(owner: string, field: GraphQLField<unknown, unknown>, more: ReadonlySet<string> = new Set()): string {
    const given = field.args.filter(
      (it) => more.has(it.name) || (isNonNullType(it.type) && it.defaultValue === undefined),
    );
    if (given.length === 0) return field.name;
    const type = getNamedType(field.type);
    const written = given.map((it) => `${it.name}: ${this.value(it, `${owner}.${field.name}`, type)}`);
    return `${field.name}(${written.join(', ')})`;
  }

  /** The field as it is, and once more for each id it may be given, under another name. */
  private callings(owner: string, field: GraphQLField<unknown, unknown>): string[] {
    const byId = idsThatMayBeGiven(field).map(
      (name) => `${field.name}By${name}: ${this.call(owner, field, new Set([name]))}`,
    );
    return [this.call(owner, field), ...byId];
  }

  /** All that can be selected of a type, as selections of which each is small enough for one operation. */
  pieces(type: GraphQLOutputType): string[] {
    const named = getNamedType(type);
    if (isLeafType(named)) return [''];
    return this.inside(named, DEEPEST, []).map((it) => ` { ${it.text} }`);
  }

  private inside(
    type: GraphQLNamedType,
    depth: number,
    path: readonly string[],
  ): { text: string; size: number }[] {
    if (isAbstractType(type)) {
      const members = this.schema.getPossibleTypes(type).flatMap((it) =>
        this.inside(it, depth, path).map((piece) => ({
          text: `... on ${it.name} { ${piece.text} }`,
          size: piece.size,
        })),
      );
      return packed([{ text: '__typename', size: 1 }, ...members]);
    }
    if (!isObjectType(type)) return [];
    const fields = Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'));
    const parts = fields.flatMap((field) => {
      const below = getNamedType(field.type);
      const calls = this.callings(type.name, field);
      if (isLeafType(below)) return calls.map((text) => ({ text, size: 1 }));
      if (depth === 0 || path.includes(below.name)) return [];
      const within = this.inside(below, depth - 1, [...path, type.name]);
      return calls.flatMap((call) =>
        within.map((it) => ({ text: `${call} { ${it.text} }`, size: it.size + 1 })),
      );
    });
    return packed(parts.length > 0 ? parts : [{ text: '__typename', size: 1 }]);
  }

  /** What stands for one field of a key: an id, or a value of its scalar. */
  keyOf(type: GraphQLObjectType, name: string): string {
    const scalar = getNamedType(type.getFields()[name]!.type);
    if (scalar.name !== 'ID') return this.values[`scalar ${scalar.name}`] ?? '"Contoh"';
    return JSON.stringify(this.idOf(`${type.name}.${name}`, type));
  }

  private value({ name, type }: GraphQLArgument, owner: string, returned: GraphQLNamedType): string {
    return this.literal(type, `${owner}.${name}`, returned);
  }

  private literal(type: GraphQLInputType, place: string, returned: GraphQLNamedType): string {
    if (isNonNullType(type)) return this.literal(type.ofType, place, returned);
    if (isListType(type)) return `[${this.literal(type.ofType, place, returned)}]`;
    const byHand = this.values[place] ?? this.values[place.split('.').at(-1) ?? ''];
    if (byHand !== undefined) return byHand;
    if (isInputObjectType(type)) {
      const fields = Object.values(type.getFields()).filter(
        (it) => (isNonNullType(it.type) && it.defaultValue === undefined) || isId(it.type),
      );
      const written = fields.map(
        (it) => `${it.name}: ${this.literal(it.type, `${type.name}.${it.name}`, returned)}`,
      );
      return `{ ${written.join(', ')} }`;
    }
    if (isEnumType(type)) return type.getValues()[0]?.name ?? '';
    if (type.name === 'ID') return JSON.stringify(this.idOf(place, returned));
    return this.values[`scalar ${type.name}`] ?? '"Contoh"';
  }
}

/** Parts joined into as few selections as hold them. */
function packed(parts: { text: string; size: number }[]): { text: string; size: number }[] {
  const bins: { text: string; size: number }[] = [];
  for (const part of parts) {
    const last = bins.at(-1);
    if (last && last.size + part.size <= MOST_SELECTIONS) {
      last.text += ` ${part.text}`;
      last.size += part.size;
    } else bins.push({ ...part });
  }
  return bins;
}
