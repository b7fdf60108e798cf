/** Characters that may wait for the end of a tag or of a text: no cell holds as many. */
const LONGEST = 128 * 1024;

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** What a scanner finds; `tag` is what stands between the angles, without a namespace's prefix. */
export interface Found {
  open(name: string, tag: string): void;
  close(name: string): void;
  text(text: string): void;
}

/** Reads XML as spreadsheets write it, piece by piece: no document type, and nothing of it is expanded. */
export class XmlScanner {
  private rest = '';

  constructor(private readonly found: Found) {}

  /** @throws RangeError for a tag or text that does not end */
  push(piece: string): void {
    const text = this.rest + piece;
    let at = 0;
    for (;;) {
      const start = text.indexOf('<', at);
      const end = start < 0 ? -1 : text.indexOf('>', start);
      if (end < 0) break;
      if (start - at > LONGEST) throw new RangeError('A text longer than any cell holds.');
      if (start > at) this.found.text(text.slice(at, start));
      this.tag(text.slice(start + 1, end));
      at = end + 1;
    }
    this.rest = text.slice(at);
    if (this.rest.length > LONGEST) throw new RangeError('A tag or a text that does not end.');
  }

  private tag(tag: string): void {
    if (tag.startsWith('!')) throw new RangeError('A workbook with what no spreadsheet writes.');
    if (tag.startsWith('?')) return;
    const [, closing, name] = /^(\/?)(?:[\w.-]+:)?([\w.-]+)/.exec(tag) ?? [];
    if (name === undefined) throw new RangeError('A tag without a name.');
    if (!closing) this.found.open(name, tag);
    if (closing || tag.endsWith('/')) this.found.close(name);
  }
}

/** The value of an attribute of a tag, or undefined. */
export function attributeOf(tag: string, name: string): string | undefined {
  const [, double, single] = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(tag) ?? [];
  const value = double ?? single;
  return value === undefined ? undefined : unescaped(value);
}

/** A text as it was before it was put into XML; what no character has stays as it stands. */
export function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w{2,4}));/gi, (whole, decimal, hex, name) => {
    if (name) return ENTITIES[name] ?? whole;
    const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
