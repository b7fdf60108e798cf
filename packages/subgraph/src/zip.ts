import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';

/** One entry of an archive: a name in ASCII, and its text piece by piece. */
export interface ZipEntry {
  name: string;
  text: AsyncIterable<string> | Iterable<string>;
}

/** Deflated; sizes come behind the bytes, since nobody knows them before. */
const FLAGS = 1 << 3;
const DEFLATED = 8;
const VERSION = 20;
/** 1 January 1980, the first day a zip can name: when a file was made is nobody's business. */
const DAY = 33;

/**
 * An archive of texts as bytes, made as fast as they are taken: however long an entry is, only a piece of it is in
 * memory. For entries below 4 GiB.
 *
 * Source: PKWARE APPNOTE.TXT 6.3, sections 4.3.7 to 4.3.16.
 */
export async function* zipOf(entries: Iterable<ZipEntry>): AsyncGenerator<Buffer, void, undefined> {
  const listed: Buffer[] = [];
  let at = 0;
  for (const { name, text } of entries) {
    const seen = { crc: 0, size: 0, packed: 0 };
    const head = localHead(name);
    yield head;
    for await (const bytes of packed(text, seen)) {
      seen.packed += bytes.length;
      yield bytes;
    }
    const sizes = sizesOf(seen);
    yield Buffer.concat([signature(0x08074b50), sizes]);
    listed.push(directoryEntry(name, sizes, at));
    at += head.length + seen.packed + 4 + sizes.length;
  }
  const directory = Buffer.concat(listed);
  yield Buffer.concat([directory, directoryEnd(listed.length, directory.length, at)]);
}

/** The text, deflated; what is seen of it on the way is counted. */
function packed(text: ZipEntry['text'], seen: { crc: number; size: number }): AsyncIterable<Buffer> {
  const deflate = createDeflateRaw();
  async function* counted() {
    for await (const piece of text) {
      const bytes = Buffer.from(piece);
      seen.crc = crc32(bytes, seen.crc);
      seen.size += bytes.length;
      yield bytes;
    }
  }
  // a text that fails destroys the deflater, and so fails whoever reads it
  pipeline(Readable.from(counted()), deflate, () => {});
  return deflate;
}

function localHead(name: string): Buffer {
  const head = Buffer.alloc(30);
  head.writeUInt32LE(0x04034b50, 0);
  head.writeUInt16LE(VERSION, 4);
  head.writeUInt16LE(FLAGS, 6);
  head.writeUInt16LE(DEFLATED, 8);
  head.writeUInt16LE(DAY, 12);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name, 'latin1')]);
}

function sizesOf({ crc, size, packed }: { crc: number; size: number; packed: number }): Buffer {
  const sizes = Buffer.alloc(12);
  sizes.writeUInt32LE(crc, 0);
  sizes.writeUInt32LE(packed, 4);
  sizes.writeUInt32LE(size, 8);
  return sizes;
}

function directoryEntry(name: string, sizes: Buffer, at: number): Buffer {
  const entry = Buffer.alloc(46);
  entry.writeUInt32LE(0x02014b50, 0);
  entry.writeUInt16LE(VERSION, 4);
  entry.writeUInt16LE(VERSION, 6);
  entry.writeUInt16LE(FLAGS, 8);
  entry.writeUInt16LE(DEFLATED, 10);
  entry.writeUInt16LE(DAY, 14);
  sizes.copy(entry, 16);
  entry.writeUInt16LE(name.length, 28);
  entry.writeUInt32LE(at, 42);
  return Buffer.concat([entry, Buffer.from(name, 'latin1')]);
}

function directoryEnd(count: number, length: number, at: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(length, 12);
  end.writeUInt32LE(at, 16);
  return end;
}

function signature(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(number, 0);
  return bytes;
}
