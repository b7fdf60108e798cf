import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the bank says came to and went from the city's own account, line by line, and what was made of each. */
export class CreateStatement1795300000142 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing.statement (
        city_id     text not null,
        id          uuid not null,
        account     text not null check (account ~ '^[0-9A-Z-]{4,34}$'),
        format      text not null check (format in ('CSV', 'MT940')),
        first_day   date not null,
        last_day    date not null,
        imported_by text not null check (length(imported_by) between 1 and 200),
        imported_at timestamptz(3) not null default now(),
        primary key (city_id, id),
        check (first_day <= last_day)
      );
      create index on billing.statement (city_id, imported_at desc, id desc);

      create table billing.statement_line (
        city_id      text not null,
        id           uuid not null,
        statement_id uuid not null,
        account      text not null,
        key          bytea not null check (octet_length(key) = 32), -- what the bank says of it, and the how manieth such line
        line         int not null check (line > 0),
        booked_on    date not null,
        direction    text not null check (direction in ('IN', 'OUT')),
        amount       bigint not null check (amount > 0),
        reference    text not null check (length(reference) <= 100),
        description  text not null check (length(description) <= 400),
        state        text not null check (state in ('PROPOSED', 'UNMATCHED', 'ACCEPTED', 'SUSPENSE', 'NOTED')),
        matched_by   text check (matched_by in ('REFERENCE', 'REFERENCE_OTHER_AMOUNT', 'AMOUNT', 'TRANSFER')),
        invoice_id   uuid,
        remittance_id uuid,
        decided_by   text check (length(decided_by) between 1 and 200),
        decided_at   timestamptz(3),
        primary key (city_id, id),
        unique (city_id, account, key), -- a line is imported once, in whichever file it stands
        foreign key (city_id, statement_id) references billing.statement (city_id, id),
        foreign key (city_id, invoice_id) references billing.invoice (city_id, id),
        foreign key (city_id, remittance_id) references billing.remittance (city_id, id),
        check ((state in ('ACCEPTED', 'SUSPENSE', 'NOTED')) = (decided_at is not null)),
        check ((decided_at is null) = (decided_by is null)),
        check ((matched_by is null) = (invoice_id is null and remittance_id is null)),
        check (state <> 'PROPOSED' or matched_by is not null)
      );
      create index on billing.statement_line (city_id, statement_id, line);

      ${isolateByCity('billing.statement')}
      ${isolateByCity('billing.statement_line')}
      grant select, insert (city_id, id, account, format, first_day, last_day, imported_by) on billing.statement to billing;
      grant select, insert, update (state, matched_by, invoice_id, remittance_id, decided_by, decided_at)
        on billing.statement_line to billing;

      ${openProviders('billing.payment')}
      ${openProviders('billing.ledger_transaction')}
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}

/** Which providers there are is the code's to say (BANK is one of them now); the table holds them to a shape. */
const openProviders = (table: string) => `
  do $providers$
    declare named text;
    begin
      for named in select conname from pg_constraint
                    where conrelid = '${table}'::regclass and contype = 'c'
                      and pg_get_constraintdef(oid) ~ '\\(provider (=|~)' loop
        execute format('alter table ${table} drop constraint %I', named);
      end loop;
    end $providers$;
  alter table ${table} add constraint provider_has_a_name check (provider ~ '^[A-Z][A-Z_]{1,30}$');
`;
