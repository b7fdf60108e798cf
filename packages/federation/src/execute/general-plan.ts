import type { PathSegment, PlanNode } from '../plan/plan';
import type { Prepared } from '../plan/prepared';
import type { Group } from './general-entities';
import { compileFetch, compilePrimary, type Workshop } from './general-fetch';
import type { Apply, Step } from './general-run';
import { typeTest } from './general-types';

const nothing: Step = () => undefined;

/** Compiles a plan into closures, once per prepared document. */
export function compilePlan(prepared: Prepared): Step {
  const workshop: Workshop = { prepared, types: typeTest(prepared.supergraph.full), groups: [], fetches: 0 };
  const step = compile(prepared.plan.node, workshop);
  markEntered(workshop.groups);
  return step;
}

function compile(node: PlanNode | null | undefined, workshop: Workshop): Step {
  switch (node?.kind) {
    case undefined:
      return nothing;
    case 'Sequence':
      return inSeries(node.nodes.map((it) => compile(it, workshop)));
    case 'Parallel': {
      const steps = node.nodes.map((it) => compile(it, workshop));
      return node.nodes.every(isFetch) ? together(steps) : atOnce(steps);
    }
    case 'Condition': {
      const { condition } = node;
      const taken = compile(node.ifClause, workshop);
      const other = compile(node.elseClause, workshop);
      return (run) => (run.variables[condition] === true ? taken(run) : other(run));
    }
    case 'Flatten':
      if (node.node.kind !== 'Fetch' || !node.node.requires?.length) return compile(node.node, workshop);
      return compileFetch(node.node, [flattened(node.path, node.node)], workshop);
    case 'Fetch':
      return compileFetch(node, [], workshop);
    case 'BatchFetch':
      return compileFetch(
        node,
        node.entityBatch.aliases.map((it) => ({
          ...it,
          variable: it.representationsVariableName,
          isEntered: false,
        })),
        workshop,
      );
    case 'Subscription':
      return compilePrimary(node.primary, workshop);
    case 'Defer':
      return inSeries(
        [node.primary.node, ...node.deferred.map((it) => it.node)].map((it) => compile(it, workshop)),
      );
  }
}

function flattened(path: PathSegment[], node: Extract<PlanNode, { kind: 'Fetch' }>): Group {
  return {
    alias: '_entities',
    variable: 'representations',
    paths: [path],
    requires: node.requires ?? [],
    inputRewrites: node.inputRewrites,
    dataRewrites: node.outputRewrites,
    isEntered: false,
  };
}

function inSeries(steps: readonly Step[]): Step {
  return async (run) => {
    let apply: Apply | undefined;
    for (const step of steps) {
      apply?.();
      const work = step(run);
      apply = work instanceof Promise ? await work : work;
    }
    return apply;
  };
}

const isFetch = (node: PlanNode): boolean =>
  node.kind === 'Flatten' ? isFetch(node.node) : node.kind === 'Fetch' || node.kind === 'BatchFetch';

/** Fetches that nobody waits for but all together: their answers are read when the last has come. */
function together(steps: readonly Step[]): Step {
  return async (run) => {
    const applies = await Promise.all(steps.map((step) => step(run)));
    return () => {
      for (const apply of applies) apply?.();
    };
  };
}

function atOnce(steps: readonly Step[]): Step {
  return async (run) => {
    await Promise.all(steps.map(async (step) => (await step(run))?.()));
    return undefined;
  };
}

/**
 * Marks the fetches whose answers a later fetch walks into: where several places hold one entity, each of them
 * then needs its own copy. Elsewhere they may share.
 */
function markEntered(groups: readonly Group[]): void {
  const placed = groups.map((group) => ({ group, paths: group.paths.map(fieldsOf) }));
  for (const { group, paths } of placed) {
    group.isEntered = placed.some((other) =>
      other.paths.some((deeper) => paths.some((path) => deeper.startsWith(`${path}.`))),
    );
  }
}

const fieldsOf = (path: readonly PathSegment[]) =>
  path.flatMap((it) => (it !== '@' && 'Field' in it ? [it.Field] : [])).join('.');
