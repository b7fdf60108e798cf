/**
 * SQL that makes an outbox speak again after its database was restored elsewhere.
 *
 * Transaction ids of another cluster lie ahead of the new one's counter, so the relay would wait
 * for them and tell nothing, without any error. The events get this transaction's id; within it
 * `id` keeps them in order, which is right for events that had to wait for one another. A new epoch
 * makes everyone who listens begin anew; what they heard before they know by the event's id.
 * Does nothing where there is no outbox yet, or this cluster wrote it: every migration may run it, as
 * `extraSql` of prepareSchema.
 */
export function mendOutbox(service: string): string {
  return `
    do $$
    declare here text := (select system_identifier::text from pg_control_system());
    begin
      if to_regclass('${service}.epoch') is null then return; end if;
      if exists (select from ${service}.epoch where cluster <> here) then
        set local role ${service}_owner;
        alter table ${service}.outbox no force row level security;
        update ${service}.outbox set xid = pg_current_xact_id();
        alter table ${service}.outbox force row level security;
        update ${service}.epoch set epoch = gen_random_uuid(), kept_from = '0', cluster = here;
      end if;
    end $$;
  `;
}

/**
 * SQL that removes old events, for the role '<service>_owner'; nothing does so by itself (`lindungi tidy` does).
 *
 * Who comes with a cursor from before is told of the gap. Keep more days than any service may be
 * down: what it has not heard by then it never hears.
 *
 * @param cities  codes of the cities to remove from; each is bound in turn, as everywhere
 * @param days    younger events stay
 */
export function forgetEvents(service: string, cities: readonly string[], days: number): string {
  const codes = cities.map((code) => `'${code.replaceAll("'", "''")}'`).join(', ');
  return `
    do $$
    declare
      place text;
      settled xid8 := pg_snapshot_xmin(pg_current_snapshot());
      old xid8;
    begin
      foreach place in array array[${codes}]::text[] loop
        perform set_config('app.city', place, true);
        with gone as (
          delete from ${service}.outbox
           where city_id = place and at < now() - make_interval(days => ${Math.trunc(days)}) and xid < settled
          returning xid
        ) select max(xid) from gone into old;
        update ${service}.epoch set kept_from = greatest(kept_from, (old::text::bigint + 1)::text::xid8)
         where old is not null;
      end loop;
    end $$;
  `;
}
