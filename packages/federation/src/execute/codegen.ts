/*
 * Pieces of generated JavaScript. No text of a client or a subgraph enters it: constants are written as
 * 32-bit numbers, names are numbered, and the one kind of string in it is a GraphQL name that went through
 * JSON.stringify.
 */

/** Text that the generated code appends to the output. */
export interface Text {
  readonly text: string;
}

export type Piece = string | Text;

/** Statements and constant texts; texts that meet become one. */
export type Code = readonly Piece[];

export const text = (of: string): Text => ({ text: of });

/** A condition: do these bytes stand at `at`? Compared four at a time, the last four overlapping if need be. */
export function matches(expected: string, at = 'p'): string {
  const bytes = Buffer.from(expected);
  const plus = (offset: number) => (offset === 0 ? at : `${at}+${offset}`);
  const words: string[] = [];
  for (let i = 0; i + 4 <= bytes.length; i += 4) {
    words.push(`d.getInt32(${plus(i)},true)===${bytes.readInt32LE(i)}`);
  }
  const rest = bytes.length % 4;
  if (rest > 0 && bytes.length > 4) {
    const last = bytes.length - 4;
    words.push(`d.getInt32(${plus(last)},true)===${bytes.readInt32LE(last)}`);
  } else {
    for (let i = bytes.length - rest; i < bytes.length; i++) words.push(`b[${plus(i)}]===${bytes[i]}`);
  }
  return words.join('&&');
}

/** The functions of one program. Equal ones are written once. */
export class Script {
  private readonly functions: string[] = [];
  private readonly names = new Map<string, string>();

  /** Defines a function, or finds the one that does the same. */
  define(parameters: string, code: Code): string {
    return this.named(parameters, this.render(code));
  }

  /** Statements that do what the code says. */
  render(code: Code): string {
    let statements = '';
    let constant = '';
    for (const piece of [...code, '']) {
      if (typeof piece !== 'string') {
        constant += piece.text;
        continue;
      }
      if (piece === '' && constant === '') continue;
      if (constant) statements += `${this.named('', appending(constant))}();`;
      constant = '';
      statements += piece;
    }
    return statements;
  }

  source(): string {
    return this.functions.join('\n');
  }

  private named(parameters: string, body: string): string {
    const key = `${parameters}|${body}`;
    let name = this.names.get(key);
    if (!name) {
      name = `f${this.names.size}`;
      this.names.set(key, name);
      this.functions.push(`function ${name}(${parameters}){${body}}`);
    }
    return name;
  }
}

/** Writes up to three bytes too many, which the output has room for and the next text overwrites. */
function appending(constant: string): string {
  const bytes = Buffer.from(constant);
  const padded = Buffer.concat([bytes, Buffer.alloc(4)]);
  let body = `let j=out.at;if(j+${bytes.length}>out.room)grow(${bytes.length});out.at=j+${bytes.length};const w=out.view;`;
  for (let i = 0; i < bytes.length; i += 4) body += `w.setInt32(j+${i},${padded.readInt32LE(i)},true);`;
  return body;
}

/** How many bytes of constant text the code begins with, declarations apart. */
export function constantPrefix(code: Code): number {
  let length = 0;
  for (const piece of code) {
    if (typeof piece !== 'string') length += Buffer.byteLength(piece.text);
    else if (length > 0 || !piece.startsWith('const ')) break;
  }
  return length;
}
