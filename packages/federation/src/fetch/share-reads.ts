import type { SubgraphCall } from '../settings';
import { DeadlinePassed, type Timed, timeLeft } from './deadline';

type Ask<C> = (call: SubgraphCall<C>) => Promise<Buffer>;

/** Larger bodies are lists of entities that hardly ever equal another; looking them up would cost more than it saves. */
const LARGEST_SHARED = 8 * 1024;
/** Places of a body that are looked at to find those that may equal it. */
const SAMPLES = 16;

interface Read {
  era: number;
  rights: string;
  url: string;
  body: Buffer;
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
 * @param ask       gives each read its time; who has less of it leaves before
 * @param apart     for what is not shared
 * @param rightsOf  two contexts of one key may see the same
 */
export function shareReads<C>(ask: Timed<C>, apart: Ask<C>, rightsOf: (context: C) => string): Ask<C> {
  const reads = new Map<number, Read[]>();
  let era = 0;

  const begin = (call: SubgraphCall<C>, key: number, rights: string): Read => {
    const stop = new AbortController();
    const { url, body } = call;
    const read: Read = { era, rights, url, body, answer: ask(call, stop), waiting: 0, stop };
    const alike = reads.get(key);
    if (alike) alike.push(read);
    else reads.set(key, [read]);
    const forget = () => drop(reads, key, read);
    read.answer.then(forget, forget);
    return read;
  };

  return (call) => {
    if (call.kind === 'mutation') {
      return apart(call).finally(() => {
        era++;
      });
    }
    if (call.kind !== 'query' || call.body.length > LARGEST_SHARED) return apart(call);
    const { signal } = call;
    if (signal?.aborted) return Promise.reject(signal.reason);
    const left = timeLeft(call.until);
    if (left <= 0) return Promise.reject(new DeadlinePassed(0));
    const rights = rightsOf(call.context);
    const key = sampleOf(call.body);
    const known = reads
      .get(key)
      ?.find(
        (it) =>
          it.era === era &&
          it.rights === rights &&
          it.url === call.url &&
          !it.stop.signal.aborted &&
          it.body.equals(call.body),
      );
    const read = known ?? begin(call, key, rights);
    read.waiting++;
    return signal || left < ask.milliseconds ? leaving(read, signal, left) : read.answer;
  };
}

function drop(reads: Map<number, Read[]>, key: number, read: Read): void {
  const alike = reads.get(key);
  if (alike?.length === 1) reads.delete(key);
  else alike?.splice(alike.indexOf(read), 1);
}

/** A number that equal bodies share, and few others: the operation stands first in a body, what differs after it. */
function sampleOf(body: Buffer): number {
  const last = body.length - 4;
  let sample = body.length;
  for (let at = last; at >= 0; at -= Math.max(4, Math.ceil(body.length / SAMPLES))) {
    sample = (Math.imul(sample, 31) + body.readInt32LE(at)) | 0;
  }
  return sample;
}

/** The read's answer, for one who may go before it comes; when all have gone, the read is stopped. */
function leaving(read: Read, signal: AbortSignal | undefined, left: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const leave = (reason: unknown) => {
      stayed();
      reject(reason);
      if (--read.waiting === 0) read.stop.abort(reason);
    };
    const onAbort = () => leave(signal?.reason);
    const timer = Number.isFinite(left) ? setTimeout(() => leave(new DeadlinePassed(left)), left) : undefined;
    const stayed = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
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
