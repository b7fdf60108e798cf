import type { Cell } from './import.rules';
import { Texts } from './texts';
import { Archive } from './unzip';
import { type Attributes, attributeOf, type Found, XmlScanner } from './xml-scanner';

/** Columns that are looked at: a roster has its own among the first. */
const COLUMNS = 256;

/**
 * The rows of the first sheet of a workbook (XLSX), in order, without those that have no cell. Of its sheet only a piece
 * is in memory; of its texts, which a workbook keeps apart, the bytes.
 *
 * @throws Error of whatever kind for what is no such workbook
 *
 * Source: ECMA-376 Part 1, sections 18.3 (worksheets) and 18.4 (shared strings).
 */
export async function* rowsOfWorkbook(bytes: Buffer): AsyncGenerator<{ number: number; cells: Cell[] }> {
  const archive = await Archive.of(bytes);
  const { sheet, shared } = await partsOf(archive);
  const texts = new Texts();
  if (shared !== undefined && archive.has(shared)) {
    const scanner = new XmlScanner(new SharedTexts(texts));
    for await (const piece of archive.pieces(shared)) scanner.push(piece);
  }
  const rows = new SheetRows(texts);
  const scanner = new XmlScanner(rows);
  for await (const piece of archive.pieces(sheet)) {
    scanner.push(piece);
    yield* rows.taken();
  }
  if (!rows.ended) throw new RangeError('A sheet that is cut short.');
}

/** Where the first sheet and the texts are. */
async function partsOf(archive: Archive): Promise<{ sheet: string; shared: string | undefined }> {
  const sheets = tagsOf(await archive.text('xl/workbook.xml'), 'sheet');
  const relations = tagsOf(await archive.text('xl/_rels/workbook.xml.rels'), 'Relationship');
  const first = sheets[0] && attributeOf(sheets[0], 'id');
  const target = (tag: Attributes | undefined) => {
    const path = tag && attributeOf(tag, 'Target');
    if (path === undefined || path === '') return undefined;
    return path.startsWith('/') ? path.slice(1) : `xl/${path}`;
  };
  const sheet = target(relations.find((tag) => first !== undefined && attributeOf(tag, 'Id') === first));
  if (sheet === undefined) throw new RangeError('A workbook without a sheet.');
  const shared = target(relations.find((tag) => attributeOf(tag, 'Type')?.endsWith('/sharedStrings')));
  return { sheet, shared };
}

function tagsOf(xml: string, wanted: string): Attributes[] {
  const tags: Attributes[] = [];
  const scanner = new XmlScanner({
    open: (name, attributes) => name === wanted && tags.push(attributes),
    close: () => {},
    text: () => {},
  });
  scanner.push(xml);
  return tags;
}

/** Texts as they are spoken (`rPh`) stand beside those that are written, and are left out. */
class SharedTexts implements Found {
  private written = '';
  private taking = false;
  private spoken = false;

  constructor(private readonly texts: Texts) {}

  open(name: string): void {
    if (name === 'si') this.written = '';
    if (name === 'rPh') this.spoken = true;
    if (name === 't') this.taking = !this.spoken;
  }

  close(name: string): void {
    if (name === 't') this.taking = false;
    if (name === 'rPh') this.spoken = false;
    if (name === 'si') this.texts.push(this.written);
  }

  text(text: string): void {
    if (this.taking) this.written += text;
  }
}

class SheetRows implements Found {
  ended = false;
  private rows: { number: number; cells: Cell[] }[] = [];
  private number = 0;
  private cells: Cell[] = [];
  private column = -1;
  private type = 'n';
  private value = '';
  private taking = false;
  private spoken = false;

  constructor(private readonly texts: Texts) {}

  /** The rows that have come to their end since the last time. */
  taken(): { number: number; cells: Cell[] }[] {
    const rows = this.rows;
    this.rows = [];
    return rows;
  }

  open(name: string, tag: Attributes): void {
    if (name === 'row') {
      this.number = Number(attributeOf(tag, 'r') ?? this.number + 1);
      this.cells = [];
      this.column = -1;
    } else if (name === 'c') {
      const place = attributeOf(tag, 'r');
      this.column = place === undefined ? this.column + 1 : columnOf(place);
      this.type = attributeOf(tag, 't') ?? 'n';
      this.value = '';
    } else if (name === 'rPh') {
      this.spoken = true;
    } else if (name === 'v' || name === 't') {
      this.taking = !this.spoken;
    }
  }

  close(name: string): void {
    if (name === 'v' || name === 't') this.taking = false;
    else if (name === 'rPh') this.spoken = false;
    else if (name === 'c') this.keepCell();
    else if (name === 'worksheet') this.ended = true;
    else if (name === 'row' && this.cells.length > 0)
      this.rows.push({ number: this.number, cells: this.cells });
  }

  text(text: string): void {
    if (this.taking) this.value += text;
  }

  private keepCell(): void {
    if (this.value === '' || this.column >= COLUMNS) return;
    while (this.cells.length < this.column) this.cells.push(null);
    this.cells[this.column] = this.cell();
  }

  private cell(): Cell {
    if (this.type === 's') return this.texts.at(Number(this.value));
    if (this.type === 'n') return Number(this.value);
    if (this.type === 'b') return this.value === '1';
    return this.value;
  }
}

/** From 0: the column of `B7` is 1. @throws RangeError for no place at all */
function columnOf(place: string): number {
  const [letters] = /^[A-Z]{1,3}/.exec(place) ?? [];
  if (letters === undefined) throw new RangeError('A cell that is nowhere.');
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}
