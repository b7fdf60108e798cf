import type { GraphQLFormattedError } from 'graphql';
import type { OperationKind, PlanNode } from '../plan/plan';

/** One request of a plan, on its way to a subgraph. */
export interface Sent {
  subgraph: string;
  /** `{"query":…,"variables":…}` */
  body: Buffer;
  /** The operation's text, the same object for every request of one plan node. */
  operation: string;
  /** The client's variables in it; representations are only in `body`. */
  variables?: Record<string, unknown> | undefined;
  kind: OperationKind;
}

/** What one execution may do; the same for the fast and the general path. */
export interface Call {
  /** Rejects if the subgraph failed. */
  fetch(sent: Sent): Promise<Buffer>;
  readonly signal?: AbortSignal;
  /** An event of the upstream subscription: the answer to the plan's Subscription node. */
  readonly primary?: Buffer;
  /** Last look at each error before it leaves. */
  readonly mask?: (error: SubgraphError) => GraphQLFormattedError;
}

/** `subgraph` says who is to blame and never leaves the process by itself. */
export type SubgraphError = GraphQLFormattedError & { subgraph?: string };

/** The general path's result. */
export interface Answer {
  /** `{"data":…}` as JSON text, keys in the client's order. */
  body: Buffer;
  errors: SubgraphError[];
}

/** What a plan node was asked and answered on the fast path. A failure is kept too: a mutation is never sent again. */
export type KeptBody = { request: Buffer; body: Buffer } | { request: Buffer; failure: unknown };

export type KeptBodies = Map<PlanNode, KeptBody[]>;
