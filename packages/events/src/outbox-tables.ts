import { isolateByCity } from '@lindungi/tenancy';

/** The channel on which Postgres says that `service` has told something. It carries no content. */
export const channelOf = (service: string): string => `${service}_outbox`;

/**
 * Migration SQL for everything this package keeps in a service's schema.
 *
 * The service may add to its outbox and cannot read, change or remove what it told, nor choose its
 * place. Only the relay's role reads, and it reads all cities: a policy of its own, on one table.
 *
 * @param service  the schema, and the prefix of its roles
 */
export function outboxTables(service: string): string {
  return `${outbox(service)}${inbox(service)}`;
}

const outbox = (service: string): string => `
  create table ${service}.outbox (
    city_id  text not null,
    xid      xid8 not null default pg_current_xact_id(),
    id       bigint generated always as identity,
    event_id uuid not null,
    name     text not null,
    version  int not null,
    body     jsonb not null,
    at       timestamptz not null default now(),
    primary key (city_id, xid, id) -- also the way back for a client of one city
  );
  create index on ${service}.outbox (xid, id);
  ${isolateByCity(`${service}.outbox`)}
  create policy relay_reads on ${service}.outbox for select to ${service}_relay using (true);
  grant insert (city_id, event_id, name, version, body) on ${service}.outbox to ${service};

  -- One row. 'cluster' is the Postgres the transaction ids count in: after a restore into another
  -- one they mean nothing, and mendOutbox begins a new epoch. Before 'kept_from' events are removed.
  create table ${service}.epoch (
    only_one  boolean primary key default true check (only_one),
    epoch     uuid not null default gen_random_uuid(),
    kept_from xid8 not null default '0',
    cluster   text not null default (pg_control_system()).system_identifier::text
  );
  insert into ${service}.epoch default values;

  grant select on ${service}.outbox, ${service}.epoch to ${service}_relay;

  -- Wakes, no more: a reader that was not listening finds the same rows. NOTIFY makes commits wait
  -- for one another, so of transactions that tell at the same time only one does it; its wake is for all.
  create function ${service}.wake_outbox() returns trigger language plpgsql as $$
    begin
      if pg_try_advisory_xact_lock(tg_relid::int, 0) then
        perform pg_notify('${channelOf(service)}', '');
      end if;
      return null;
    end $$;
  create trigger wake after insert on ${service}.outbox
    for each statement execute function ${service}.wake_outbox();
`;

const inbox = (service: string): string => `
  create table ${service}.inbox (
    city_id  text not null,
    source   text not null,
    event_id uuid not null,
    heard_at timestamptz not null default now(),
    failed   text,  -- why it was parked; null when it took effect
    told     jsonb, -- the whole event while it is parked, to hear it again
    primary key (city_id, source, event_id),
    check ((failed is null) = (told is null))
  );
  create index on ${service}.inbox (city_id, source) where failed is not null;
  ${isolateByCity(`${service}.inbox`)}
  grant select, insert (city_id, source, event_id, failed, told), update (failed, told, heard_at)
    on ${service}.inbox to ${service};

  -- How far each source was heard: one place for all cities, so no city_id.
  create table ${service}.heard (
    source text primary key,
    epoch  uuid,
    xid    xid8 not null default '0',
    id     bigint not null default 0,
    at     timestamptz
  );
  grant select, insert (source), update (epoch, xid, id, at) on ${service}.heard to ${service};
`;
