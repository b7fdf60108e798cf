import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const PARAMETERS = join(dirname(require.resolve('@lindungi/jamsostek')), '../parameters');

/** The months of a relief of half the price, for work other than transport. */
export interface InventedRelief {
  from: string;
  until: string;
}

/**
 * A folder with the law as it is, but for one relief: that of work other than transport. Nothing of it is real, and its
 * source says so.
 */
export function lawWithRelief({ from, until }: InventedRelief): string {
  const folder = mkdtempSync(join(tmpdir(), 'lindungi-law-'));
  cpSync(PARAMETERS, folder, { recursive: true });
  const path = join(folder, 'contribution/relief.yaml');
  const real = readFileSync(path, 'utf8');
  const invented = real.replace(
    /source: PP 50\/2025 Pasal 4,(\s+percent: 50,\s+sector: OTHER,)\s+from: [\d-]+,\s+until: [\d-]+,/,
    `source: Peraturan rekaan untuk uji,$1 from: ${from}, until: ${until},`,
  );
  if (invented === real) throw new Error('The relief of other work is not where it was.');
  writeFileSync(path, invented);
  return folder;
}
