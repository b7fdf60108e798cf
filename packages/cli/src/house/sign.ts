import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { holderOf } from '../claim';
import type { ProcessName } from './processes';

/** What a running house leaves at its door for other commands: where its processes are, no secret. */
export interface HouseSign {
  pid: number;
  urls: Record<ProcessName, string>;
  /** Where the sample bank is; never in production. */
  bank?: string | undefined;
}

/** The file that says which process a house in `home` is run by. */
export function claimFile(home: string): string {
  return join(home, 'house.claim');
}

/** Hangs the sign out; the answer takes it in again. */
export function hangSign(home: string, sign: Omit<HouseSign, 'pid'>): () => void {
  const file = fileIn(home);
  writeFileSync(file, `${JSON.stringify(sign)}\n`);
  return () => rmSync(file, { force: true });
}

/** The sign of the house that runs in `home` now; undefined when none does, or it is not yet ready. */
export function readSign(home: string): HouseSign | undefined {
  const pid = holderOf(claimFile(home));
  if (pid === undefined) return undefined;
  try {
    return { ...(JSON.parse(readFileSync(fileIn(home), 'utf8')) as Omit<HouseSign, 'pid'>), pid };
  } catch {
    return undefined;
  }
}

function fileIn(home: string): string {
  return join(home, 'house.json');
}
