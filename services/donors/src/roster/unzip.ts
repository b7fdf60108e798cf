import { Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';

/** Bytes that all entries of an archive may unpack to: a workbook of two hundred thousand civil servants is less. */
const LARGEST = 128 * 1024 * 1024;

interface Entry {
  at: number;
  packed: number;
  method: number;
  crc: number;
}

/**
 * The entries of a zip, unpacked piece by piece: however long one is, only a piece of it is in memory. What a
 * directory says of sizes is not believed; bytes are counted as they come.
 *
 * Source: PKWARE APPNOTE.TXT 6.3, sections 4.3.7 to 4.3.16.
 */
export class Archive {
  private readonly entries = new Map<string, Entry>();
  private left: number;

  /** @throws RangeError when it is no zip with a directory */
  constructor(
    private readonly bytes: Buffer,
    most = LARGEST,
  ) {
    this.left = most;
    const end = bytes.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
    if (end < 0) throw new RangeError('A zip without a directory.');
    let at = bytes.readUInt32LE(end + 16);
    for (let count = bytes.readUInt16LE(end + 10); count > 0; count--) {
      const length = bytes.readUInt16LE(at + 28);
      this.entries.set(bytes.toString('utf8', at + 46, at + 46 + length), {
        method: bytes.readUInt16LE(at + 10),
        crc: bytes.readUInt32LE(at + 16),
        packed: bytes.readUInt32LE(at + 20),
        at: bytes.readUInt32LE(at + 42),
      });
      at += 46 + length + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    }
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /**
   * An entry as text, piece by piece.
   *
   * @throws RangeError when there is no such entry, it is packed in another way, too much comes out, or not what went in
   * @throws TypeError when it is not in UTF-8
   */
  async *pieces(name: string): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const entry = this.entries.get(name);
    if (!entry) throw new RangeError('A workbook without a part that every one has.');
    let crc = 0;
    for await (const piece of this.unpacked(entry)) {
      crc = crc32(piece, crc);
      this.left -= piece.length;
      if (this.left < 0) throw new RangeError('A zip that is too large when unpacked.');
      yield decoder.decode(piece, { stream: true });
    }
    if (crc !== entry.crc) throw new RangeError('A zip that was damaged on its way.');
    yield decoder.decode();
  }

  /** A short entry, whole. */
  async text(name: string): Promise<string> {
    let text = '';
    for await (const piece of this.pieces(name)) {
      text += piece;
      if (text.length > 1024 * 1024) throw new RangeError('A part of a workbook that is longer than any is.');
    }
    return text;
  }

  private unpacked({ at, packed, method }: Entry): AsyncIterable<Buffer> {
    const start = at + 30 + this.bytes.readUInt16LE(at + 26) + this.bytes.readUInt16LE(at + 28);
    const source = Readable.from([this.bytes.subarray(start, start + packed)]);
    if (method === 0) return source;
    if (method !== 8) throw new RangeError('A zip packed in a way nobody uses for workbooks.');
    const inflate = createInflateRaw();
    source.once('error', (error) => inflate.destroy(error));
    return source.pipe(inflate);
  }
}
