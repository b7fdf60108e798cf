import 'reflect-metadata';
import { DomainError } from '@lindungi/jamsostek';
import { ArgsType, type ClassType, Directive, Field, Int, ObjectType } from 'type-graphql';

const largest = 100;

/** A list was asked for with more rows, or fewer, than a page may have. */
export class PageSizeRefused extends DomainError {
  readonly code = 'PAGE_SIZE_REFUSED';

  constructor(asked: number) {
    super(
      {
        id: `Satu halaman memuat 1 sampai ${largest} baris.`,
        en: `A page has 1 to ${largest} rows.`,
      },
      { asked },
    );
  }
}

/** `after` is not a cursor this list has given out. */
export class PageCursorRefused extends DomainError {
  readonly code = 'PAGE_CURSOR_REFUSED';

  constructor() {
    super({ id: 'Penanda halaman ini tidak dikenal.', en: 'This is no cursor of this list.' });
  }
}

@ObjectType()
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean)
  hasNextPage!: boolean;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

/** The arguments of every list: `@Args() page: PageArgs`. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: `Rows of one page, 1 to ${largest}.` })
  first!: number;

  @Field(() => String, { nullable: true, description: 'The endCursor of the page before.' })
  after?: string | null;
}

/** One page of a Relay connection. */
export interface Page<Node> {
  edges: { node: Node; cursor: string }[];
  pageInfo: PageInfo;
}

/**
 * The connection and edge types of a node: `WorkerConnection`, `WorkerEdge`. Call it once per node, beside it:
 *
 *     export const WorkerConnection = Connection(Worker);
 *
 * @param of.shareable  for a node that several services have, such as a value type of this package
 */
export function Connection<Node extends object>(
  node: ClassType<Node>,
  of: { shareable?: boolean } = {},
): ClassType<Page<Node>> {
  @ObjectType(`${node.name}Edge`)
  class Edge {
    @Field(() => node)
    node!: Node;

    @Field(() => String)
    cursor!: string;
  }

  @ObjectType(`${node.name}Connection`)
  class NodeConnection implements Page<Node> {
    @Field(() => [Edge])
    edges!: Edge[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;
  }
  if (of.shareable) for (const type of [Edge, NodeConnection]) Directive('@shareable')(type);
  return NodeConnection;
}

type Part = string | number;

/**
 * How many rows to read for a page of `first`: one more, which tells whether another page follows.
 *
 * @throws PageSizeRefused
 */
export function pageLimit(first: number): number {
  if (!Number.isInteger(first) || first < 1 || first > largest) throw new PageSizeRefused(first);
  return first + 1;
}

/**
 * The sort key a page begins after, or undefined for the first page: `afterKey(page.after, 'instant', 'uuid')`.
 *
 * @throws PageCursorRefused  when it is no cursor, or one of a list with another key
 */
export function afterKey(
  after: string | null | undefined,
  ...kinds: (keyof typeof parts)[]
): Part[] | undefined {
  if (after === null || after === undefined) return undefined;
  let key: unknown;
  try {
    key = JSON.parse(Buffer.from(after, 'base64url').toString());
  } catch {
    throw new PageCursorRefused();
  }
  if (!Array.isArray(key) || key.length !== kinds.length) throw new PageCursorRefused();
  if (!kinds.every((kind, i) => parts[kind](key[i]))) throw new PageCursorRefused();
  return key;
}

const written = (pattern: RegExp) => (part: unknown) => typeof part === 'string' && pattern.test(part);

const parts = {
  uuid: written(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i),
  instant: written(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,6})?Z$/),
  date: written(/^\d{4}-\d{2}-\d{2}$/),
  month: written(/^\d{4}-\d{2}$/),
  // Postgres refuses a NUL inside text.
  text: (part: unknown) => typeof part === 'string' && part.length <= 500 && !part.includes('\0'),
  number: (part: unknown) => Number.isSafeInteger(part),
} satisfies Record<string, (part: unknown) => boolean>;

/**
 * A page of `rows`, which were read with `pageLimit(first)` in the list's order.
 *
 * @param keyOf  what the list is sorted by, ending in something unique; `afterKey` gives it back
 */
export function pageOf<Row>(
  rows: readonly Row[],
  first: number,
  keyOf: (row: Row) => readonly Part[],
): Page<Row> {
  const edges = rows.slice(0, first).map((node) => ({
    node,
    cursor: Buffer.from(JSON.stringify(keyOf(node))).toString('base64url'),
  }));
  return { edges, pageInfo: { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null } };
}
