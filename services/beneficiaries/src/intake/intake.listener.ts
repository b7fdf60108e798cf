import { DomainError, type Law } from '@lindungi/jamsostek';
import { CityDesk, type RoundParts } from '@lindungi/subgraph';
import type { City } from '@lindungi/tenancy';
import { EnvelopeRefused, type Vault } from '../worker/vault';
import { FileUnreadable } from './intake.errors';
import { FileMovedOn, forgetFiles, giveUp, nextFile } from './intake.service';
import { workOn } from './intake.walk';

/** How often all cities are looked at anyway. */
const SWEEP_MS = 30_000;

/** A failure by its kind alone: its words may hold what stood in a row. */
class IntakeFailed extends Error {
  constructor({ name, code }: { name?: string; code?: string }) {
    super([name, code].filter(Boolean).join(' '));
  }
}

/**
 * Reads and registers the files officers send, apart from taking them in: some lines in a transaction, one file after
 * another. Several processes may do so side by side; who comes late to a lot of lines leaves it.
 */
export const intakeDesk = (vault: Vault, law: Law) =>
  new CityDesk({
    everyMs: SWEEP_MS,
    failed: 'a file of workers could not be gone on with',
    work: async (city, parts, goesOn) => {
      try {
        return await oneFile(vault, law, city, parts, goesOn);
      } catch (error) {
        if (error instanceof FileMovedOn) return false;
        throw new IntakeFailed(error as { name?: string; code?: string });
      }
    },
  });

async function oneFile(
  vault: Vault,
  law: Law,
  city: City,
  { db, clock }: RoundParts,
  goesOn: () => boolean,
): Promise<boolean> {
  const file = await db.inCity(city, async (tx) => {
    await forgetFiles(tx);
    return nextFile(tx);
  });
  if (!file) return false;
  try {
    await workOn(db, city, { law, vault, today: clock.today(city) }, file, goesOn);
  } catch (error) {
    // bytes that no key opens any more would keep all later files waiting
    const refusal = error instanceof EnvelopeRefused ? new FileUnreadable() : error;
    if (!(refusal instanceof DomainError)) throw error;
    await db.inCity(city, (tx) => giveUp(tx, file.id, refusal));
  }
  return true;
}
