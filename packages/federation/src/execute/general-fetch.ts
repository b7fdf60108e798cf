import type { BatchFetchNode, FetchNode } from '../plan/plan';
import type { Prepared } from '../plan/prepared';
import { compileGroup, type Group, gather, giveEntities, markAlone, type Table } from './general-entities';
import { degradedError } from './general-errors';
import { mergeInto } from './general-merge';
import { readReply, replyOf } from './general-reply';
import { compileRequest } from './general-request';
import { rewrite } from './general-rewrite';
import type { Run, Step } from './general-run';
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
    const reply = await replyOf(run, node, request(run, undefined), undefined);
    if (!reply) return fail(run);
    const { data, errors } = reply.tree;
    if (errors) run.errors[slot] = rootErrors(errors, node.serviceName, prepared.clientKeys);
    if (!data) return errors ? explain(run) : fail(run);
    rewrite(data, rewrites, types);
    mergeInto(run.data, data, types);
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
  const { types } = workshop;
  const request = compileRequest(node);
  const compiled = groups.map((group) => compileGroup(group, node.serviceName, workshop));
  markAlone(compiled);

  return async (run) => {
    const tables = new Map<string, Table>();
    const gathered = compiled.map((group) => gather(group, run, tables));
    if (gathered.every(({ targets }) => targets.length === 0)) return;

    const reply = await replyOf(run, node, request(run, tables), tables);
    if (!reply) {
      run.degraded = true;
      run.errors[slot] = entityFailures(gathered, run, node.serviceName, workshop);
      return;
    }
    const { data, errors } = reply.tree;
    if (errors) run.errors[slot] = entityErrors(errors, gathered, reply, run, node.serviceName, workshop);
    if (data) giveEntities(gathered, data, reply, types);
    else if (!errors) run.errors[slot] = entityFailures(gathered, run, node.serviceName, workshop);
  };
}
