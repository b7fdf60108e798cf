import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Law } from './law';
import { lawOf, shapes } from './read-law.shape';

/** The folder `parameters/` does not say what it must; every mistake is listed. */
export class LawMalformed extends Error {
  constructor(readonly mistakes: readonly string[]) {
    super(`The law's parameters are malformed:\n${mistakes.map((it) => `  ${it}`).join('\n')}`);
    this.name = 'LawMalformed';
  }
}

let read: Law | undefined;

/** The law of `parameters/`, read once. @throws LawMalformed */
export function readLaw(): Law {
  read ??= readLawIn(join(__dirname, '../parameters'));
  return read;
}

/** The law of another folder, read anew. @throws LawMalformed naming every file and key at fault. */
export function readLawIn(folder: string): Law {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.endsWith('.yaml'))
    .sort();
  const mistakes: string[] = [];
  const bodies = new Map<string, unknown>();
  for (const path of files) {
    const shape = shapes.find(({ name }) => name.test(path));
    if (!shape) {
      mistakes.push(`${path}: no such parameter is known`);
      continue;
    }
    const result = shape.body.safeParse(textOf(join(folder, path), mistakes));
    if (result.success) bodies.set(path, result.data);
    else {
      for (const { path: key, message } of result.error.issues) {
        mistakes.push(`${path}: ${key.join('.') || 'file'}: ${message}`);
      }
    }
  }
  for (const { name, example } of shapes) {
    if (!files.some((path) => name.test(path))) mistakes.push(`${example}: the file is missing`);
  }
  if (mistakes.length > 0) throw new LawMalformed(mistakes);
  return lawOf(bodies);
}

function textOf(path: string, mistakes: string[]): unknown {
  try {
    // "core" leaves dates as the text they are
    return parse(readFileSync(path, 'utf8'), { schema: 'core' });
  } catch (error) {
    mistakes.push(`${path}: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
