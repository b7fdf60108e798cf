import { DATA_CLASSES } from './data-classes';

const CLASSED = Object.entries(DATA_CLASSES).flatMap(([table, { columns }]) =>
  Object.keys(columns).map((column) => `('${table}.${column}')`),
);

/**
 * Invariants over people's data. Each sentence is true when its query, asked by a role that sees every city, returns
 * nothing.
 */
export const privacyChecks: Readonly<Record<string, string>> = {
  'every column that is stored has a class in data-classes.ts, and no class is of a column that is not': `
    select coalesce(stored.place, classed.place) as place
      from (select table_name || '.' || column_name as place from information_schema.columns
             where table_schema = 'beneficiaries') stored
      full join (values ${CLASSED.join(', ')}) as classed (place) on classed.place = stored.place
     where stored.place is null or classed.place is null`,

  'who was erased has no name, number, address or day of birth here': `
    select city_id, id::text from beneficiaries.worker
     where erased_at is not null and (name <> 'Data dihapus' or phone_sealed is not null or phone_index is not null
        or work_place is not null or second_occupation is not null or nik_mask ~ '[0-9]{3}'
        or right(kelurahan, 5) <> '.0000' or to_char(birth_date, 'MM-DD') <> '01-01' or flags <> '{}')
    union all
    select r.city_id, r.id::text from beneficiaries.data_request r
      join beneficiaries.worker w on w.city_id = r.city_id and w.id = r.worker_id
     where w.erased_at is not null and r.change_sealed is not null
    union all
    select c.city_id, c.id::text from beneficiaries.card c
      join beneficiaries.worker w on w.city_id = c.city_id and w.id = c.worker_id
     where w.erased_at is not null and c.kpj_mask <> ''`,

  'nobody who was erased has an unpaid month': `
    select p.city_id, p.worker_id from beneficiaries.protection p
      join beneficiaries.worker w on w.city_id = p.city_id and w.id = p.worker_id
     where w.erased_at is not null and p.state in ('RESERVED', 'PAID', 'REJECTED')`,

  'who was erased, or whose request was refused, or whose NIK was seen, has a deed of it': `
    select r.city_id, r.id::text from beneficiaries.data_request r
     where r.state = 'REFUSED' and not exists (select from beneficiaries.deed d
           where d.city_id = r.city_id and d.kind = 'DataRequest' and d.object = r.id::text and d.act = 'refuseDataRequest')
    union all
    select w.city_id, w.id::text from beneficiaries.worker w
     where w.erased_at is not null and not exists (select from beneficiaries.deed d
           where d.city_id = w.city_id and d.kind = 'Worker' and d.object in (w.id::text, w.merged_into::text)
             and d.act in ('eraseWorker', 'retentionSweep'))
    union all
    select h.city_id, h.id::text from beneficiaries.nik_reveal h
     where h.revealed_at >= (select min(at) from beneficiaries.deed) -- before that there was no trail
       and not exists (select from beneficiaries.deed d where d.city_id = h.city_id and d.kind = 'Worker'
           and d.object = h.worker_id::text and d.act = 'revealNik')`,
};
