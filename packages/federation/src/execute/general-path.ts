import type { PathSegment } from '../plan/plan';
import { isTree, reader, type Tree } from './general-json';
import type { TypeTest } from './general-types';

/** Puts every object at a path into `found`, in document order. */
export type Walk = (value: unknown, found: Tree[]) => void;

/**
 * Compiles a path of the plan. Lists are walked wherever they stand: the planner may leave `@` out. An object
 * that does not say its type passes a type condition.
 */
export function compilePath(path: readonly PathSegment[], types: TypeTest): Walk {
  let walk: Walk = (tree, found) => {
    found.push(tree as Tree);
  };
  walk = throughLists(walk);
  for (const segment of [...path].reverse()) {
    if (segment !== '@') walk = throughLists(step(segment, walk, types));
  }
  return walk;
}

function throughLists(inner: Walk): Walk {
  const walk: Walk = (value, found) => {
    if (typeof value !== 'object' || value === null) return;
    if (!Array.isArray(value)) return inner(value, found);
    for (let i = 0; i < value.length; i++) walk(value[i], found);
  };
  return walk;
}

function step(segment: Exclude<PathSegment, '@'>, next: Walk, types: TypeTest): Walk {
  if ('Field' in segment) {
    const read = reader(segment.Field);
    return (tree, found) => next(read(tree as Tree), found);
  }
  const passes = typePasses(segment.TypeCondition, types);
  return (tree, found) => {
    if (passes((tree as Tree).__typename)) next(tree, found);
  };
}

function typePasses(conditions: readonly string[], types: TypeTest): (name: unknown) => boolean {
  const known = new Set(conditions);
  return (name) =>
    typeof name !== 'string' ||
    known.has(name) ||
    conditions.some((condition) => types.fits(name, condition));
}

/** Where each object at a path stands, in the client's keys; walked again only when an error has to say so. */
export function placesOf(
  path: readonly PathSegment[],
  data: unknown,
  types: TypeTest,
  clientKeys: ReadonlyMap<string, string>,
): Map<Tree, (string | number)[]> {
  const places = new Map<Tree, (string | number)[]>();
  const visit = (value: unknown, at: number, place: (string | number)[]): void => {
    if (Array.isArray(value)) {
      for (const [i, item] of value.entries()) visit(item, at, [...place, i]);
      return;
    }
    if (!isTree(value)) return;
    const segment = path[at];
    if (segment === undefined) {
      if (!places.has(value)) places.set(value, place);
    } else if (segment === '@') visit(value, at + 1, place);
    else if ('Field' in segment) {
      const key = segment.Field;
      visit(reader(key)(value), at + 1, [...place, clientKeys.get(key) ?? key]);
    } else if (typePasses(segment.TypeCondition, types)(value.__typename)) visit(value, at + 1, place);
  };
  visit(data, 0, []);
  return places;
}

/** The fields of a path up to its first list, in the client's keys. */
export function beforeLists(path: readonly PathSegment[], clientKeys: ReadonlyMap<string, string>): string[] {
  const end = path.indexOf('@');
  return path
    .slice(0, end < 0 ? path.length : end)
    .flatMap((it) => (it !== '@' && 'Field' in it ? [clientKeys.get(it.Field) ?? it.Field] : []));
}
