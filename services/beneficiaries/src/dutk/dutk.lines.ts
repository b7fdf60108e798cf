import type { City, CityDatabase } from '@lindungi/tenancy';
import type { Vault } from '../worker/vault';
import type { DutkLine } from './dutk.rules';

/** Lines read and opened at once: no more numbers than these are ever open together. */
const PAGE = 50;

/** A line as it is stored; null where nobody of that id is registered. */
type Sealed = Omit<DutkLine, 'nik'> & { workerId: string; nik: Buffer | null };

/**
 * The lines of a list with their NIK, in billing's order, opened as they are taken. Only for a file that was written
 * down in `dutk_reveal`.
 *
 * @throws EnvelopeRefused
 */
export async function* dutkLines(
  db: CityDatabase,
  city: City,
  vault: Vault,
  dutkId: string,
): AsyncGenerator<DutkLine, void, undefined> {
  for (let after = 0; ; ) {
    const page = await db.read<Sealed>(city, LINES, [city.code, dutkId, after, PAGE]);
    for (const { workerId, nik, ...line } of page) {
      const place = { table: 'worker', column: 'nik_sealed', row: workerId };
      yield { ...line, nik: nik ? vault.open(city.code, place, nik) : '' };
    }
    if (page.length < PAGE) return;
    after = page.at(-1)!.number;
  }
}

const LINES = `
  select number, line_id as "lineId", line.worker_id as "workerId", nik_sealed as nik, coalesce(name, '') as name,
         coalesce(birth_date::text, '') as "birthDate", coalesce(occupation, '') as occupation, month,
         full_amount as full, relief, amount
    from dutk_line line left join worker on worker.city_id = line.city_id and worker.id = line.worker_id
   where line.city_id = $1 and dutk_id = $2 and number > $3 order by number limit $4`;
