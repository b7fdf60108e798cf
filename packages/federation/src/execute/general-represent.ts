import type { RequiresSelection } from '../plan/plan';
import { type Constant, constant } from './bytes-write';
import { isTree, jsonOf, quoted, reader, type Tree } from './general-json';
import type { TypeTest } from './general-types';

/** What a representation may need to know of the execution it is made in. */
export interface Representing {
  readonly variables: Record<string, unknown>;
  /** Some subgraph failed: what nobody delivered may not be sent as null. */
  degraded: boolean;
}

/** JSON text of an object's representation; undefined if it has none, because nothing of its key is known. */
export type Represent = (tree: Tree, run: Representing) => string | undefined;

interface Part {
  key: string;
  prefix: string;
  read: (tree: Tree) => unknown;
  nested: Represent | undefined;
  /** Stands in a fragment that variables switch. */
  isAsked: ((variables: Record<string, unknown>) => boolean) | undefined;
}

/** Representations that differ in one value. */
export interface Form {
  readonly before: Constant;
  readonly after: Constant;
  readonly read: (tree: Tree) => unknown;
}

/** How the objects of one type are represented. */
export interface Representation {
  readonly text: Represent;
  /** Set if one value tells two representations apart. One that is null has no representation. */
  readonly form: Form | undefined;
  /** What nobody delivered, of an object whose key is known all the same; undefined if it is not. */
  readonly lacks: (tree: Tree, run: Representing) => string[] | undefined;
}

/**
 * @param keysOf  top fields of the keys by which the subgraph knows a type
 * @returns what fits an object's type; undefined if such objects are not asked for
 */
export function compileRepresent(
  requires: readonly RequiresSelection[],
  types: TypeTest,
  keysOf: (type: string) => readonly (readonly string[])[],
): (tree: Tree) => Representation | undefined {
  const byType = new Map<string, Representation>();
  const conditions = requires.flatMap((it) => (it.kind === 'InlineFragment' ? [it.typeCondition] : []));
  let last: string | undefined;
  let lastOne: Representation | undefined;
  return (tree) => {
    const name = typeof tree.__typename === 'string' ? tree.__typename : conditions[0];
    if (name === undefined) return undefined;
    if (name === last) return lastOne;
    let representation = byType.get(name);
    if (!representation) {
      const fitting = conditions.filter((condition) => types.fits(name, condition));
      if (conditions.length && !fitting.length) return undefined;
      const keys = [name, ...fitting].flatMap(keysOf);
      representation = represented(partsFor(requires, name, types), name, keys);
      byType.set(name, representation);
    }
    last = name;
    lastOne = representation;
    return representation;
  };
}

/** Leaves out objects of whose keys nothing is known. A null part of a key is a value like another. */
function represented(
  parts: readonly Part[],
  name: string,
  keys: readonly (readonly string[])[],
): Representation {
  const held = new Map(parts.map((part) => [part.key, part.read]));
  const whole = keys.filter((key) => key.every((field) => held.has(field)));
  const either = whole.length
    ? whole
    : [...held.keys()].filter((key) => key !== '__typename').map((key) => [key]);
  const readers = either.map((key) => key.map((field) => held.get(field)!));
  const write = compileObject(parts, name);
  return {
    text: (tree, run) => {
      const known = readers.length === 0 || readers.some((key) => key.some((read) => isGiven(read(tree))));
      return known ? write(tree, run) : undefined;
    },
    form: formOf(parts, name, either),
    lacks(tree, run) {
      const lacking = parts.filter((part) => part.key !== '__typename' && isLacking(part, tree, run));
      const unmet = lacking.map(({ key }) => key);
      const isMet = (key: readonly string[]) =>
        key.every((field) => !unmet.includes(field)) && key.some((field) => isGiven(held.get(field)!(tree)));
      return whole.some(isMet) ? unmet : undefined;
    },
  };
}

/** Undefined if there are several parts, or the one has parts of its own, is switched, or is not all of the key. */
function formOf(
  parts: readonly Part[],
  name: string,
  keys: readonly (readonly string[])[],
): Form | undefined {
  const [only, ...more] = parts.filter((part) => part.key !== '__typename');
  if (!only || more.length > 0 || only.nested || only.isAsked) return undefined;
  if (!keys.every((key) => key.includes(only.key))) return undefined;
  const said = `"__typename":${quoted(name)}`;
  const isFirst = parts[0] !== only || parts.length === 1;
  return {
    before: constant(isFirst ? `{${said},${only.prefix}` : `{${only.prefix}`),
    after: constant(isFirst ? '}' : `,${said}}`),
    read: only.read,
  };
}

