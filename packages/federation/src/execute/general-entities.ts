import type { PathSegment, RequiresSelection, Rewrite } from '../plan/plan';
import type { Workshop } from './general-fetch';
import { isTree, type Tree } from './general-json';
import { copied, mergeInto } from './general-merge';
import { compilePath, type Walk } from './general-path';
import type { Reply } from './general-reply';
import { compileRepresent, type Form, type Representation } from './general-represent';
import { rewrite } from './general-rewrite';
import type { Run } from './general-run';
import { Table } from './general-table';
import type { TypeTest } from './general-types';

/** Entities asked under one alias of one request. */
export interface Group {
  readonly alias: string;
  readonly variable: string;
  readonly paths: readonly (readonly PathSegment[])[];
  readonly requires: readonly RequiresSelection[];
  readonly inputRewrites?: readonly Rewrite[] | undefined;
  /** Applied to the whole `data`. */
  readonly dataRewrites?: readonly Rewrite[] | undefined;
  /** Applied to each entity. */
  readonly outputRewrites?: readonly Rewrite[] | undefined;
  /** A later fetch walks into these entities. */
  isEntered: boolean;
}

export interface CompiledGroup {
  readonly group: Group;
  readonly walks: readonly Walk[];
  readonly representationOf: (tree: Tree) => Representation | undefined;
  /** No other group writes into its table: what is new to the group is new to the table. */
  isAlone: boolean;
}

/** Objects that wait for an entity, and which representation each has. */
export interface Gathered {
  readonly group: Group;
  readonly targets: readonly Tree[];
  readonly indices: readonly number[];
  /** Objects of which only a part can be asked, because a subgraph that failed owes what the rest requires. */
  readonly short: readonly Short[];
}

interface Short {
  readonly tree: Tree;
  readonly unmet: readonly string[];
}

export function compileGroup(group: Group, subgraph: string, { types, prepared }: Workshop): CompiledGroup {
  const { inputRewrites: rewrites = [] } = group;
  const representationOf = compileRepresent(group.requires, types, (type) =>
    prepared.supergraph.keysOf(type, subgraph),
  );
  return {
    group,
    walks: group.paths.map((path) => compilePath(path, types)),
    representationOf: rewrites.length ? rewritten(representationOf, rewrites, types) : representationOf,
    isAlone: false,
  };
}

/** Marks the groups of one request that share their variable with no other. */
export function markAlone(groups: readonly CompiledGroup[]): void {
  for (const it of groups) {
    it.isAlone = groups.every((other) => other === it || other.group.variable !== it.group.variable);
  }
}

function rewritten(
  representationOf: CompiledGroup['representationOf'],
  rewrites: readonly Rewrite[],
  types: TypeTest,
): CompiledGroup['representationOf'] {
  return (tree) => {
    const plain = representationOf(tree);
    return (
      plain && {
        lacks: plain.lacks,
        // Two types may become one: only the text tells them apart.
        form: undefined,
        text: (at, run) => {
          const text = plain.text(at, run);
          if (text === undefined) return undefined;
          const representation: unknown = JSON.parse(text);
          rewrite(representation, rewrites, types);
          return JSON.stringify(representation);
        },
      }
    );
  };
}

/** Every object that waits for an entity of the group. */
export function waitingFor({ walks }: CompiledGroup, run: Run): Tree[] {
  const found: Tree[] = [];
  for (const walk of walks) walk(run.data, found);
  return found;
}

/** Makes the representations of what waits; aliases that share a variable share its table. What is asked is left in `found`. */
export function gather(
  { group, representationOf, isAlone }: CompiledGroup,
  found: Tree[],
  run: Run,
  tables: Map<string, Table>,
): Gathered {
  const table = tableOf(tables, group.variable);
  const indices: number[] = [];
  const short: Short[] = [];
  const seen = new Map<Representation, Map<unknown, number>>();
  let last: Representation | undefined;
  let known: Map<unknown, number> | undefined;
  for (const tree of found) {
    const representation = representationOf(tree);
    if (!representation) continue;
    const { form } = representation;
    if (representation !== last) known = form && knownOf(seen, representation);
    last = representation;

    const value = form?.read(tree);
    let i = known?.get(value);
    if (i === undefined) {
      i = form && isAlone ? placeOf(table, form, value) : placeText(table, representation.text(tree, run));
      if (i === undefined) {
        const unmet = run.degraded ? representation.lacks(tree, run) : undefined;
        if (unmet?.length) short.push({ tree, unmet });
        continue;
      }
      known?.set(value, i);
    }
    found[indices.length] = tree;
    indices.push(i);
  }
  found.length = indices.length;
  return { group, targets: found, indices, short };
}

function tableOf(tables: Map<string, Table>, variable: string): Table {
  let table = tables.get(variable);
  if (!table) {
    table = new Table();
    tables.set(variable, table);
  }
  return table;
}

function knownOf(seen: Map<Representation, Map<unknown, number>>, representation: Representation) {
  let known = seen.get(representation);
  if (!known) {
    known = new Map();
    seen.set(representation, known);
  }
  return known;
}

/** Where a representation stands in the table; undefined if there is none. */
const placeText = (table: Table, text: string | undefined): number | undefined =>
  text === undefined ? undefined : table.place(text);

const placeOf = (table: Table, form: Form, value: unknown): number | undefined =>
  value === undefined || value === null ? undefined : table.addOf(form, value);

/** Gives every waiting object its entity; those that hold the same one share it unless somebody walks into it. */
export function giveEntities(gathered: readonly Gathered[], data: Tree, reply: Reply, types: TypeTest): void {
  for (const { group } of gathered) if (group.dataRewrites?.length) rewrite(data, group.dataRewrites, types);

  for (const { group, targets, indices } of gathered) {
    const entities = data[group.alias];
    if (!Array.isArray(entities)) continue;
    if (group.outputRewrites?.length) rewrite(entities, group.outputRewrites, types);
    const positions = reply.positions?.get(group.variable);
    const given = group.isEntered ? new Set<number>() : undefined;

    for (let n = 0; n < targets.length; n++) {
      const i = positions ? positions[indices[n]!]! : indices[n]!;
      const entity: unknown = entities[i];
      if (!isTree(entity)) continue;
      mergeInto(targets[n]!, given?.has(i) ? (copied(entity) as Tree) : entity, types);
      given?.add(i);
    }
  }
}
