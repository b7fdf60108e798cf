/** As `numbers.rules` finds it in a text. */
const NUMBER = '(?:\\d[\\s.-]*){11}';
const NIK = '(?:\\d[\\s.-]*){16}';

/** The text of a JSON column, its ids taken out: some have no letter in them. */
const withoutIds = (column: string) =>
  `regexp_replace(${column}::text, '[\\da-f]{8}(-[\\da-f]{4}){3}-[\\da-f]{12}', '', 'g')`;

/**
 * Invariants over registered workers. Each sentence is true when its query, asked by a role that
 * sees every city, returns nothing.
 */
export const workerChecks: Readonly<Record<string, string>> = {
  'no NIK is kept in the open, in a table or in what was told or answered': `
    select city_id, id::text as what, 'worker' as kept_in from beneficiaries.worker
     where name ~ '${NUMBER}' or consent_text_version ~ '${NUMBER}' or nik_mask ~ '\\d{5}'
        or position(convert_to(left(nik_mask, 4), 'UTF8') in nik_sealed) = 1
    union all
    select city_id, id::text, 'nik_reveal' from beneficiaries.nik_reveal where reason ~ '${NUMBER}'
    union all
    select city_id, id::text, 'reservation_release' from beneficiaries.reservation_release where reason ~ '${NUMBER}'
    union all
    select city_id, pledge_id::text, 'protection' from beneficiaries.protection where rejection ~ '${NUMBER}'
    union all
    select city_id, event_id::text, 'outbox' from beneficiaries.outbox where ${withoutIds('body')} ~ '${NIK}'
    union all
    select city_id, key, 'idempotency' from beneficiaries.idempotency where ${withoutIds('answer')} ~ '${NIK}'`,

  'one person is registered once in a city': `
    select city_id, count(*) from beneficiaries.worker where erased_at is null group by city_id, registry_hash having count(*) > 1`,

  'what is alike in two cities is only the mark of the registry': `
    select a.city_id, a.id from beneficiaries.worker a
      join beneficiaries.worker b on b.city_id <> a.city_id and (b.nik_index = a.nik_index or b.id = a.id)`,

  'every reveal was by someone who may see everyone': `
    select city_id, id from beneficiaries.nik_reveal where not roles && '{BPJS,ADMIN}'`,
};
