import { PassThrough } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { month, rupiah } from '@lindungi/jamsostek';
import { assertUnpacksSmall, writeCsv, writeXlsx } from '@lindungi/subgraph';
import { COLUMNS, type Deduction } from './deduction.rules';
import { deductionSheet, readTable } from './table';

const deduction: Deduction = {
  mandateNumber: 'SK-3374-000001',
  signedAs: '=HYPERLINK("http://contoh")',
  nipEnd: '2901',
  bank: 'Bank; "Jateng"',
  workers: 1,
  months: [month('2026-12')],
  amount: rupiah(8_400),
};

async function* pages(count: number): AsyncGenerator<Deduction[]> {
  for (let left = count; left > 0; left--) yield [deduction];
}

async function made(write: typeof writeCsv, count: number): Promise<Buffer> {
  const out = new PassThrough();
  const whole = buffer(out);
  await write(deductionSheet(pages(count)), out);
  return whole;
}

describe('the deduction file', () => {
  test.each([
    ['CSV', writeCsv],
    ['XLSX', writeXlsx],
  ])('as %s is read back as it was written, and nothing in it is a formula', async (_, write) => {
    const table = await readTable(await made(write, 2));
    expect(table[0]).toEqual([...COLUMNS]);
    expect(table).toHaveLength(3);
    const [number, name, end, bank, , , amount] = table[1]!;
    expect([number, name, end, bank]).toEqual([
      'SK-3374-000001',
      `'=HYPERLINK("http://contoh")`,
      '****2901',
      'Bank; "Jateng"',
    ]);
    expect(Number(amount)).toBe(8_400);
  });

  test.each([
    ['text in another encoding', Buffer.from([0x6e, 0xff, 0xfe, 0x61])],
    ['a zero byte', Buffer.from('nomor_kuasa\0;hasil')],
    ['a zip cut short', Buffer.from('PK\x03\x04 and no more')],
    ['a quote that never ends', Buffer.from('nomor_kuasa;"hasil\n1;2')],
  ])('%s is refused by name', async (_, bytes) => {
    await expect(readTable(bytes)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});

/** A zip of one entry, with whatever its directory says of its size. */
function zipOf(content: Buffer, before = Buffer.alloc(0)): Buffer {
  const packed = deflateRawSync(content);
  const local = Buffer.alloc(30);
  local.write('PK\x03\x04', 'latin1');
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(packed.length, 18);
  const listed = Buffer.alloc(46);
  listed.write('PK\x01\x02', 'latin1');
  listed.writeUInt16LE(8, 10);
  listed.writeUInt32LE(packed.length, 20);
  listed.writeUInt32LE(1, 24); // it lies: one byte
  listed.writeUInt32LE(before.length, 42);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(before.length + local.length + packed.length, 16);
  return Buffer.concat([before, local, packed, listed, end]);
}

describe('a workbook somebody sends', () => {
  test('is unpacked only when it is as small as it seems, whatever it says of itself', () => {
    expect(() => assertUnpacksSmall(zipOf(Buffer.alloc(1_000)), 1_000)).not.toThrow();
    expect(() => assertUnpacksSmall(zipOf(Buffer.alloc(1_001)), 1_000)).toThrow(/larger than/);
  });

  test('has nothing in it that its directory does not list', () => {
    expect(() => assertUnpacksSmall(zipOf(Buffer.from('a'), Buffer.alloc(40)))).toThrow(/unlisted/);
    expect(() => assertUnpacksSmall(Buffer.from('PK\x03\x04'))).toThrow(/no directory/);
  });
});
