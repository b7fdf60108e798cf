import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { SUPERGRAPH } from '../graph/compose';
import { manifestOf } from '../operations/manifest';
import { OperatorError } from '../operator-error';
import { ROOT } from '../place';

interface Writing {
  places: string[];
  out: string;
  /** Only look. */
  check: boolean;
}

/**
 * Writes the operations of a client into the manifest that the gateway stores (`LINDUNGI_OPERATIONS`), each judged by
 * the committed supergraph; with `--check` it only looks.
 *
 * @returns 1 when `--check` found a manifest that differs from what the files say
 * @throws OperatorError naming every mistake by file and line
 */
export async function operations(args: readonly string[]): Promise<number> {
  const { places, out, check } = readWriting(args);
  const { text, count } = await manifestOf(places, readFileSync(join(ROOT, SUPERGRAPH), 'utf8'));
  if (existsSync(out) && readFileSync(out, 'utf8') === text) {
    console.log(`${out} sama dengan berkas operasi (${count} operasi).`);
    return 0;
  }
  if (check) {
    console.log(`${out} berbeda dari berkas operasi: jalankan tanpa --check dan simpan hasilnya.`);
    return 1;
  }
  writeFileSync(out, text);
  console.log(`${count} operasi ditulis ke ${out}.`);
  return 0;
}

/**
 * Reads `<folder or files> [--out operations.json] [--check]`.
 *
 * @throws OperatorError when it cannot be read
 */
export function readWriting(args: readonly string[]): Writing {
  const usage = 'operations <folder atau berkas .graphql> [--out operations.json] [--check]';
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string', default: 'operations.json' },
        check: { type: 'boolean', default: false },
      },
    });
    if (positionals.length === 0) throw new Error('a folder or files');
    return { places: positionals, out: values.out, check: values.check };
  } catch (error) {
    throw new OperatorError({
      id: `Perintahnya: ${usage} (${(error as Error).message}).`,
      en: `The command is: ${usage} (${(error as Error).message}).`,
    });
  }
}
