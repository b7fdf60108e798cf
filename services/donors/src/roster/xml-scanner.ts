import { SaxesParser } from 'saxes';

/** Characters that may wait for the end of a tag or of a text: no cell holds as many. */
const LONGEST = 128 * 1024;

/** The attributes of a tag, as they are written. */
export type Attributes = Readonly<Record<string, string>>;

/** What a scanner finds; names without a namespace's prefix. */
export interface Found {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text(text: string): void;
}

/** Reads XML as spreadsheets write it, piece by piece: no document type, so that nothing of it is expanded. */
export class XmlScanner {
  private readonly parser = new SaxesParser();
  private waiting = 0;

  constructor(found: Found) {
    const heard = () => {
      this.waiting = 0;
    };
    this.parser.on('doctype', () => {
      throw new RangeError('A workbook with what no spreadsheet writes.');
    });
    this.parser.on('opentag', ({ name, attributes }) => {
      heard();
      found.open(local(name), attributes);
    });
    this.parser.on('closetag', ({ name }) => {
      heard();
      found.close(local(name));
    });
    this.parser.on('text', (text) => {
      heard();
      found.text(text);
    });
  }

  /** @throws RangeError for a tag or text that does not end; Error for what is no XML */
  push(piece: string): void {
    this.waiting += piece.length;
    this.parser.write(piece);
    if (this.waiting > LONGEST) throw new RangeError('A tag or a text that does not end.');
  }
}

const local = (name: string): string => name.slice(name.indexOf(':') + 1);

/** The value of an attribute, under whatever prefix, or undefined. */
export function attributeOf(attributes: Attributes, name: string): string | undefined {
  const plain = attributes[name];
  if (plain !== undefined) return plain;
  const prefixed = Object.keys(attributes).find((key) => key.endsWith(`:${name}`));
  return prefixed && attributes[prefixed];
}
