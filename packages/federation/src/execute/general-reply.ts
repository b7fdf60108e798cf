import type { BatchFetchNode, FetchNode } from '../plan/plan';
import { sortedText } from '../stream/sorted-text';
import type { KeptBody, Sent } from './answer';
import { isTree, type Tree } from './general-json';
import type { Run } from './general-run';
import type { Table } from './general-table';

/** A GraphQL answer. Neither data nor errors: it is none. */
export interface ReplyTree {
  data: Tree | undefined;
  errors: unknown[] | undefined;
}

export interface Reply {
  tree: ReplyTree;
  /** Where a representation stands in the answer, if not where this execution put it: by variable. */
  positions: ReadonlyMap<string, readonly number[]> | undefined;
}

/** An answer's bytes, not read yet. */
export interface Unread {
  body: Buffer;
  positions: Reply['positions'];
}

/** Asks the subgraph, or takes what the fast path has already been told. Undefined if the subgraph failed. */
export async function answerTo(
  run: Run,
  node: FetchNode | BatchFetchNode,
  sent: Sent,
  tables: ReadonlyMap<string, Table> | undefined,
): Promise<Unread | undefined> {
  try {
    const known = keptReply(run.kept?.get(node), sent, tables);
    if (!known) return { body: await run.call.fetch(sent), positions: undefined };
    return 'failure' in known.kept ? undefined : { body: known.kept.body, positions: known.positions };
  } catch {
    return undefined;
  }
}

/** Undefined if there is no answer, or its text is none. */
export function replyIn(unread: Unread | undefined): Reply | undefined {
  const tree = unread && readReply(unread.body);
  return tree && { tree, positions: unread.positions };
}

/** Undefined if the text is no GraphQL answer. */
export function readReply(body: Buffer): ReplyTree | undefined {
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.toString());
  } catch {
    return undefined;
  }
  if (!isTree(parsed)) return undefined;
  const data = isTree(parsed.data) ? parsed.data : undefined;
  const errors = Array.isArray(parsed.errors) && parsed.errors.length ? parsed.errors : undefined;
  return { data, errors };
}

interface Known {
  kept: KeptBody;
  positions: Reply['positions'];
}

/**
 * A root fetch is the same whenever the variables are; a mutation is never sent twice, whatever its bytes. Entities
 * may have been asked in another order.
 */
function keptReply(
  kept: readonly KeptBody[] | undefined,
  sent: Sent,
  tables: ReadonlyMap<string, Table> | undefined,
): Known | undefined {
  for (const one of kept ?? []) {
    if (!tables || one.request.equals(sent.body)) return { kept: one, positions: undefined };
  }
  if (!tables) return undefined;
  for (const one of kept ?? []) {
    const positions = positionsIn(one.request, tables);
    if (positions) return { kept: one, positions };
  }
  return undefined;
}

/** Where each representation stood in an earlier request; undefined if it did not hold them all. */
function positionsIn(
  request: Buffer,
  tables: ReadonlyMap<string, Table>,
): ReadonlyMap<string, readonly number[]> | undefined {
  const { variables } = JSON.parse(request.toString()) as { variables?: Tree };
  const positions = new Map<string, number[]>();
  for (const [variable, { texts }] of tables) {
    const asked = variables?.[variable];
    if (!Array.isArray(asked)) return undefined;
    const at = new Map(asked.map((representation, i) => [sortedText(representation), i]));
    const found = texts.map((text) => at.get(sortedText(JSON.parse(text))));
    if (found.includes(undefined)) return undefined;
    positions.set(variable, found as number[]);
  }
  return positions;
}
