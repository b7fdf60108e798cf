import type { Sent } from '../execute/answer';
import type { Alarm, SubgraphCall } from '../settings';
import { DeadlinePassed, Deadlines, timeLeft } from './deadline';
import { type Asker, type Means, Outgoing } from './outgoing';
import { Retries } from './retry';
import { LARGEST_SHARED, SharedReads } from './share-reads';

export interface GuardSettings<C> {
  fetch: (call: SubgraphCall<C>) => Promise<Buffer>;
  /** Two contexts of one key may see the same. Without it nothing is shared. */
  rightsOf?: (context: C) => string;
  /** What a subgraph has for one call. Default: 3,000; the whole request's time is `asker.until`. */
  subgraphMs?: number;
  onAlarm?: (line: Alarm) => void;
}

export const SUBGRAPH_MS = 3_000;

/** Sends what a plan asks of a subgraph at this URL. Rejects when the subgraph failed, or its time or the asker's is over. */
export type GuardedFetch<C> = (sent: Sent, url: string, asker: Asker<C>) => Promise<Buffer>;

/**
 * A `fetch` that asks equal reads once, gives every subgraph its time and asks a failed read again within that
 * time: a retry is shared, and never makes a call longer.
 */
export function guardFetch<C>({
  fetch,
  rightsOf,
  subgraphMs = SUBGRAPH_MS,
  onAlarm,
}: GuardSettings<C>): GuardedFetch<C> {
  const means: Means<C> = { fetch, deadlines: new Deadlines(subgraphMs), retries: new Retries(onAlarm) };
  const reads = new SharedReads<C>();

  return (sent, url, asker) => {
    const { signal } = asker;
    if (signal?.aborted) return Promise.reject(signal.reason);
    const left = timeLeft(asker.until);
    if (left <= 0) return Promise.reject(new DeadlinePassed(0));
    const make = () => {
      if (sent.kind === 'query') means.retries.count(sent.subgraph);
      return new Outgoing(sent, url, asker.context, means).begin();
    };
    const shared = rightsOf && sent.kind === 'query' && sent.body.length <= LARGEST_SHARED;
    const call = shared ? reads.joined(url, sent.body, rightsOf(asker.context), make) : make();
    if (sent.kind === 'mutation') call.onOver = () => reads.changed();
    call.waiting++;
    return signal || left < subgraphMs ? leaving(call, signal, left) : call.answer;
  };
}

/** The call's answer, for one who may go before it comes; when all have gone, the call is stopped. */
function leaving<C>(call: Outgoing<C>, signal: AbortSignal | undefined, left: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const leave = (reason: unknown) => {
      stayed();
      reject(reason);
      if (--call.waiting === 0) call.stop(reason);
    };
    const onAbort = () => leave(signal?.reason);
    const timer = Number.isFinite(left) ? setTimeout(() => leave(new DeadlinePassed(left)), left) : undefined;
    const stayed = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    call.answer.then(
      (body) => {
        stayed();
        resolve(body);
      },
      (error) => {
        stayed();
        reject(error);
      },
    );
  });
}
