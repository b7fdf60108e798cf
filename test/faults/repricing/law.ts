import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type InventedRelief, lawWithRelief } from '../../support/law';

/** What a month costs with and without the relief, rupiah. */
export const [HALF, FULL] = [8_400, 16_800];
const FROM = '2026-04';

/** A law in one folder, which the state changes again and again; whoever starts reads it as it is then. */
export class ChangingLaw implements Disposable {
  readonly folder: string;

  /** @param until  the last month of the relief */
  constructor(private until: string) {
    this.folder = lawWithRelief({ from: FROM, until });
  }

  becomes(until: string): void {
    const path = join(this.folder, RELIEF);
    const said = readFileSync(path, 'utf8');
    const period = ({ from, until }: InventedRelief) => `from: ${from}, until: ${until},`;
    const old = period({ from: FROM, until: this.until });
    if (!said.includes(old)) throw new Error('The relief is not where it was.');
    writeFileSync(path, said.replace(old, period({ from: FROM, until })));
    this.until = until;
  }

  /** What a month costs by the law as it is. */
  priceOf(month: string): number {
    return FROM <= month && month <= this.until ? HALF : FULL;
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

const RELIEF = 'contribution/relief.yaml';
