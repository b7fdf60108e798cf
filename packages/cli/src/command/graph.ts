import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printGraph, savedText } from '../graph/compose';
import { difference } from '../graph/difference';
import { ROOT } from '../place';

/**
 * Prints the graph into its committed files and shows what changed; with `--check` it only looks.
 *
 * @returns 1 when `--check` found a file that differs from what the code says
 */
export async function graph(args: readonly string[]): Promise<number> {
  const check = args.includes('--check');
  const { files, changed } = await printGraph();
  for (const path of changed) {
    const [before, after] = [savedText(path), files.get(path)!];
    const shown = before === '' ? `  baru, ${after.split('\n').length - 1} baris` : difference(before, after);
    console.log(`${path}\n${shown}\n`);
    if (!check) writeFileSync(join(ROOT, path), after);
  }
  if (changed.length === 0) console.log('Graf sama dengan berkas yang tersimpan.');
  else if (check)
    console.log('Graf berbeda dari berkas yang tersimpan: jalankan "npm run graph" dan simpan hasilnya.');
  return check && changed.length > 0 ? 1 : 0;
}
