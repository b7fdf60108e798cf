import type { GraphQLFormattedError } from 'graphql';
import type { Sent, SubgraphError } from './execute/answer';
import type { Limits } from './limits/limits';
import type { Joining } from './stream/streams';

/** What a graph is made of; `C` is the host's own context of one request. */
export interface GraphSettings<C> {
  /** Supergraph SDL, as composed. */
  supergraph: string;
  /** May clients ask `__schema` and `__type`? Default: yes. */
  introspection?: boolean;
  /** Bounds of an ad-hoc operation; what is not given has its default. `'none'` for operations the host trusts. */
  limits?: Partial<Limits> | 'none';
  /** May clients ask what is not stored (`Graph.store`)? Default: yes. */
  adHoc?: boolean;
  /**
   * Plan documents within `limits` in a process of their own: one that the native planner dies of takes nothing
   * else with it. Default: no, on a thread.
   */
  planApart?: boolean;
  /** Compile scanners for operations used often. Default: yes. */
  fastPath?: boolean;
  /** Sends one operation to a subgraph, answers with the whole JSON body. Rejects: the subgraph failed. */
  fetch: (call: SubgraphCall<C>) => Promise<Buffer>;
  /** Opens one upstream subscription; each item is one GraphQL result. Needed only for subscriptions. */
  subscribe?: (call: SubgraphCall<C>) => AsyncIterable<Buffer | object>;
  /** Two contexts of one key may see the same: their equal reads and subscriptions are asked once. Default: none may. */
  rightsOf?: (context: C) => string;
  /** How a Subscription field may be joined by who comes late. Default: `APART`. */
  joining?: (field: string) => Joining;
  /** Last look at each error before it leaves. */
  maskError?: (error: SubgraphError, context: C) => GraphQLFormattedError;
  /** Hears what an operator should know: planner faults, subgraphs that deviate. */
  onAlarm?: (line: Alarm) => void;
}

export interface SubgraphCall<C> extends Sent {
  url: string;
  context: C;
  /** Aborted when its time is over or nobody waits for it any more. */
  readonly signal?: AbortSignal;
  /** Tells the same to one listener, at a tenth of the price. Only of a `fetch`. */
  onStop?(listener: (reason: unknown) => void): void;
}

export interface Alarm {
  what: string;
  [fact: string]: unknown;
}

/** One execution of a prepared operation. */
export interface Request<C> {
  variables?: Readonly<Record<string, unknown>> | null;
  context: C;
  signal?: AbortSignal;
  /** When its time is over, by `performance.now()`: what has come by then is told. Costs less than a signal. */
  until?: number;
}

/** What a change of supergraph did to the streams that were open. */
export interface SwapReport {
  /** False: the supergraph was refused and the old one stays; `reason` says why. */
  accepted: boolean;
  reason?: string;
  kept: number;
  ended: number;
}
