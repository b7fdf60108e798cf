import type { SubgraphCall } from '../settings';

type Ask<C> = (call: SubgraphCall<C>) => Promise<Buffer>;

/** Larger bodies are lists of entities that hardly ever equal another; looking them up would cost more than it saves. */
const LARGEST_SHARED = 8 * 1024;

interface Read {
  answer: Promise<Buffer>;
  waiting: number;
  stop: AbortController;
}

/**
 * Reads that are the same, for the same rights, asked while the first is under way, are asked once. The bytes
 * are then shared: nobody may write on them.
 *
 * A read that began before a mutation was answered is joined by nobody who asks after that: they must see what
 * it changed.
 *
 * @param rightsOf  two contexts of one key may see the same
 */
export function shareReads<C>(ask: Ask<C>, rightsOf: (context: C) => string): Ask<C> {
  const reads = new Map<string, Read>();
  let era = 0;

  const begin = (call: SubgraphCall<C>, key: string): Read => {
    const stop = new AbortController();
    const read: Read = { answer: ask({ ...call, signal: stop.signal }), waiting: 0, stop };
    reads.set(key, read);
    const forget = () => {
      if (reads.get(key) === read) reads.delete(key);
    };
    read.answer.then(forget, forget);
    return read;
  };

  return (call) => {
    if (call.kind === 'mutation') {
      return ask(call).finally(() => {
        era++;
      });
    }
    if (call.kind !== 'query' || call.body.length > LARGEST_SHARED) return ask(call);
    if (call.signal?.aborted) return Promise.reject(call.signal.reason);
    const rights = rightsOf(call.context);
    // The length keeps the end of one part from being the beginning of the next.
    const key = `${era}:${rights.length}:${rights}:${call.url.length}:${call.url}${call.body.toString('latin1')}`;
    const known = reads.get(key);
    const read = known && !known.stop.signal.aborted ? known : begin(call, key);
    return call.signal ? leaving(read, call.signal) : stay(read);
  };
}

function stay(read: Read): Promise<Buffer> {
  read.waiting++;
  return read.answer;
}

/** The read's answer, for one who may go before it comes; when all have gone, the read is stopped. */
function leaving(read: Read, signal: AbortSignal): Promise<Buffer> {
  read.waiting++;
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(signal.reason);
      if (--read.waiting === 0) read.stop.abort(signal.reason);
    };
    const stayed = () => signal.removeEventListener('abort', onAbort);
    signal.addEventListener('abort', onAbort, { once: true });
    read.answer.then(
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
