import { GraphQLError } from 'graphql';
import { type Limits, refuseSize } from './limits';
import { reachesPrototype, refuseName } from './names';

/**
 * Checks variables as they came, before anything reads them by the schema: their size as JSON, how deep and how
 * long they are, keys that reach a prototype, texts that are half a character.
 *
 * @throws GraphQLError QUERY_TOO_LARGE, NAME_FORBIDDEN or BAD_USER_INPUT
 */
export function checkVariables(
  variables: unknown,
  limits: Pick<Limits, 'variables' | 'depth' | 'listItems'>,
): void {
  if (variables === null || variables === undefined) return;
  bytesOf(variables, limits, 0, limits.variables);
}

/** The bytes a value takes as JSON, counted only as far as they may go. */
function bytesOf(
  value: unknown,
  limits: Pick<Limits, 'variables' | 'depth' | 'listItems'>,
  depth: number,
  left: number,
): number {
  if (typeof value === 'string') return spend(bytesOfText(value), limits, left);
  if (typeof value !== 'object' || value === null) return spend(String(value).length, limits, left);
  if (depth > limits.depth) refuseSize('The variables are nested too deeply.');
  let bytes = 2;
  if (Array.isArray(value)) {
    if (value.length > limits.listItems) refuseSize(`A list may have ${limits.listItems} items.`);
    for (const item of value) bytes += bytesOf(item, limits, depth + 1, left - bytes) + 1;
  } else {
    for (const key of Object.keys(value)) {
      if (reachesPrototype(key)) refuseName('variables');
      bytes += spend(bytesOfText(key), limits, left - bytes) + 2;
      bytes += bytesOf((value as Record<string, unknown>)[key], limits, depth + 1, left - bytes);
    }
  }
  return spend(bytes, limits, left);
}

function spend(bytes: number, limits: Pick<Limits, 'variables'>, left: number): number {
  if (bytes > left) refuseSize(`Variables may have ${limits.variables} bytes.`);
  return bytes;
}

function bytesOfText(text: string): number {
  if (text.isWellFormed()) return Buffer.byteLength(text) + 2;
  throw new GraphQLError('A text of the variables is not Unicode.', {
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
