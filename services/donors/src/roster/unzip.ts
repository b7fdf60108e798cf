import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise, type ZipFile } from 'yauzl';

/** Bytes that all entries of an archive may unpack to: a workbook of two hundred thousand civil servants is less. */
const LARGEST = 128 * 1024 * 1024;

/**
 * The entries of a zip, unpacked piece by piece: however long one is, only a piece of it is in memory. What a
 * directory says of sizes is not believed; bytes are counted as they come.
 */
export class Archive {
  private left = LARGEST;

  private constructor(
    private readonly zip: ZipFile,
    private readonly entries: ReadonlyMap<string, Entry>,
  ) {}

  /** @throws Error when it is no zip with a directory */
  static async of(bytes: Buffer): Promise<Archive> {
    const zip = await fromBufferPromise(bytes, { lazyEntries: true });
    const entries = new Map<string, Entry>();
    for await (const entry of zip.eachEntry()) entries.set(entry.fileName, entry);
    return new Archive(zip, entries);
  }

  has(name: string): boolean {
    return this.entries.has(name);
  }

  /**
   * An entry as text, piece by piece.
   *
   * @throws RangeError when there is no such entry, too much comes out, or not what went in; Error when it cannot be unpacked
   * @throws TypeError when it is not in UTF-8
   */
  async *pieces(name: string): AsyncGenerator<string> {
    const decoder = new TextDecoder('utf-8', { fatal: true });
    const entry = this.entries.get(name);
    if (!entry) throw new RangeError('A workbook without a part that every one has.');
    let crc = 0;
    for await (const piece of (await this.zip.openReadStreamPromise(entry)) as AsyncIterable<Buffer>) {
      crc = crc32(piece, crc);
      this.left -= piece.length;
      if (this.left < 0) throw new RangeError('A zip that is too large when unpacked.');
      yield decoder.decode(piece, { stream: true });
    }
    if (crc !== entry.crc32) throw new RangeError('A zip that was damaged on its way.');
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
}
