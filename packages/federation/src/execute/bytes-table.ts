import { out } from './bytes-output';
import { SURPRISE } from './deviation';

/** The representations of one entity fetch: distinct texts, joined by commas. */
export interface Representations {
  /** How many. */
  readonly count: number;
  /** The class of each, as an index the program gave its classes of objects. */
  readonly classes: readonly number[];
  readonly text: Buffer;
}

/** A client may choose the keys of entities and so, in theory, their hashes: chains of equal ones are short or refused. */
const MAX_PROBES = 64;
const FREE = -1;
const COMMA = 44;

/**
 * Finds equal representations. Texts are appended to the output buffer; one that is already there is taken
 * back. They are found by a seeded hash and always compared byte by byte, so a collision costs time, never a
 * wrong entity. A table is filled without awaiting, so one per process is enough.
 */
export class RepresentationTable {
  count = 0;
  classes: number[] = [];
  private starts = new Int32Array(64);
  private ends = new Int32Array(64);
  private hashes = new Int32Array(64);
  private slots = new Int32Array(256).fill(FREE);
  private readonly seed = (Math.random() * 0x7fffffff) | 0;

  reset(): this {
    this.count = 0;
    this.classes = [];
    if (this.slots.length > 8192) {
      this.slots = new Int32Array(256);
      this.starts = new Int32Array(64);
      this.ends = new Int32Array(64);
      this.hashes = new Int32Array(64);
    }
    this.slots.fill(FREE);
    return this;
  }

  /**
   * @param start     where the candidate begins; it reaches to the end of the output
   * @param of        the class of the object it stands for; only within a class are texts the same
   * @param constant  bytes at its beginning that every text of this class shares, not worth hashing
   * @returns         its index, or that of the equal text that was there before
   * @throws SURPRISE if too many texts have this hash
   */
  add(start: number, of: number, constant: number): number {
    const bytes = out.bytes;
    const end = out.at;
    let hash = this.seed ^ of;
    for (let i = start + constant; i < end; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
    hash ^= hash >>> 15;

    const mask = this.slots.length - 1;
    let slot = hash & mask;
    let probes = 0;
    for (let i = this.slots[slot]!; i !== FREE; i = this.slots[slot]!) {
      if (this.hashes[i] === hash && this.classes[i] === of && this.equal(bytes, i, start, end)) {
        out.at = start;
        return i;
      }
      if (++probes > MAX_PROBES) throw SURPRISE;
      slot = (slot + 1) & mask;
    }
    return this.append(start, end, of, hash, slot);
  }

  private equal(bytes: Buffer, i: number, start: number, end: number): boolean {
    let known = this.starts[i]!;
    if (this.ends[i]! - known !== end - start) return false;
    while (start < end && bytes[known] === bytes[start]) {
      known++;
      start++;
    }
    return start === end;
  }

  private append(start: number, end: number, of: number, hash: number, slot: number): number {
    const i = this.count++;
    if (i >= this.starts.length) {
      this.starts = doubled(this.starts);
      this.ends = doubled(this.ends);
      this.hashes = doubled(this.hashes);
    }
    this.starts[i] = start;
    this.ends[i] = end;
    this.hashes[i] = hash;
    this.classes.push(of);
    this.slots[slot] = i;
    out.bytes[end] = COMMA; // the output has slack for it
    out.at = end + 1;
    if (this.count * 4 >= this.slots.length) this.rehash(this.slots.length * 4);
    return i;
  }

  private rehash(size: number): void {
    this.slots = new Int32Array(size).fill(FREE);
    for (let i = 0; i < this.count; i++) {
      let slot = this.hashes[i]! & (size - 1);
      while (this.slots[slot] !== FREE) slot = (slot + 1) & (size - 1);
      this.slots[slot] = i;
    }
  }
}

function doubled(ints: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(ints.length * 2);
  larger.set(ints);
  return larger;
}

export const table = new RepresentationTable();
