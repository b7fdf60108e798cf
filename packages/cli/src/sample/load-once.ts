import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { House } from '../house/house';
import type { Progress } from '../say/progress';
import { loadSample, sampleDoor } from './load-sample';

/**
 * Loads the sample into a house that has not had it yet. What was half loaded is completed the next time: every
 * call of the sample has an idempotency key of its own.
 *
 * @param home   folder that remembers it was done
 * @param today  'YYYY-MM-DD' in the house
 */
export async function loadSampleOnce(
  house: House,
  home: string,
  today: string,
  progress: Progress,
): Promise<void> {
  const mark = join(home, 'sample-loaded');
  if (existsSync(mark)) return;
  await loadSample(sampleDoor(house, today), progress);
  writeFileSync(mark, `${today}\n`);
}
