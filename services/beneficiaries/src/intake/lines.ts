import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { FileUnreadable } from './intake.errors';

/** Letters of one line: a row of sixteen cells is a fifth of it. */
const LONGEST_LINE = 10_000;

/**
 * The lines of a table of text, cell by cell, as fast as they are asked for: no more than a piece and a line is held at
 * once, however long the file is. The separator is the one the first line uses most.
 *
 * @throws FileUnreadable
 */
export async function* linesOf(pieces: AsyncGenerator<Buffer>): AsyncGenerator<string[]> {
  const first = await pieces.next();
  if (first.done) throw new FileUnreadable();
  const head = first.value.subarray(0, LONGEST_LINE).toString('utf8');
  if (head.includes('\0') || head.startsWith('PK')) throw new FileUnreadable();
  const source = Readable.from(joined(first.value, pieces));
  const parser = parse({
    bom: true,
    delimiter: delimiterOf(head.split('\n')[0] ?? ''),
    relax_column_count: true,
    skip_empty_lines: false,
    max_record_size: LONGEST_LINE,
  });
  source.on('error', (error) => parser.destroy(error));
  try {
    for await (const cells of source.pipe(parser)) yield cells as string[];
  } catch (error) {
    throw (error as { code?: string }).code?.startsWith('CSV_') ? new FileUnreadable() : error;
  } finally {
    source.destroy();
  }
}

async function* joined(first: Buffer, rest: AsyncGenerator<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

function delimiterOf(line: string): string {
  const times = (mark: string) => line.split(mark).length;
  return [';', ',', '\t'].reduce((most, mark) => (times(mark) > times(most) ? mark : most));
}
