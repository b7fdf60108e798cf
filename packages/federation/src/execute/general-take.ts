import { Kind, parse } from 'graphql';
import type { SubgraphError } from './answer';
import type { Gathered } from './general-entities';
import { degradedError, type Place, subgraphError } from './general-errors';
import type { Workshop } from './general-fetch';
import { isTree, type Tree } from './general-json';
import { beforeLists, placesOf } from './general-path';
import type { Reply } from './general-reply';
import type { Run } from './general-run';

type Keys = ReadonlyMap<string, string>;

/** The client's response keys that a root operation answers. */
export function rootKeysOf(operation: string, clientKeys: Keys): string[] {
  const [definition] = parse(operation, { noLocation: true }).definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION) return [];
  return definition.selectionSet.selections.flatMap((it) => {
    if (it.kind !== Kind.FIELD || it.name.value.startsWith('__')) return [];
    const key = (it.alias ?? it.name).value;
    return [clientKeys.get(key) ?? key];
  });
}

/** Errors of root fields, their paths in the client's keys. */
export function rootErrors(errors: readonly unknown[], subgraph: string, clientKeys: Keys): SubgraphError[] {
  return errors.map((error) => {
    const path = pathOf(error);
    return subgraphError(error, subgraph, path && inClientKeys(path, clientKeys));
  });
}

/** Errors of entities, one for every place of the client's answer that waits for the entity in question. */
export function entityErrors(
  errors: readonly unknown[],
  gathered: readonly Gathered[],
  reply: Reply,
  run: Run,
  subgraph: string,
  workshop: Workshop,
): SubgraphError[] {
  const places = gathered.map((it) => placesOfTargets(it, run, workshop));
  if (!reply.tree.data) run.explained.push(...places.flatMap((it) => [...it.values()]));
  return errors.flatMap((error) => {
    const [alias, index, ...rest] = pathOf(error) ?? [];
    const which = gathered.findIndex(({ group }) => group.alias === alias);
    const asked = gathered[which];
    if (!asked || typeof index !== 'number') {
      const path = asked ? beforeLists(asked.group.paths[0]!, workshop.prepared.clientKeys) : undefined;
      return [subgraphError(error, subgraph, path ?? placeOfAll(gathered, places, workshop))];
    }
    const positions = reply.positions?.get(asked.group.variable);
    const below = inClientKeys(rest, workshop.prepared.clientKeys);
    return asked.targets.flatMap((target, n) => {
      const i = asked.indices[n]!;
      if ((positions ? positions[i] : i) !== index) return [];
      const place = places[which]!.get(target);
      if (place && !isTree(entityOf(reply, asked.group.alias, index))) run.explained.push(place);
      return [subgraphError(error, subgraph, place && [...place, ...below])];
    });
  });
}

function entityOf({ tree: { data } }: Reply, alias: string, index: number): unknown {
  const entities = data?.[alias];
  return Array.isArray(entities) ? entities[index] : undefined;
}

/** The subgraph failed: one error at the object that waits, or, if several do, above the lists they are in. */
export function entityFailures(
  gathered: readonly Gathered[],
  run: Run,
  subgraph: string,
  workshop: Workshop,
): SubgraphError[] {
  return gathered.flatMap((asked) => {
    if (!asked.targets.length) return [];
    const places = placesOfTargets(asked, run, workshop);
    const [only] = places.values();
    if (places.size === 1 && only) return [degradedError(subgraph, only)];
    const above = new Map(
      asked.group.paths
        .map((path) => beforeLists(path, workshop.prepared.clientKeys))
        .map((it) => [it.join('.'), it]),
    );
    return [...above.values()].map((path) => degradedError(subgraph, path));
  });
}

function placesOfTargets(
  { group, targets }: Gathered,
  run: Run,
  { prepared, types }: Workshop,
): Map<Tree, Place> {
  const waiting = new Set(targets);
  const places = new Map<Tree, Place>();
  for (const path of group.paths) {
    for (const [tree, place] of placesOf(path, run.data, types, prepared.clientKeys)) {
      if (waiting.has(tree) && !places.has(tree)) places.set(tree, place);
    }
  }
  return places;
}

function placeOfAll(
  gathered: readonly Gathered[],
  places: readonly Map<Tree, Place>[],
  { prepared }: Workshop,
): Place | undefined {
  const [only, ...more] = places.flatMap((it) => [...it.values()]);
  if (only && !more.length) return only;
  const path = gathered.find(({ targets }) => targets.length)?.group.paths[0];
  return path && beforeLists(path, prepared.clientKeys);
}

function pathOf(error: unknown): Place | undefined {
  if (!isTree(error) || !Array.isArray(error.path)) return undefined;
  return error.path.filter(
    (step): step is string | number => typeof step === 'string' || typeof step === 'number',
  );
}

const inClientKeys = (path: Place, keys: Keys): Place =>
  keys.size ? path.map((step) => (typeof step === 'string' ? (keys.get(step) ?? step) : step)) : path;
