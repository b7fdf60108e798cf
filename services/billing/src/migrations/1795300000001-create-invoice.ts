import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is owed. Amounts are written once; only the state of an invoice, and what it received, move on. */
export class CreateInvoice1795300000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing.invoice_counter (
        city_id text primary key,
        last    int not null check (last between 1 and 999999)
      );

      create table billing.invoice (
        city_id      text not null,
        id           uuid not null,
        number       text not null check (number ~ ('^INV-' || city_id || '-[0-9]{6}-[0-9]{6}$')),
        pledge_id    uuid not null,
        donor_id     uuid not null,
        worker_id    uuid not null,
        sector       text not null check (sector in ('TRANSPORT', 'OTHER')),
        fund         text not null check (fund in ('OWN', 'APBD', 'APBN', 'DBHCHT', 'CSR', 'BAZNAS')),
        kecamatan    text not null,
        branch       text not null,
        amount       bigint not null check (amount > 0),
        due_on       date not null,
        issued_at    timestamptz(3) not null default now(),
        state        text not null default 'ISSUED',
        received     bigint not null default 0,
        cancelled_at timestamptz(3),
        primary key (city_id, id),
        unique (city_id, pledge_id),
        unique (city_id, number),
        constraint state_says_what_was_received check (case state
          when 'PAID' then received = amount
          when 'PARTIAL' then received > 0 and received < amount
          when 'ISSUED' then received = 0
          when 'REVERSED' then received = 0
          when 'CANCELLED' then received = 0
          else false end),
        check ((state = 'CANCELLED') = (cancelled_at is not null))
      );
      create index on billing.invoice (city_id, donor_id);
      create index on billing.invoice (city_id, worker_id);
      create index on billing.invoice (city_id, branch) where state = 'PAID';

      create table billing.invoice_line (
        city_id     text not null,
        invoice_id  uuid not null,
        month       text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        amount      bigint not null check (amount > 0),
        full_amount bigint not null check (full_amount >= amount),
        relief      int not null check (relief between 0 and 99),
        due_on      date not null,
        sources     text[] not null check (cardinality(sources) > 0), -- no price without a law
        primary key (city_id, invoice_id, month),
        unique (city_id, invoice_id, month, amount), -- a remittance refers to the amount as well
        foreign key (city_id, invoice_id) references billing.invoice (city_id, id)
      );
      create index on billing.invoice_line (city_id, month);

      -- What beneficiaries has released, told before or after the invoice was issued, and not given back since.
      create table billing.released_month (
        city_id   text not null,
        pledge_id uuid not null,
        month     text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        at        timestamptz not null default now(),
        primary key (city_id, pledge_id, month)
      );

      -- What a person must look at. The row says that, the state of the thing itself says what.
      create table billing.alarm (
        city_id   text not null,
        id        uuid not null default gen_random_uuid(),
        code      text not null check (code ~ '^[A-Z_]+$'),
        reference text not null,
        at        timestamptz not null default now(),
        primary key (city_id, id)
      );
      create index on billing.alarm (city_id, at);

      ${addUp}
      ${['invoice_counter', 'invoice', 'invoice_line', 'released_month', 'alarm']
        .map((table) => isolateByCity(`billing.${table}`))
        .join('')}

      grant select, insert, update (last) on billing.invoice_counter to billing;
      grant select, insert, update (state, received, cancelled_at) on billing.invoice to billing;
      grant select, insert on billing.invoice_line, billing.alarm to billing;
      grant select, insert, delete on billing.released_month to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}

/** Checked at COMMIT, on both tables: neither a bare invoice nor a line added later gets through. */
const addUp = `
  create function billing.invoice_adds_up() returns trigger language plpgsql as $$
    declare
      it uuid := (to_jsonb(new) ->> case tg_table_name when 'invoice' then 'id' else 'invoice_id' end)::uuid;
      owed bigint;
      lines bigint;
    begin
      select amount into owed from billing.invoice where city_id = new.city_id and id = it;
      select coalesce(sum(amount), 0) into lines
        from billing.invoice_line where city_id = new.city_id and invoice_id = it;
      if owed is distinct from lines then
        raise exception 'invoice % is not the sum of its months', it using errcode = '23514';
      end if;
      return null;
    end $$;
  create constraint trigger adds_up after insert on billing.invoice
    deferrable initially deferred for each row execute function billing.invoice_adds_up();
  create constraint trigger adds_up after insert on billing.invoice_line
    deferrable initially deferred for each row execute function billing.invoice_adds_up();
`;
