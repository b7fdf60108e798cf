import { parseNik } from '@lindungi/jamsostek';
import { type InCity, keepPace, type Pace, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { sightOf } from './sight.rules';
import type { Vault } from './vault';

/** A counter serves a person in a minute, and sixty in its busiest hour: this is several counters' work. */
export const LOOKUP_PACE: Pace = { act: 'workerByNik', perMinute: 30, perDay: 500 };

/**
 * The id of the worker with this NIK, as far as the asker sees workers by their place, or null: whoever is elsewhere,
 * in another city or nowhere is null alike. Each look is a deed; of a number that found nobody a keyed mark is kept.
 *
 * @throws NikMalformed, AskedTooOften
 */
export async function lookUpByNik(
  tx: InCity,
  vault: Vault,
  by: Actor,
  typed: string,
): Promise<string | null> {
  await keepPace(tx, by.subject, LOOKUP_PACE);
  const nik = parseNik(typed);
  const { everyone, area } = sightOf(by);
  const [found] = await tx.query<{ id: string }>(
    `select id from worker where city_id = $1 and nik_index = $2 and ($3::boolean or kecamatan = $4)`,
    [tx.city.code, vault.nikIndex(tx.city.code, nik), everyone, area],
  );
  recordDeed(tx, {
    by,
    act: LOOKUP_PACE.act,
    kind: 'Worker',
    object: found?.id ?? vault.requestMark(tx.city.code, nik),
    after: { found: found !== undefined },
  });
  return found?.id ?? null;
}
