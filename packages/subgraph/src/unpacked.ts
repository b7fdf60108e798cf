import { inflateRawSync } from 'node:zlib';

/** Bytes that a workbook may have when it is unpacked: a list of 20,000 rows has a third of it. */
const LARGEST = 48 * 1024 * 1024;

/** What may follow an entry's bytes: its sizes once more. */
const DESCRIPTOR = 24;

/**
 * Unpacks a workbook once, counting only, before anybody trusts it: a small file may hold gigabytes, whatever its
 * directory says. What its directory does not list it must not have.
 *
 * @throws RangeError when it is no zip that can be trusted
 */
export function assertUnpacksSmall(bytes: Buffer, largest: number = LARGEST): void {
  const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  const directory = end < 0 ? 0 : bytes.readUInt32LE(end + 16);
  const entries = end < 0 ? [] : entriesOf(bytes, directory, bytes.readUInt16LE(end + 10));
  if (entries.length === 0) throw new RangeError('No zip: it has no directory.');
  let left = largest;
  let expected = 0;
  for (const { at, packed, method } of entries.sort((a, b) => a.at - b.at)) {
    if (at < expected || at > expected + DESCRIPTOR)
      throw new RangeError('A zip with something unlisted in it.');
    const start = at + 30 + bytes.readUInt16LE(at + 26) + bytes.readUInt16LE(at + 28);
    left -= sizeOf(bytes.subarray(start, start + packed), method, left);
    if (left < 0) throw new RangeError('A zip that is too large when unpacked.');
    expected = start + packed;
  }
  if (directory > expected + DESCRIPTOR) throw new RangeError('A zip with something unlisted in it.');
}

/** @throws RangeError when there is more than `most` */
function sizeOf(packed: Buffer, method: number, most: number): number {
  if (method === 0) return packed.length;
  if (method !== 8) throw new RangeError('A zip packed in a way nobody uses for workbooks.');
  return inflateRawSync(packed, { maxOutputLength: Math.max(most, 1) }).length;
}

function entriesOf(bytes: Buffer, directory: number, count: number) {
  const entries: { at: number; packed: number; method: number }[] = [];
  for (let at = directory; entries.length < count; ) {
    entries.push({
      method: bytes.readUInt16LE(at + 10),
      packed: bytes.readUInt32LE(at + 20),
      at: bytes.readUInt32LE(at + 42),
    });
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}
