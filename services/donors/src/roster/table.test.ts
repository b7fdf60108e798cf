import { Readable } from 'node:stream';
import { crc32, deflateRawSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { type Line, openTable } from './table';

async function linesOf(...chunks: (string | Buffer)[]): Promise<Line[]> {
  const table = await openTable(Readable.from(chunks.map((it) => Buffer.from(it))));
  const lines: Line[] = [];
  for await (const line of table.lines) lines.push(line);
  return lines;
}

describe('a file of the roster', () => {
  test.each([
    ['semicolons, as Indonesian spreadsheets write', ';', '\r\n'],
    ['commas', ',', '\n'],
    ['tabs', '\t', '\n'],
  ])('is read with %s, a byte order mark or none, and the numbers of its lines', async (_, mark, end) => {
    const text = `\uFEFFnip${mark}nama${end}${end}1${mark}"Sari${mark} S.Pd"${end}`;
    expect(await linesOf(text)).toEqual([
      { number: 1, cells: ['nip', 'nama'] },
      { number: 3, cells: ['1', `Sari${mark} S.Pd`] },
    ]);
  });

  test('is the same however the bytes are cut on their way', async () => {
    const bytes = Buffer.from('nip;nama\n1;Nuraé\n');
    const whole = await linesOf(bytes);
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(await linesOf(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(whole);
    }
  });

  test('has the same hash when its bytes are the same, and only then', async () => {
    const hashOf = async (text: string) => {
      const table = await openTable(Readable.from([Buffer.from(text)]));
      for await (const _ of table.lines);
      return table.hash();
    };
    expect(await hashOf('nip\n1\n')).toBe(await hashOf('nip\n1\n'));
    expect(await hashOf('nip\n1\n')).not.toBe(await hashOf('nip\n2\n'));
  });

  test('as a workbook keeps texts as texts and numbers as numbers', async () => {
    const workbook = workbookOf(
      '<row r="1"><c r="A1" t="inlineStr"><is><t>nip</t></is></c></row>' +
        '<row r="2"><c r="A2" t="inlineStr"><is><t>199001012015041901</t></is></c></row>' +
        '<row r="3"><c r="A3"><v>199001012015041900</v></c></row>',
    );
    expect((await linesOf(workbook)).map(({ number, cells }) => [number, typeof cells[0]])).toEqual([
      [1, 'string'],
      [2, 'string'],
      [3, 'number'],
    ]);
  });

  test('as a workbook has its texts where spreadsheets keep them, and its cells where they stand', async () => {
    const workbook = workbookOf(
      '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row><row r="2"/>' +
        '<row r="4" spans="1:3"><c r="A4" t="s" s="1"><v>2</v></c><c r="B4" s="2"/><c r="C4" t="b"><v>1</v></c></row>' +
        '<x:row r="5"><x:c r="B5" t="str"><x:f>A1&amp;"x"</x:f><x:v>nipx</x:v></x:c></x:row>',
      '<si><t>nip</t></si><si><r><t>Sari </t></r><r><t xml:space="preserve">&amp; S.Pd&#233;</t></r>' +
        '<rPh sb="0" eb="1"><t>spoken</t></rPh></si><si><t></t></si>',
    );
    expect(await linesOf(workbook)).toEqual([
      { number: 1, cells: ['nip', null, 'Sari & S.Pd\u00e9'] },
      { number: 4, cells: ['', null, true] },
      { number: 5, cells: [null, 'nipx'] },
    ]);
  });

  test.each([
    ['with a text that is not there', '<row r="1"><c r="A1" t="s"><v>1</v></c></row>', '<si><t>nip</t></si>'],
    ['with a cell that is nowhere', '<row r="1"><c r="11"><v>1</v></c></row>', ''],
    ['that declares what it would expand', '<!DOCTYPE x [<!ENTITY a "b">]><row r="1"/>', ''],
    ['with a text without an end', `<row r="1"><c r="A1" t="str"><v>${'x'.repeat(200_000)}`, ''],
  ])('as a workbook %s is refused by name', async (_, rows, texts) => {
    await expect(linesOf(workbookOf(rows, texts))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test.each([
    [
      'that unpacks to more than it may',
      Buffer.concat([
        Buffer.from('<worksheet>'),
        Buffer.alloc(160 * 1024 * 1024, `<a b="${'x'.repeat(1_000)}"/>`),
      ]),
    ],
    ['whose sheet is cut short', Buffer.from('<worksheet><sheetData><row r="1"/>')],
  ])('as a workbook %s is refused', async (_, packed) => {
    await expect(linesOf(workbookOf('', '', packed))).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('as a workbook with a byte that changed on its way is refused', async () => {
    const whole = Buffer.from(
      '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>',
    );
    const workbook = workbookOf('', '', whole);
    expect(await linesOf(workbook)).toHaveLength(1);
    const crc = Buffer.alloc(4);
    crc.writeUInt32LE(crc32(whole));
    workbook[workbook.lastIndexOf(crc)]! ^= 1;
    await expect(linesOf(workbook)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test.each([
    ['another encoding', Buffer.from([0x6e, 0xff, 0xfe, 0x61])],
    ['a zero byte', Buffer.from('nip\0;nama')],
    ['a zip cut short', Buffer.from('PK\x03\x04 and no more')],
    ['a quote that never ends', Buffer.from('nip;"nama\n1;2')],
    ['a line without an end', Buffer.from('x'.repeat(20_000))],
  ])('of %s is refused by name', async (_, bytes) => {
    await expect(linesOf(bytes)).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  test('of nothing has no line', async () => {
    expect(await linesOf('')).toEqual([]);
  });
});

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';

/** A workbook of one sheet, with nothing packed but the sheet, where it comes as bytes. */
function workbookOf(rows: string, texts = '', packed?: Buffer): Buffer {
  const strings = `<sst xmlns="${MAIN}">${texts}</sst>`;
  return zipOf({
    '[Content_Types].xml': `<Types xmlns="${PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="r1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="${OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/sharedStrings.xml': strings,
    'xl/worksheets/sheet1.xml':
      packed ??
      `<worksheet xmlns="${MAIN}"><dimension ref="A1:A3"/><sheetData>${rows}</sheetData></worksheet>`,
  });
}

function zipOf(files: Record<string, string | Buffer>): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const whole = Buffer.from(text as string);
    const [path, bytes] = [Buffer.from(name), typeof text === 'string' ? whole : deflateRawSync(whole)];
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(typeof text === 'string' ? 0 : 8, 4);
    facts.writeUInt32LE(crc32(whole), 10);
    facts.writeUInt32LE(bytes.length, 14);
    facts.writeUInt32LE(whole.length, 18);
    facts.writeUInt16LE(path.length, 22);
    const entry = Buffer.concat([Buffer.from('PK\x03\x04'), facts, path, bytes]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), facts, place, path]));
    parts.push(entry);
    at += entry.length;
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(directory.length, 4);
  end.writeUInt16LE(directory.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...parts, listed, Buffer.from('PK\x05\x06'), end]);
}
