import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

export const root = join(__dirname, '../..');

export interface Source {
  path: string;
  text: string;
}

const ROOMS = ['gateway', 'services', 'packages'];

function tree(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return /^(node_modules|dist|\.turbo)$/.test(entry.name) ? [] : tree(path);
    return [path];
  });
}

/** Every file of the rooms, as paths from the top folder. */
export const allFiles: string[] = ROOMS.flatMap(tree);

/** All code of the house with its text, tests and benches too. */
export const written: Source[] = [...allFiles, ...tree('test')]
  .filter((path) => /\.[cm]?[jt]s$/.test(path))
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

/** Every TypeScript source of the rooms with its text; tests are left out. */
export const sources: Source[] = written.filter(
  ({ path }) => /\.ts$/.test(path) && !/^test\/|\.test\.ts$/.test(path),
);

/** Every import as [who, whom]; a relative one as a path from the top folder. */
export const imports: (readonly [string, string])[] = sources.flatMap(({ path, text }) =>
  [...text.matchAll(/(?:from|import|require\() ?'([^']+)'/g)].map(
    ([, whom = '']) =>
      [path, whom.startsWith('.') ? relative(root, join(root, dirname(path), whom)) : whom] as const,
  ),
);

/** The imports of files like `who` that name something like `whom`. */
export const importing = (who: RegExp, whom: RegExp) =>
  imports.filter(([a, b]) => who.test(a) && whom.test(b)).map((it) => it.join(' → '));

/** The files whose text has something like `text`. */
export const containing = (text: RegExp, among = /./) =>
  sources.filter((it) => among.test(it.path) && text.test(it.text)).map((it) => it.path);
