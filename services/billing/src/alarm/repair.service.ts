import type { EntityManager } from 'typeorm';

/** What is not true of the stored data, in one city. */
export interface Repair {
  city: string;
  reference: string;
}

/**
 * Raises `CHECK_FAILED` for each, in its city, unless the same was raised within the last 20 hours: a check that runs every
 * night says a thing again every night, until it is repaired.
 *
 * @param admin  sees all cities; the service's own role never does this
 * @returns how many were raised
 */
export async function raiseForRepair(admin: EntityManager, repairs: readonly Repair[]): Promise<number> {
  let raised = 0;
  for (const { city, reference } of repairs) {
    await admin.query(`select set_config('app.city', $1, true)`, [city]);
    const rows: unknown[] = await admin.query(
      `insert into billing.alarm (city_id, code, reference)
       select $1::text, 'CHECK_FAILED', $2::text where not exists (
         select from billing.alarm where city_id = $1 and code = 'CHECK_FAILED' and reference = $2
            and at > now() - interval '20 hours')
       returning id`,
      [city, reference],
    );
    raised += rows.length;
  }
  return raised;
}
