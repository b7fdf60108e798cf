import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The law of a month may change after its invoice was issued. Amounts stay as they were written: months move to a new
 * invoice of the same pledge, and the old one asks for them no more.
 */
export class RepriceInvoices1795306100011 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${dropUnique('invoice', ['city_id', 'pledge_id'])}
      alter table billing.invoice
        add column moved         bigint not null default 0, -- of its amount: what newer invoices ask for
        add column repriced_from uuid, -- the invoice whose months these were
        add constraint no_more_moved_than_asked check (moved between 0 and amount),
        add constraint repriced_from_an_invoice
          foreign key (city_id, repriced_from) references billing.invoice (city_id, id),
        drop constraint state_says_what_was_received,
        add constraint state_says_what_was_received check (case state
          when 'PAID' then received = amount - moved
          when 'PARTIAL' then received > 0 and received < amount - moved
          when 'ISSUED' then received = 0 and moved = 0
          when 'REVERSED' then received = 0
          when 'CANCELLED' then received = 0
          else false end);
      create unique index one_reservation_one_invoice on billing.invoice (city_id, pledge_id) where repriced_from is null;
      create index on billing.invoice (city_id, pledge_id, issued_at);

      alter table billing.invoice_line
        add column moved_to uuid, -- the newer invoice that asks for this month
        add constraint moved_to_an_invoice
          foreign key (city_id, moved_to) references billing.invoice (city_id, id);
      grant update (moved) on billing.invoice to billing;
      grant update (moved_to) on billing.invoice_line to billing;
      create function billing.moved_once() returns trigger language plpgsql as $$
        begin
          if old.moved_to is not null then
            raise exception 'month % of invoice % has moved', old.month, old.invoice_id using errcode = '23514';
          end if;
          return new;
        end $$;
      create trigger moved_once before update on billing.invoice_line
        for each row execute function billing.moved_once();

      -- Nobody is asked to deduct a month that a newer invoice asks for. Whoever moves months waits for the mandates a bill
      -- is made by, and the bill for who moves; this sees what was committed meanwhile.
      create function billing.deducted_where_asked() returns trigger language plpgsql as $$
        begin
          if exists (select from made join billing.invoice_line line on line.city_id = made.city_id
                        and line.invoice_id = made.invoice_id and line.month = made.month
                      where line.moved_to is not null) then
            raise exception 'a month of this bill has moved to another invoice' using errcode = '40001';
          end if;
          return null;
        end $$;
      create trigger deducted_where_asked after insert on billing.agency_bill_line
        referencing new table as made for each statement execute function billing.deducted_where_asked();

      -- A law that this city's invoices were compared with; the law is known by its hash.
      create table billing.repricing (
        city_id  text not null,
        law      text not null check (law ~ '^[0-9a-f]{64}$'),
        begun_at timestamptz(3) not null default now(),
        ended_at timestamptz(3),
        looked   int not null default 0, -- invoices with a month that costs something else now
        waiting  int not null default 0, -- of them: looked at again later
        primary key (city_id, law)
      );
      -- A month whose law changed after it was priced, and what was made of it. Never edited.
      create table billing.repriced_month (
        city_id    text not null,
        invoice_id uuid not null,
        month      text not null,
        law        text not null,
        was        bigint not null check (was > 0),
        now        bigint not null check (now > 0),
        sources    text[] not null check (cardinality(sources) > 0),
        outcome    text not null check (outcome in ('MOVED', 'WITH_BPJS', 'PAID_AND_ROSE')),
        moved_to   uuid,
        at         timestamptz(3) not null default now(),
        primary key (city_id, invoice_id, month, law),
        foreign key (city_id, law) references billing.repricing (city_id, law),
        foreign key (city_id, invoice_id, month, was)
          references billing.invoice_line (city_id, invoice_id, month, amount),
        foreign key (city_id, moved_to, month, now)
          references billing.invoice_line (city_id, invoice_id, month, amount) deferrable initially deferred,
        check ((outcome = 'MOVED') = (moved_to is not null)),
        check (outcome <> 'PAID_AND_ROSE' or now > was),
        check (outcome = 'MOVED' or now <> was)
      );
      create index on billing.repriced_month (city_id, at desc, invoice_id, month);
      ${isolateByCity('billing.repricing')}
      ${isolateByCity('billing.repriced_month')}
      grant select, insert (city_id, law), update (ended_at, looked, waiting) on billing.repricing to billing;
      grant select, insert (city_id, invoice_id, month, law, was, now, sources, outcome, moved_to)
        on billing.repriced_month to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}

/** Drops the unique constraint over just these columns, whatever it was called. */
function dropUnique(table: string, columns: readonly string[]): string {
  return `
    do $drop$ declare it record; begin
      for it in
        select conname from pg_constraint
         where conrelid = 'billing.${table}'::regclass and contype = 'u' and (
           select array_agg(attname::text order by attname) from pg_attribute
            where attrelid = conrelid and attnum = any(conkey)) = array[${columns.map((name) => `'${name}'`).join(', ')}]
      loop execute format('alter table billing.${table} drop constraint %I', it.conname); end loop;
    end $drop$;`;
}
