import { type FieldNode, type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/**
 * For each field that may be asked: the SQL that gives it, or the other fields its resolver needs.
 *
 *     { id: 'id', firstMonth: 'first_month', donorId: 'donor_id', donor: ['donorId'] }
 */
export type Columns = Readonly<Record<string, string | readonly string[]>>;

const asked = new WeakMap<FieldNode, Map<string, string[]>>();

/**
 * The names of the fields asked of what this field answers, sorted; `path` goes down, to a page's rows for
 * instance: `columnsOf(info, 'edges', 'node')`.
 */
export function columnsOf(info: GraphQLResolveInfo, ...path: string[]): string[] {
  return namesIn(info, undefined, path);
}

/** The same for one type of an `_entities` answer: what fragments on other types ask is left out. */
export function columnsOfType(info: GraphQLResolveInfo, typeName: string): string[] {
  return namesIn(info, typeName, []);
}

function namesIn(info: GraphQLResolveInfo, typeName: string | undefined, path: readonly string[]): string[] {
  const [node] = info.fieldNodes;
  const key = `${typeName ?? ''}/${path.join('/')}`;
  const single = info.fieldNodes.length === 1 && node ? node : undefined;
  const known = single && asked.get(single)?.get(key);
  if (known) return known;

  let sets = info.fieldNodes.flatMap((it) => it.selectionSet ?? []);
  for (const step of path) {
    const below = fieldsIn(sets, info, undefined).filter((it) => it.name.value === step);
    sets = below.flatMap((it) => it.selectionSet ?? []);
  }
  const names = new Set(fieldsIn(sets, info, typeName).map((it) => it.name.value));
  const columns = [...names].filter((name) => !name.startsWith('__')).sort();

  if (single) asked.set(single, (asked.get(single) ?? new Map()).set(key, columns));
  return columns;
}

function fieldsIn(
  sets: readonly SelectionSetNode[],
  info: GraphQLResolveInfo,
  typeName: string | undefined,
): FieldNode[] {
  return sets
    .flatMap((set) => set.selections)
    .flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? info.fragments[selection.name.value] : selection;
      const on = fragment?.typeCondition?.name.value;
      if (!fragment || (typeName && on && on !== typeName)) return [];
      return fieldsIn([fragment.selectionSet], info, typeName);
    });
}

/**
 * A select list of just the columns asked for: `id as "id", first_month as "firstMonth"`.
 *
 * Sorted, so that the same question is the same text, and so the same prepared statement. Fields that are no
 * column (children, other services' fields) are passed over; `always` is there whether asked for or not.
 *
 * @throws Error when a column needs another that is not in the list: a mistake in the service
 */
export function selectList(
  columns: Columns,
  names: readonly string[],
  always: readonly string[] = ['id'],
): string {
  const wanted = new Set<string>();
  const want = (name: string): void => {
    const column = columns[name];
    if (column === undefined || wanted.has(name)) return;
    if (typeof column === 'string') wanted.add(name);
    else {
      for (const needed of column) {
        if (columns[needed] === undefined)
          throw new Error(`${name} needs ${needed}, which is no column here`);
        want(needed);
      }
    }
  };
  for (const name of [...always, ...names]) want(name);
  return [...wanted]
    .sort()
    .map((name) => `${columns[name]} as "${name}"`)
    .join(', ');
}
