import type { SubgraphCall } from '../settings';

type Ask<C> = (call: SubgraphCall<C>) => Promise<Buffer>;

/** Of all calls to a subgraph, this part may be asked twice. */
const BUDGET = 0.1;
/** What a quiet time may save up, in retries. */
const MOST_SAVED = 10;
const SHORTEST_WAIT_MS = 10;
const LONGEST_WAIT_MS = 60;

/**
 * Asks a read once more when it failed: a connection that was closed under it is the usual cause. Never a
 * mutation; never after its time is over; and of one subgraph never more than a tenth of its calls, so that a
 * subgraph in trouble is not asked twice as much.
 */
export function withRetry<C>(
  ask: Ask<C>,
  onAlarm?: (line: { what: string; subgraph: string }) => void,
): Ask<C> {
  const saved = new Map<string, number>();
  return (call) => {
    if (call.kind !== 'query') return ask(call);
    const { subgraph } = call;
    saved.set(subgraph, Math.min((saved.get(subgraph) ?? MOST_SAVED) + BUDGET, MOST_SAVED));
    return ask(call).catch(async (error) => {
      const left = saved.get(subgraph) ?? 0;
      if (call.signal?.aborted) throw error;
      if (left < 1) {
        onAlarm?.({ what: 'RETRIES_SPENT', subgraph });
        throw error;
      }
      saved.set(subgraph, left - 1);
      await pause(call.signal);
      return ask(call);
    });
  };
}

/** Waits a little, by chance, so that those who failed together do not return together. */
function pause(signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const milliseconds = SHORTEST_WAIT_MS + Math.random() * (LONGEST_WAIT_MS - SHORTEST_WAIT_MS);
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
