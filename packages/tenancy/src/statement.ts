import { createHash } from 'node:crypto';

/** One statement and its values. */
export interface Statement {
  text: string;
  values: readonly unknown[];
}

/** Distinct texts that get a name; past this a text is sent unnamed, so that no server fills up with plans. */
const MOST_NAMES = 500;

const names = new Map<string, string>();

/**
 * The name under which a text is prepared, once per connection; undefined means: send it unnamed.
 *
 * The same text has the same name in every process. Texts are the code's own and few; were one built
 * from a client's input, the bound keeps it from costing memory.
 */
export function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known || names.size >= MOST_NAMES) return known;
  const name = `q${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  names.set(text, name);
  return name;
}
