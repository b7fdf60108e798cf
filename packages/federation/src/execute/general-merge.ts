import { isTree, type Tree } from './general-json';
import type { TypeTest } from './general-types';

/**
 * Writes an answer into the object it belongs to. Who wrote first stays, so that the result does not depend on
 * which subgraph answers first; only null and the name of an interface give way. Objects that are already there
 * are replaced, never changed: other places may hold them too. `__proto__` is refused.
 */
export function mergeInto(target: Tree, more: Tree, types: TypeTest): void {
  for (const key in more) {
    const given = more[key];
    if (key === '__proto__' || given === undefined) continue;
    const present = target[key];
    if (present === undefined || present === null || typeof present === 'function') target[key] = given;
    else if (typeof present === 'object') target[key] = joined(present, given, types);
    else if (key === '__typename' && isBetterName(present, given, types)) target[key] = given;
  }
}

/** A name that says more: an object type where there was an interface. */
const isBetterName = (present: unknown, given: unknown, types: TypeTest) =>
  present !== given && !types.isConcrete(present) && types.isConcrete(given);

function joined(present: unknown, given: unknown, types: TypeTest): unknown {
  if (isTree(present) && isTree(given)) {
    const whole: Tree = Object.assign(Object.create(null), present);
    mergeInto(whole, given, types);
    return whole;
  }
  if (Array.isArray(present) && Array.isArray(given) && present.length === given.length) {
    return present.map((item, i) => (item === null ? given[i] : joined(item, given[i], types)));
  }
  return present;
}

/** The same JSON once more, for a place of its own. */
export function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  if (!isTree(value)) return value;
  const copy: Tree = Object.create(null);
  for (const key in value) if (key !== '__proto__') copy[key] = copied(value[key]);
  return copy;
}
