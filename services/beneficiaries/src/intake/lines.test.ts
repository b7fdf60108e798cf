import { describe, expect, test } from '@jest/globals';
import { linesOf } from './lines';

async function read(text: string | Buffer, size = 3): Promise<string[][]> {
  const bytes = Buffer.from(text);
  async function* pieces() {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
  }
  return Array.fromAsync(linesOf(pieces()));
}

describe('the lines of a file', () => {
  test.each([';', ',', '\t'])('are cells between "%s", whatever else is in them', async (mark) => {
    const text = `\uFEFFnama${mark}nik\r\n"H. Slamet, S.Pd; Riyadi"${mark}'99\r\n\r\n`;
    expect(await read(text, 64)).toEqual([['nama', 'nik'], ['H. Slamet, S.Pd; Riyadi', "'99"], ['']]);
  });

  test('may be cut anywhere on the way, in the middle of a letter too', async () => {
    const text = Buffer.from('nama;nik\nÉlan;1\nŁucja;2\n');
    for (let size = 9; size < 14; size += 1)
      expect(await read(text, size)).toEqual([
        ['nama', 'nik'],
        ['Élan', '1'],
        ['Łucja', '2'],
      ]);
  });

  test.each([
    ['nothing', ''],
    ['a workbook', 'PK\x03\x04...'],
    ['bytes', 'a\0b'],
    ['a quotation that never ends', 'nama;nik\n"Slamet;1\n'],
    ['a line without end', `nama;nik\n${'x'.repeat(20_000)}`],
  ])('are not found in %s', async (_, text) => {
    await expect(read(text, 64)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('come one by one: the end of a long file is not read before it is asked for', async () => {
    let given = 0;
    async function* endless() {
      for (yield Buffer.from('nama;nik\n'); ; given += 1) yield Buffer.from('Slamet;1\n'.repeat(1000));
    }
    const lines = linesOf(endless());
    for (let at = 0; at < 50; at += 1) await lines.next();
    expect(given).toBeLessThan(20);
    await lines.return(undefined);
  });
});
