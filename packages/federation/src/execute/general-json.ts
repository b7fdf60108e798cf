/** An object that came out of JSON. */
export type Tree = Record<string, unknown>;

export const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is inherited by every object that JSON.parse makes: read these only if own. */
const INHERITED = Object.prototype as object;

/** A key whose plain reading could find something that no subgraph sent. */
export const isTreacherous = (key: string) => key in INHERITED;

export const own = (tree: Tree, key: string): unknown => (Object.hasOwn(tree, key) ? tree[key] : undefined);

/** Makes a reader for one key. */
export function reader(key: string): (tree: Tree) => unknown {
  return isTreacherous(key) ? (tree) => own(tree, key) : (tree) => tree[key];
}

const SHORT = 48;

/** JSON text of a string; most need no escaping, and looking is cheaper than JSON.stringify. */
export function quoted(text: string): string {
  const { length } = text;
  if (length > SHORT) return JSON.stringify(text);
  for (let i = 0; i < length; i++) {
    const code = text.charCodeAt(i);
    if (code < 32 || code === 34 || code === 92 || (code >= 0xd800 && code <= 0xdfff))
      return JSON.stringify(text);
  }
  return `"${text}"`;
}

/** JSON text of anything that came out of JSON. */
export function jsonOf(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      return JSON.stringify(value) ?? 'null';
  }
}
