// City files without end: one of the product's own, under other codes, hosts and issuers.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

const shipped = join(dirname(createRequire(import.meta.url).resolve('@lindungi/tenancy')), '../cities');
const PATTERN = '6271';

/** Writes `many` files into the folder. @returns the codes, four digits each; none is of a city that exists here */
export function writeCities(folder, many) {
  const file = readdirSync(shipped).find((name) => name.startsWith(PATTERN));
  const text = readFileSync(join(shipped, file), 'utf8');
  mkdirSync(folder, { recursive: true });
  const codes = Array.from({ length: many }, (_, at) => String(8_000 + at));
  for (const code of codes) {
    const region = `${code.slice(0, 2)}.${code.slice(2)}`;
    const own = text
      .replaceAll(PATTERN, code)
      .replaceAll('palangkaraya', `kota${code}`)
      .replaceAll('62.71.', `${region}.`)
      .replaceAll('Kota Palangka Raya', `Kota ${code}`);
    writeFileSync(join(folder, `${code}-kota.yaml`), own);
  }
  return codes;
}
