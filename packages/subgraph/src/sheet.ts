import { Readable, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { stringify } from 'csv-stringify';
import { type ZipEntry, zipOf } from './zip';

/** A table of one head and many rows; numbers stay numbers, everything else is text that nothing computes. */
export interface Sheet {
  /** As the workbook calls it. */
  name: string;
  head: readonly string[];
  rows: AsyncIterable<SheetRow>;
}

export type SheetRow = readonly (string | number)[];

/** Rows written in one piece. */
const AT_ONCE = 100;

/**
 * Writes a table as CSV, as fast as it is taken: semicolons and a byte order mark, as spreadsheets in Indonesia
 * expect, and no cell that begins a formula. Ends `out`.
 */
export async function writeCsv({ head, rows }: Sheet, out: Writable): Promise<void> {
  const csv = stringify({
    bom: true,
    delimiter: ';',
    record_delimiter: 'windows',
    header: true,
    columns: [...head],
    escape_formulas: true,
  });
  await pipeline(rows, csv, out);
}

/**
 * Writes the same as a workbook of one sheet, row by row: a file of any length takes the memory of a hundred rows.
 * The head stays in sight. Ends `out`.
 *
 * Source: ECMA-376, SpreadsheetML; texts are inline strings.
 */
export async function writeXlsx(sheet: Sheet, out: Writable): Promise<void> {
  await pipeline(Readable.from(zipOf(partsOf(sheet)), { objectMode: false }), out);
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Cell formats by place: plain, text, bold text. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="2"><font/><font><b/></font></fonts><fills count="1"><fill/></fills>\
<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/>\
<xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/></cellXfs></styleSheet>`;
const TEXT = 1;
const HEAD = 2;

function partsOf(sheet: Sheet): ZipEntry[] {
  const types = [
    `<Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>`,
    `<Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPE}.worksheet+xml"/>`,
    `<Override PartName="/xl/styles.xml" ContentType="${TYPE}.styles+xml"/>`,
  ].join('');
  const relations = (to: string) =>
    `${XML}<Relationships xmlns="${PACKAGE}/relationships">${to}</Relationships>`;
  const related = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${OFFICE}/${type}" Target="${target}"/>`;
  const part = (name: string, text: string): ZipEntry => ({ name, text: [text] });
  return [
    part(
      '[Content_Types].xml',
      `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType=\
"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${types}</Types>`,
    ),
    part('_rels/.rels', relations(related('rId1', 'officeDocument', 'xl/workbook.xml'))),
    part(
      'xl/workbook.xml',
      `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="${escaped(sheet.name)}" sheetId="1" r:id="rId1"/>\
</sheets></workbook>`,
    ),
    part(
      'xl/_rels/workbook.xml.rels',
      relations(
        related('rId1', 'worksheet', 'worksheets/sheet1.xml') + related('rId2', 'styles', 'styles.xml'),
      ),
    ),
    part('xl/styles.xml', STYLES),
    { name: 'xl/worksheets/sheet1.xml', text: worksheet(sheet) },
  ];
}

async function* worksheet({ head, rows }: Sheet): AsyncGenerator<string> {
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" \
activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>${rowOf(1, head, HEAD)}`;
  let number = 1;
  let piece: string[] = [];
  for await (const row of rows) {
    piece.push(rowOf(++number, row, TEXT));
    if (piece.length < AT_ONCE) continue;
    yield piece.join('');
    piece = [];
  }
  yield `${piece.join('')}</sheetData></worksheet>`;
}

function rowOf(number: number, cells: SheetRow, style: number): string {
  const written = cells.map((value, at) => {
    if (value === '') return '';
    const place = `${columnName(at)}${number}`;
    return typeof value === 'number'
      ? `<c r="${place}"><v>${value}</v></c>`
      : `<c r="${place}" t="inlineStr" s="${style}"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
  });
  return `<row r="${number}">${written.join('')}</row>`;
}

/** A, B, … Z, AA, as spreadsheets count columns. */
function columnName(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : `${columnName(Math.trunc(at / 26) - 1)}${letter}`;
}

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** As XML takes it: what it cannot carry becomes a space. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ')
    .replace(/[&<>"]/g, (letter) => ENTITIES[letter] ?? letter);
}
