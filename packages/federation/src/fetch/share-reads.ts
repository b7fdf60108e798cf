import type { Outgoing } from './outgoing';

/** Larger bodies are lists of entities that hardly ever equal another; looking them up would cost more than it saves. */
export const LARGEST_SHARED = 8 * 1024;
/** Places of a body that are looked at to find those that may equal it. */
const SAMPLES = 16;

/** A read under way, with what one must have in common with it to join. */
interface Read<C> {
  readonly call: Outgoing<C>;
  readonly era: number;
  readonly rights: string;
  readonly key: number;
}

/**
 * Reads that are the same, for the same rights, asked while the first is under way, are asked once. The bytes
 * are then shared: nobody may write on them.
 *
 * A read that began before a mutation was answered is joined by nobody who asks after that: they must see what
 * it changed.
 */
export class SharedReads<C> {
  readonly #reads = new Map<number, Read<C>[]>();
  #era = 0;

  /** A mutation was answered, or has failed. */
  changed(): void {
    this.#era++;
  }

  /** The read under way that is the same; else `make`'s, which others may join from now on. */
  joined(url: string, body: Buffer, rights: string, make: () => Outgoing<C>): Outgoing<C> {
    const key = sampleOf(body);
    const alike = this.#reads.get(key);
    const known = alike && this.#find(alike, url, body, rights);
    if (known) return known;
    const call = make();
    const read: Read<C> = { call, era: this.#era, rights, key };
    if (alike) alike.push(read);
    else this.#reads.set(key, [read]);
    call.onOver = () => this.#drop(read);
    return call;
  }

  #find(alike: readonly Read<C>[], url: string, body: Buffer, rights: string): Outgoing<C> | undefined {
    for (const { call, era, rights: theirs } of alike) {
      if (era === this.#era && theirs === rights && call.url === url && call.body.equals(body)) return call;
    }
    return undefined;
  }

  #drop(read: Read<C>): void {
    const alike = this.#reads.get(read.key);
    if (alike?.length === 1) this.#reads.delete(read.key);
    else alike?.splice(alike.indexOf(read), 1);
  }
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
