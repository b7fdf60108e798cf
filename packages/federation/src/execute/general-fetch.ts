import type { BatchFetchNode, FetchNode } from '../plan/plan';
import type { Prepared } from '../plan/prepared';
import type { SubgraphError } from './answer';
import {
  type CompiledGroup,
  compileGroup,
  type Gathered,
  type Group,
  gather,
  giveEntities,
  markAlone,
  waitingFor,
} from './general-entities';
import { degradedError } from './general-errors';
import type { Tree } from './general-json';
import { lessOf } from './general-less';
import { mergeInto } from './general-merge';
import { answerTo, readReply, replyIn } from './general-reply';
import { compileRequest } from './general-request';
import { rewrite } from './general-rewrite';
import type { Apply, Run, Step } from './general-run';
import { Table } from './general-table';
import { entityErrors, entityFailures, rootErrors, rootKeysOf } from './general-take';
import type { TypeTest } from './general-types';

/** What is known while one plan is compiled. */
export interface Workshop {
  readonly prepared: Prepared;
  readonly types: TypeTest;
  /** Every entity fetch of the plan. */
  readonly groups: Group[];
  /** How many fetches there are: each has its own place for errors. */
  fetches: number;
}

/** Compiles one request to one subgraph: without groups it asks root fields, with groups it asks entities. */
export function compileFetch(
  node: FetchNode | BatchFetchNode,
  groups: readonly Group[],
  workshop: Workshop,
): Step {
  const slot = workshop.fetches++;
  workshop.groups.push(...groups);
  return groups.length
    ? entityStep(node, groups, slot, workshop)
    : rootStep(node as FetchNode, slot, workshop);
}

function rootStep(node: FetchNode, slot: number, { prepared, types }: Workshop): Step {
  const request = compileRequest(node);
  const keys = rootKeysOf(node.operation, prepared.clientKeys);
  const rewrites = node.outputRewrites ?? [];
  const fail = (run: Run) => {
    run.degraded = true;
    run.errors[slot] = keys.map((key) => degradedError(node.serviceName, [key]));
  };
  // One field took all the others with it: what they lack needs no error of its own.
  const explain = (run: Run) => {
    run.explained.push(...keys.map((key) => [key]));
  };

  return async (run) => {
    const unread = await answerTo(run, node, request(run, undefined), undefined);
    if (!unread) run.degraded = true;
    return () => {
      const reply = replyIn(unread);
      if (!reply) return fail(run);
      const { data, errors } = reply.tree;
      if (errors) run.errors[slot] = rootErrors(errors, node.serviceName, prepared.clientKeys);
      if (!data) return errors ? explain(run) : fail(run);
      rewrite(data, rewrites, types);
      mergeInto(run.data, data, types);
    };
  };
}

/** An event of the upstream subscription is the answer to the plan's root fetch. */
export function compilePrimary(node: FetchNode, workshop: Workshop): Step {
  const slot = workshop.fetches++;
  const { prepared, types } = workshop;
  const keys = rootKeysOf(node.operation, prepared.clientKeys);
  return (run) => {
    const tree = run.call.primary && readReply(run.call.primary);
    const { data, errors } = tree ?? {};
    if (errors) run.errors[slot] = rootErrors(errors, node.serviceName, prepared.clientKeys);
    if (data) {
      rewrite(data, node.outputRewrites ?? [], types);
      mergeInto(run.data, data, types);
    } else if (errors) run.explained.push(...keys.map((key) => [key]));
    else run.errors[slot] = [degradedError(node.serviceName, undefined)];
    return undefined;
  };
}

function entityStep(
  node: FetchNode | BatchFetchNode,
  groups: readonly Group[],
  slot: number,
  workshop: Workshop,
): Step {
  const compiled = groups.map((group) => compileGroup(group, node.serviceName, workshop));
  markAlone(compiled);
  const send = entitySender(node, slot, workshop);
  const sendShort = shortSender(node, compiled, slot, workshop);

  return (run) => {
    const tables = new Map<string, Table>();
    const gathered = compiled.map((group) => gather(group, waitingFor(group, run), run, tables));
    const isAsked = gathered.some(({ targets }) => targets.length > 0);
    if (gathered.every(({ short }) => short.length === 0)) {
      return isAsked ? send(run, gathered, tables) : undefined;
    }
    const asked = [...(isAsked ? [send(run, gathered, tables)] : []), ...sendShort(run, gathered)];
    return Promise.all(asked).then((applies) => () => {
      for (const apply of applies) apply?.();
    });
  };
}

type Send = (
  run: Run,
  gathered: readonly Gathered[],
  tables: ReadonlyMap<string, Table>,
) => Promise<Apply | undefined>;

function entitySender(node: FetchNode | BatchFetchNode, slot: number, workshop: Workshop): Send {
  const { types } = workshop;
  const request = compileRequest(node);
  const tell = (run: Run, errors: SubgraphError[]) => {
    run.errors[slot] = [...(run.errors[slot] ?? []), ...errors];
  };

  return async (run, gathered, tables) => {
    const unread = await answerTo(run, node, request(run, tables), tables);
    if (!unread) run.degraded = true;
    return () => {
      const reply = replyIn(unread);
      if (!reply) {
        run.degraded = true;
        return tell(run, entityFailures(gathered, run, node.serviceName, workshop));
      }
      const { data, errors } = reply.tree;
      if (errors) tell(run, entityErrors(errors, gathered, reply, run, node.serviceName, workshop));
      if (data) giveEntities(gathered, data, reply, types);
      else if (!errors) tell(run, entityFailures(gathered, run, node.serviceName, workshop));
    };
  };
}

/** Asks of objects that lack what some fields require all other fields: one request for each lack. */
function shortSender(
  node: FetchNode | BatchFetchNode,
  compiled: readonly CompiledGroup[],
  slot: number,
  workshop: Workshop,
): (run: Run, gathered: readonly Gathered[]) => Promise<Apply | undefined>[] {
  const known = new Map<string, { send: Send; group: CompiledGroup } | undefined>();
  const lessFor = (group: Group, unmet: readonly string[]) => {
    const key = [group.alias, ...unmet].join(' ');
    if (!known.has(key)) {
      const less = lessOf(node, group, unmet, workshop.prepared.supergraph.senders);
      const alone = less && { ...compileGroup(less.group, node.serviceName, workshop), isAlone: true };
      known.set(key, alone && { send: entitySender(less.node, slot, workshop), group: alone });
    }
    return known.get(key);
  };

  return (run, gathered) =>
    gathered.flatMap(({ short }, i) => {
      const { group } = compiled[i]!;
      const asked = new Map<ReturnType<typeof lessFor>, Tree[]>();
      for (const { tree, unmet } of short) {
        const less = lessFor(group, unmet);
        asked.set(less, [...(asked.get(less) ?? []), tree]);
      }
      return [...asked].map(async ([less, trees]) => {
        if (!less) return undefined;
        const tables = new Map<string, Table>();
        const found = gather(less.group, trees, run, tables);
        return found.targets.length > 0 ? less.send(run, [found], tables) : undefined;
      });
    });
}
