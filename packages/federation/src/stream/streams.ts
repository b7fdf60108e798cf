import type { Prepared } from '../plan/prepared';
import type { SubgraphCall } from '../settings';
import type { EndReason, FrameStream } from './frame-stream';

/**
 * How a field's stream may be joined by somebody who comes late:
 *
 * - `STATE`: every event tells the whole state. The last event is told again, its other fields fetched afresh.
 * - `LIVE`: events without a beginning. What comes from now on is all there is to get.
 * - `APART`: not known. A latecomer gets an upstream of its own.
 */
export type Joining = 'STATE' | 'LIVE' | 'APART';

export interface StreamSettings<C> {
  /** Each item is one GraphQL result; a normal end is the end, an error is a connection that was lost. */
  subscribe: (call: SubgraphCall<C>) => AsyncIterable<Buffer | object>;
  /** Runs the rest of the plan on one event; the frame's JSON text. */
  executeEvent: (
    prepared: Prepared,
    variables: Record<string, unknown>,
    primary: Buffer,
    call: { context: C; signal: AbortSignal },
  ) => Promise<Buffer>;
  /** Two contexts of one key may see the same. Without it nothing is shared. */
  rightsOf?: (context: C) => string;
  /** By the name of the Subscription field. Default: APART. */
  joining?: (field: string) => Joining;
  /** Hears of every client's stream that is over. */
  onEnd?: (why: EndReason) => void;
  onAlarm?: (line: { what: string; [fact: string]: unknown }) => void;
}

export interface StreamRequest<C> {
  variables?: Readonly<Record<string, unknown>> | null;
  context: C;
  signal?: AbortSignal;
}

/** All open subscriptions of one graph. */
export interface Streams<C> {
  /** @throws Refused when the variables do not fit */
  open(prepared: Prepared, request: StreamRequest<C>): FrameStream;
  /**
   * Plans every open stream anew, which goes on by its old plan until then; `replan` answers undefined where its
   * fields are gone. Counts clients.
   */
  swap(
    replan: (prepared: Prepared) => Promise<Prepared | undefined>,
  ): Promise<{ kept: number; ended: number }>;
  /** Ends all, without an error. */
  close(): void;
  readonly stats: { readonly clients: number; readonly upstreams: number };
}
