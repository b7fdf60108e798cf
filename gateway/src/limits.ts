import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  GraphQLError,
  type SelectionSetNode,
  type ValueNode,
  visit,
} from 'graphql';

/** How much one ad-hoc operation may ask. Counted before planning, because planning is what a small query can blow up. */
export interface Limits {
  /** Bytes of a request body. */
  body: number;
  tokens: number;
  comments: number;
  depth: number;
  /** Selections after every fragment is multiplied out. */
  fields: number;
  rootFields: number;
  aliases: number;
  directives: number;
  listItems: number;
}

export const LIMITS: Limits = {
  body: 64 * 1024,
  tokens: 1_500,
  comments: 100,
  depth: 12,
  fields: 500,
  rootFields: 5,
  aliases: 15,
  directives: 20,
  listItems: 200,
};

const FORBIDDEN_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

function refuse(message: string): never {
  throw new GraphQLError(message, { extensions: { code: 'QUERY_TOO_LARGE' } });
}

/**
 * Looks at the text before any parser does: a parser recurses on brackets and skips any number of comments.
 *
 * @throws GraphQLError QUERY_TOO_LARGE
 */
export function scan(query: string, limits: Limits): void {
  let open = 0;
  let comments = 0;
  let inString = false;
  for (let at = 0; at < query.length; at++) {
    const sign = query.charCodeAt(at);
    if (inString) {
      if (sign === BACKSLASH) at++;
      else if (sign === QUOTE) inString = false;
    } else if (sign === QUOTE) inString = true;
    else if (sign === HASH) {
      if (++comments > limits.comments) refuse('The document has too many comments.');
      const end = query.indexOf('\n', at);
      at = end < 0 ? query.length : end;
    } else if (OPENING.has(sign)) {
      if (++open > MOST_OPEN) refuse('The document is nested too deeply.');
    } else if (CLOSING.has(sign)) open--;
  }
}

const BACKSLASH = 92;
const QUOTE = 34;
const HASH = 35;
const OPENING = new Set([40, 91, 123]);
const CLOSING = new Set([41, 93, 125]);
/** Deeper than any operation within the depth limit, and far from where a parser's stack ends. */
const MOST_OPEN = 64;

/**
 * Counts what the document asks once its fragments are multiplied out, in time linear in its own size.
 *
 * @throws GraphQLError QUERY_TOO_LARGE, or NAME_FORBIDDEN for names that reach an object's prototype
 */
export function measure(document: DocumentNode, limits: Limits): void {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const it of document.definitions)
    if (it.kind === 'FragmentDefinition') fragments.set(it.name.value, it);
  const sizes = new Map<string, Size>();

  const sizeOf = (set: SelectionSetNode | undefined, within: ReadonlySet<string>): Size => {
    const total: Size = { fields: 0, depth: 0, aliases: 0, here: 0 };
    for (const selection of set?.selections ?? []) {
      if ((selection.directives?.length ?? 0) > limits.directives) refuse('A field has too many directives.');
      add(total, selection.kind === 'Field' ? fieldSize(selection, within) : spread(selection, within));
    }
    return total;
  };
  const fieldSize = (field: FieldNode, within: ReadonlySet<string>): Size => {
    const below = sizeOf(field.selectionSet, within);
    const aliases = below.aliases + (field.alias ? 1 : 0);
    return { fields: below.fields + 1, depth: below.depth + 1, aliases, here: 1 };
  };
  const spread = (
    it: { kind: string; selectionSet?: SelectionSetNode; name?: { value: string } },
    within: ReadonlySet<string>,
  ): Size => {
    if (it.selectionSet) return sizeOf(it.selectionSet, within);
    const name = it.name?.value ?? '';
    const known = sizes.get(name);
    if (known) return known;
    if (within.has(name)) refuse('A fragment contains itself.');
    const size = sizeOf(fragments.get(name)?.selectionSet, new Set([...within, name]));
    sizes.set(name, size);
    return size;
  };

  for (const it of document.definitions) {
    if (it.kind === 'OperationDefinition') checkSize(sizeOf(it.selectionSet, new Set()), limits);
  }
  checkNamesAndLists(document, limits);
}

interface Size {
  fields: number;
  depth: number;
  aliases: number;
  /** Fields at this level itself, fragments multiplied out. */
  here: number;
}

/** Saturates, so that a doubling chain of fragments stays a number and not Infinity. */
function add(total: Size, more: Size): void {
  total.fields = Math.min(total.fields + more.fields, Number.MAX_SAFE_INTEGER);
  total.aliases = Math.min(total.aliases + more.aliases, Number.MAX_SAFE_INTEGER);
  total.here = Math.min(total.here + more.here, Number.MAX_SAFE_INTEGER);
  total.depth = Math.max(total.depth, more.depth);
}

function checkSize(size: Size, limits: Limits): void {
  if (size.fields > limits.fields)
    refuse(`An operation may select ${limits.fields} fields, fragments multiplied out.`);
  if (size.depth > limits.depth) refuse(`An operation may be ${limits.depth} fields deep.`);
  if (size.aliases > limits.aliases) refuse(`An operation may use ${limits.aliases} aliases.`);
  if (size.here > limits.rootFields) refuse(`An operation may have ${limits.rootFields} root fields.`);
}

/** Whether every operation of the document asks only what the schema is. */
export function asksOnlyOfSchema(document: DocumentNode): boolean {
  return document.definitions.every(
    (it) =>
      it.kind !== 'OperationDefinition' ||
      it.selectionSet.selections.every(
        (field) => field.kind === 'Field' && SCHEMA_FIELDS.has(field.name.value),
      ),
  );
}

const SCHEMA_FIELDS = new Set(['__schema', '__type', '__typename']);

function checkNamesAndLists(document: DocumentNode, limits: Limits): void {
  const list = (node: { values: readonly ValueNode[] }) => {
    if (node.values.length > limits.listItems) refuse(`A list may have ${limits.listItems} items.`);
  };
  visit(document, {
    Name(node) {
      if (!FORBIDDEN_NAMES.has(node.value)) return;
      throw new GraphQLError('A name of the document is not allowed.', {
        extensions: { code: 'NAME_FORBIDDEN' },
      });
    },
    ListValue: list,
  });
}

/**
 * Checks variables as they came: keys that reach a prototype, lists that are too long.
 *
 * @throws GraphQLError NAME_FORBIDDEN or QUERY_TOO_LARGE
 */
export function checkVariables(value: unknown, limits: Limits, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > limits.depth) refuse('The variables are nested too deeply.');
  if (Array.isArray(value)) {
    if (value.length > limits.listItems) refuse(`A list may have ${limits.listItems} items.`);
    for (const item of value) checkVariables(item, limits, depth + 1);
    return;
  }
  for (const [key, item] of Object.entries(value)) {
    if (FORBIDDEN_NAMES.has(key)) {
      throw new GraphQLError('A name of the variables is not allowed.', {
        extensions: { code: 'NAME_FORBIDDEN' },
      });
    }
    checkVariables(item, limits, depth + 1);
  }
}
