import { type DocumentNode, type FieldNode, print, visit } from 'graphql';
import type { FieldNames } from './supergraph';

/**
 * Which response keys the planner must not see, and what stands for them. The planner (0.0.38) loses, mixes up or
 * dies of keys that look like other fields: of `id: name` it overwrites the alias with the key, with `price: x`
 * beside a required `price` it may send the wrong one, and one key for two fields in two branches can abort the
 * process. So every key that could be taken for something else is replaced, and put back in the answer. One
 * meaning under one key has one replacement.
 */
export function sourceKeysOf(document: DocumentNode, names: FieldNames): Map<FieldNode, string> {
  const meanings = meaningsOfKeys(document);
  const replacements = new Map<string, string>();
  const sourceKeys = new Map<FieldNode, string>();
  visit(document, {
    Field(field) {
      const key = keyOf(field);
      const name = field.name.value;
      if (!isRisky(field, key, meanings.get(key) ?? 0, names)) return;
      if (name === '__typename') sourceKeys.set(field, name);
      else {
        const meaning = `${key}:${meaningOf(field)}`;
        let replacement = replacements.get(meaning);
        if (!replacement) {
          replacement = `k${replacements.size}_${name}`;
          replacements.set(meaning, replacement);
        }
        sourceKeys.set(field, replacement);
      }
    },
  });
  return sourceKeys;
}

/** The client's response key of a field. */
export const keyOf = (field: FieldNode) => (field.alias ?? field.name).value;

/** The field and its arguments, in any order: what a key stands for. */
function meaningOf(field: FieldNode): string {
  const given = (field.arguments ?? []).map((argument) => print(argument)).sort();
  return given.length ? `${field.name.value}(${given.join()})` : field.name.value;
}

/** How many different things each response key stands for. */
function meaningsOfKeys(document: DocumentNode): Map<string, number> {
  const meanings = new Map<string, Set<string>>();
  visit(document, {
    Field(field) {
      const key = keyOf(field);
      let known = meanings.get(key);
      if (!known) {
        known = new Set();
        meanings.set(key, known);
      }
      known.add(meaningOf(field));
    },
  });
  return new Map([...meanings].map(([key, set]) => [key, set.size]));
}

function isRisky(field: FieldNode, key: string, meanings: number, names: FieldNames): boolean {
  if (key === field.name.value) {
    if (key === '__typename') return false;
    return meanings > 1 || (!!field.arguments?.length && names.withArguments.has(key));
  }
  return meanings > 1 || field.name.value === '__typename' || key.startsWith('_') || names.all.has(key);
}
