import { PassThrough, Writable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { inflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { type SheetRow, writeCsv, writeXlsx } from './sheet';

async function* rowsOf(...rows: SheetRow[]): AsyncGenerator<SheetRow> {
  yield* rows;
}

const sheet = (rows: AsyncIterable<SheetRow>) => ({ name: 'Daftar & iuran', head: ['nama', 'jumlah'], rows });

async function made(write: typeof writeCsv, rows: AsyncIterable<SheetRow>): Promise<Buffer> {
  const out = new PassThrough();
  const whole = buffer(out);
  await write(sheet(rows), out);
  return whole;
}

/** An archive's entries by name, read from its directory as unzipping programs do. */
function unzipped(bytes: Buffer): Record<string, string> {
  const end = bytes.length - 22;
  const entries: [string, string][] = [];
  for (let at = bytes.readUInt32LE(end + 16); at < end; ) {
    const nameLength = bytes.readUInt16LE(at + 28);
    const local = bytes.readUInt32LE(at + 42);
    const start = local + 30 + bytes.readUInt16LE(local + 26);
    const text = inflateRawSync(bytes.subarray(start, start + bytes.readUInt32LE(at + 20)));
    expect(text).toHaveLength(bytes.readUInt32LE(at + 24));
    entries.push([bytes.toString('latin1', at + 46, at + 46 + nameLength), text.toString()]);
    at += 46 + nameLength;
  }
  return Object.fromEntries(entries);
}

describe('a sheet', () => {
  test('as CSV begins with its mark, separates by semicolons and begins no formula', async () => {
    const text = await made(writeCsv, rowsOf(['Budi; "si tukang"', 8_400], ['=1+1', 0]));
    expect(text.toString()).toBe('\ufeffnama;jumlah\r\n"Budi; ""si tukang""";8400\r\n\'=1+1;0\r\n');
  });

  test('as a workbook has texts that are texts and numbers that are numbers', async () => {
    const parts = unzipped(await made(writeXlsx, rowsOf(['<Budi & "co">\u0007', 8_400], ['', 16_800])));
    expect(parts['xl/workbook.xml']).toContain('name="Daftar &amp; iuran"');
    const body = parts['xl/worksheets/sheet1.xml'] ?? '';
    expect(body).toContain('&lt;Budi &amp; &quot;co&quot;&gt; </t>');
    expect(body).toContain('<c r="B2"><v>8400</v></c>');
    expect(body).toContain('<row r="3"><c r="B3"><v>16800</v></c></row></sheetData></worksheet>');
  });

  test('whose rows end in a mistake ends in one too, and never looks whole', async () => {
    async function* broken(): AsyncGenerator<SheetRow> {
      yield ['Budi', 1];
      throw new Error('the database is gone');
    }
    for (const write of [writeCsv, writeXlsx]) {
      const out = new Writable({ write: (_chunk, _encoding, done) => done() });
      await expect(write(sheet(broken()), out)).rejects.toThrow('the database is gone');
      expect(out.destroyed).toBe(true);
      expect(out.writableFinished).toBe(false);
    }
  });

  test('is asked for no faster than it is taken: who stops reading is not written for', async () => {
    let asked = 0;
    async function* endless(): AsyncGenerator<SheetRow> {
      for (;;) yield [`baris ${Math.random()} ${++asked}`, asked];
    }
    const out = new Writable({ write: () => {} }); // takes one piece, and never says that it is done
    const writing = writeXlsx(sheet(endless()), out);
    // without an end to it, this test has none either
    for (let before = -1; before !== asked || asked === 0; ) {
      before = asked;
      await new Promise((wait) => setTimeout(wait, 250));
    }
    out.destroy();
    await expect(writing).rejects.toThrow();
  });
});
