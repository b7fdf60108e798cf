import { createHash, type Hash } from 'node:crypto';
import { type Readable, Transform } from 'node:stream';
import { parse } from 'csv-parse';
import { RosterFileUnreadable } from './import.errors';
import type { Cell } from './import.rules';
import { rowsOfWorkbook } from './workbook';

/** A line of a file: its number from 1, as the sheet counts it, and its cells. */
export interface Line {
  number: number;
  cells: readonly Cell[];
}

/** Bytes of a workbook: it is here whole, packed, so a longer roster comes as CSV. A hundred thousand civil servants are less. */
const LARGEST_WORKBOOK = 8 * 1024 * 1024;

/** Bytes that may wait for the database: most cities' rosters are no more. Who sends a longer one waits for it to be read. */
const AHEAD = 1024 * 1024;

/** Bytes that are made lines at once. */
const PIECE = 4 * 1024;

/** The lines of a file and, once they are all read, the hash by which the same file is known again. */
export interface Table {
  lines: AsyncIterable<Line>;
  hash(): string;
}

/**
 * The lines of a file, CSV or XLSX, by what its bytes are and not by what it is called. A CSV is read while it comes:
 * of a long one no more than a part is ever here.
 *
 * @throws RosterFileUnreadable  from the lines, too
 */
export async function openTable(bytes: Readable): Promise<Table> {
  const hash = createHash('sha256');
  const whole = bytes.pipe(hashing(hash));
  bytes.once('error', (error) => whole.destroy(error));
  bytes.once('aborted', () => whole.destroy(new RosterFileUnreadable()));
  const head = await headOf(whole);
  const lines = head?.toString('latin1') === 'PK' ? workbookLines(whole) : csvLines(whole);
  return { lines, hash: () => hash.digest('hex') };
}

/** The first two bytes, left where they are. */
async function headOf(bytes: Readable): Promise<Buffer | null> {
  while (!bytes.readableEnded && !bytes.errored) {
    const head = bytes.read(2) as Buffer | null;
    if (head) {
      bytes.unshift(head);
      return head;
    }
    await new Promise<void>((done) => {
      const end = () => {
        for (const event of ['readable', 'end', 'error', 'close']) bytes.off(event, end);
        done();
      };
      for (const event of ['readable', 'end', 'error', 'close']) bytes.on(event, end);
    });
  }
  return null;
}

function hashing(hash: Hash): Transform {
  return new Transform({
    readableHighWaterMark: AHEAD,
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
}

async function* csvLines(bytes: Readable): AsyncGenerator<Line> {
  const parser = parse({
    bom: true,
    delimiter: [';', ',', '\t'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 10_000,
    info: true,
  });
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  const feed = async () => {
    try {
      for await (const chunk of piecesOf(bytes)) {
        const text = decoder.decode(chunk, { stream: true });
        if (text.includes('\0')) throw new RosterFileUnreadable();
        if (text && !parser.write(text)) await new Promise((drained) => parser.once('drain', drained));
      }
      parser.end(decoder.decode());
    } catch (error) {
      parser.destroy(error as Error);
    }
  };
  void feed();
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>)
      yield { number: info.lines, cells: record };
  } catch {
    throw new RosterFileUnreadable();
  } finally {
    parser.destroy();
    bytes.destroy();
  }
}

/** What has waited comes as one chunk, which would all be lines at once. */
async function* piecesOf(bytes: Readable): AsyncGenerator<Buffer> {
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    for (let at = 0; at < chunk.length; at += PIECE) yield chunk.subarray(at, at + PIECE);
  }
}

async function* workbookLines(bytes: Readable): AsyncGenerator<Line> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of bytes as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LARGEST_WORKBOOK) throw new RosterFileUnreadable();
    chunks.push(chunk);
  }
  try {
    yield* rowsOfWorkbook(Buffer.concat(chunks.splice(0)));
  } catch {
    throw new RosterFileUnreadable();
  }
}