function isLacking({ read, nested, isAsked }: Part, tree: Tree, run: Representing): boolean {
  if (isAsked && !isAsked(run.variables)) return false;
  const value = read(tree);
  return value === undefined || (nested !== undefined && nestedText(value, nested, run) === undefined);
}

const isGiven = (value: unknown) => value !== null && value !== undefined;

function compileObject(parts: readonly Part[], name: string | undefined): Represent {
  const saysType = name === undefined || parts.some((part) => part.key === '__typename');
  const open = saysType ? '{' : `{"__typename":${quoted(name)}`;
  return (tree, run) => {
    let text = open;
    for (const { key, prefix, read, nested, isAsked } of parts) {
      if (isAsked && !isAsked(run.variables)) continue;
      const isName = key === '__typename';
      // What the plan says of the type is certain; what else stands there is not passed on.
      const value = isName && name !== undefined ? name : read(tree);
      if (value === undefined) {
        if (isName) continue;
        if (run.degraded) return undefined;
      }
      const piece = nested ? nestedText(value, nested, run) : jsonOf(value);
      if (piece === undefined) return undefined;
      text += text.length === 1 ? prefix + piece : `,${prefix}${piece}`;
    }
    return `${text}}`;
  };
}

function nestedText(value: unknown, nested: Represent, run: Representing): string | undefined {
  if (Array.isArray(value)) {
    const items = value.map((item) => nestedText(item, nested, run));
    return items.includes(undefined) ? undefined : `[${items.join()}]`;
  }
  return isTree(value) ? nested(value, run) : 'null';
}

type Field = Extract<RequiresSelection, { kind: 'Field' }>;

/** The fields asked of an object of one type, fragments that fit it opened, each key once. */
function partsFor(
  selections: readonly RequiresSelection[],
  name: string | undefined,
  types: TypeTest,
): Part[] {
  const asked = new Map<string, Field & { isAsked: Part['isAsked'] }>();
  const collect = (list: readonly RequiresSelection[], isAsked: Part['isAsked']): void => {
    for (const it of list) {
      if (it.kind === 'InlineFragment') {
        if (name === undefined || types.fits(name, it.typeCondition))
          collect(it.selections, switched(it, isAsked));
      } else if (it.kind === 'Field') {
        const key = it.alias ?? it.name;
        const known = asked.get(key);
        if (!known) asked.set(key, { ...it, isAsked });
        else
          asked.set(key, {
            ...known,
            selections: joinedSelections(known, it),
            isAsked: isAsked && known.isAsked,
          });
      }
    }
  };
  collect(selections, undefined);
  return [...asked].map(([key, { name: source, selections: below, isAsked }]) => ({
    key,
    prefix: `${quoted(key)}:`,
    read: readerOf(source, key),
    nested: below?.length ? compileNested(below, types) : undefined,
    isAsked,
  }));
}

const joinedSelections = (one: Field, other: Field) =>
  one.selections && other.selections ? [...one.selections, ...other.selections] : one.selections;

/** `name` is the key in the answers where the planner had to use another than `alias`, the field's own name. */
function readerOf(name: string, alias: string): Part['read'] {
  const read = reader(name);
  if (name === alias) return read;
  const readAlias = reader(alias);
  return (tree) => read(tree) ?? readAlias(tree);
}

function switched(
  { skipIf, includeIf }: { skipIf?: string; includeIf?: string },
  outer: Part['isAsked'],
): Part['isAsked'] {
  if (!skipIf && !includeIf) return outer;
  return (variables) =>
    (!outer || outer(variables)) &&
    !(skipIf && variables[skipIf] === true) &&
    !(includeIf && variables[includeIf] !== true);
}

function compileNested(selections: readonly RequiresSelection[], types: TypeTest): Represent {
  const byType = new Map<string | undefined, Represent>();
  return (tree, run) => {
    const name = types.isConcrete(tree.__typename) ? (tree.__typename as string) : undefined;
    let represent = byType.get(name);
    if (!represent) {
      represent = compileObject(partsFor(selections, name, types), undefined);
      byType.set(name, represent);
    }
    return represent(tree, run);
  };
}
