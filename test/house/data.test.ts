import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { root } from './sources';

const parameters = join(root, 'packages/jamsostek/parameters');
const laws = readdirSync(parameters, { recursive: true, encoding: 'utf8' }).filter((it) =>
  it.endsWith('.yaml'),
);

/** Every object in a document that carries a value of the law, with its path. */
function values(node: unknown, path: string, inherited: boolean): [string, boolean][] {
  if (Array.isArray(node)) return node.flatMap((it, i) => values(it, `${path}[${i}]`, inherited));
  if (typeof node !== 'object' || node === null) return [];
  const entry = node as Record<string, unknown>;
  const sourced = inherited || typeof entry.source === 'string';
  const here: [string, boolean][] = ['value', 'percent', 'amount'].some((it) => typeof entry[it] === 'number')
    ? [[path, sourced]]
    : [];
  return [...here, ...Object.entries(entry).flatMap(([key, it]) => values(it, `${path}.${key}`, sourced))];
}

describe('the law as data', () => {
  test('is there', () => {
    expect(laws.length).toBeGreaterThanOrEqual(5);
  });

  test.each(laws)('%s: every value has a source, and the file says who verified it', (file) => {
    const document: unknown = parse(readFileSync(join(parameters, file), 'utf8'));
    expect(values(document, file, false).filter(([, sourced]) => !sourced)).toEqual([]);
    expect(JSON.stringify(document)).toMatch(/"source":/);
    expect(JSON.stringify(document)).toMatch(/"verified":/);
  });
});
