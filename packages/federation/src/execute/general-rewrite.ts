import type { Rewrite, RewriteSegment } from '../plan/plan';
import { isTree, reader, type Tree } from './general-json';
import type { TypeTest } from './general-types';

/** Applies the planner's rewrites to an object in place: types of interface objects, keys it renamed for itself. */
export function rewrite(value: unknown, rules: readonly Rewrite[], types: TypeTest): void {
  for (const rule of rules) {
    if ('KeyRenamer' in rule) {
      const { path, renameKeyTo } = rule.KeyRenamer;
      apply(value, path, types, (tree, key) => {
        const held = reader(key)(tree);
        if (held === undefined || renameKeyTo === '__proto__') return;
        delete tree[key];
        tree[renameKeyTo] = held;
      });
    } else {
      const { path, setValueTo } = 'ValueSetter' in rule ? rule.ValueSetter : rule;
      apply(value, path, types, (tree, key) => {
        tree[key] = setValueTo;
      });
    }
  }
}

function apply(
  value: unknown,
  path: readonly RewriteSegment[],
  types: TypeTest,
  change: (tree: Tree, key: string) => void,
): void {
  if (Array.isArray(value)) {
    for (const item of value) apply(item, path, types, change);
    return;
  }
  const [segment, ...rest] = path;
  if (!segment || !isTree(value)) return;
  if ('TypenameEquals' in segment) {
    const name = value.__typename;
    const passes = typeof name !== 'string' || segment.TypenameEquals.some((it) => types.fits(name, it));
    if (passes) apply(value, rest, types, change);
  } else if (rest.length) apply(reader(segment.Key)(value), rest, types, change);
  else change(value, segment.Key);
}
