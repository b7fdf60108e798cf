import type { SubgraphCall } from '../settings';
import { withDeadline, withinRequest } from './deadline';
import { withRetry } from './retry';
import { shareReads } from './share-reads';

export interface GuardSettings<C> {
  fetch: (call: SubgraphCall<C>) => Promise<Buffer>;
  /** Two contexts of one key may see the same. Without it nothing is shared. */
  rightsOf?: (context: C) => string;
  /** What a subgraph has for one call. Default: 3,000; the whole request's time is `call.until`. */
  subgraphMs?: number;
  onAlarm?: (line: { what: string; [fact: string]: unknown }) => void;
}

export const SUBGRAPH_MS = 3_000;

/**
 * A `fetch` that asks equal reads once, gives every subgraph its time and asks a failed read again within that
 * time. From outside in: sharing, time, retry; so that a retry is shared, and never makes a call longer.
 */
export function guardFetch<C>({ fetch, rightsOf, subgraphMs = SUBGRAPH_MS, onAlarm }: GuardSettings<C>) {
  const timed = withDeadline(withRetry(fetch, onAlarm), subgraphMs);
  const apart = withinRequest(timed);
  return rightsOf ? shareReads(timed, apart, rightsOf) : apart;
}
