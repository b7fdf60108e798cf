import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is paid for a worker's month is kept beside its invoice, by the transactions that pay it or take it back: a city's
 * month is then read from one index, and not from all invoices. Only triggers write it, and a check holds
 * it equal to what the invoices say.
 */
export class CountContributions1795306200031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing.contributed_month (
        city_id    text not null,
        month      text not null,
        worker_id  uuid not null,
        invoice_id uuid not null,
        amount     bigint not null check (amount > 0),
        primary key (city_id, month, worker_id, invoice_id) include (amount),
        foreign key (city_id, invoice_id, month, amount)
          references billing.invoice_line (city_id, invoice_id, month, amount)
      );
      create index on billing.contributed_month (city_id, invoice_id);

      ${CONTRIBUTED}
      ${FOLLOW}
      -- who migrates is bound to no city, and counts for all of them once
      ${DECIDING.map((table) => `alter table billing.${table} no force row level security;`).join('\n')}
      insert into billing.contributed_month (city_id, month, worker_id, invoice_id, amount)
        select city_id, month, worker_id, invoice_id, amount from billing.contributed where is_paid;
      ${DECIDING.map((table) => `alter table billing.${table} force row level security;`).join('\n')}

      ${isolateByCity('billing.contributed_month')}
      -- for the triggers, which work as whoever moves the month; no statement of ours writes it
      grant select, insert, delete on billing.contributed_month to billing;
      grant select on billing.contributed to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}

const DECIDING = ['invoice', 'invoice_line', 'agency_bill_line', 'remittance_line'];

/** Each month of each invoice, and whether it is paid: when its invoice is, when a payroll deducted it, when BPJS was sent it. */
const CONTRIBUTED = `
  create view billing.contributed with (security_invoker = true) as
    select line.city_id, line.month, invoice.worker_id, line.invoice_id, line.amount,
           (line.moved_to is null and (invoice.state = 'PAID' or invoice.state = 'PARTIAL' and exists (
              select from billing.agency_bill_line deducted where deducted.city_id = line.city_id
                 and deducted.invoice_id = line.invoice_id and deducted.month = line.month
                 and deducted.state = 'COLLECTED' and deducted.collected = line.amount))
            or exists (select from billing.remittance_line sent where sent.city_id = line.city_id
                 and sent.invoice_id = line.invoice_id and sent.month = line.month and sent.state <> 'REJECTED')) as is_paid
      from billing.invoice join billing.invoice_line line
        on line.city_id = invoice.city_id and line.invoice_id = invoice.id;`;

/** Whatever decides it is followed row by row, by the transaction that changes it. */
const FOLLOW = `
  create function billing.follow_contributions() returns trigger language plpgsql as $body$
    declare it uuid := (to_jsonb(new) ->> case tg_table_name when 'invoice' then 'id' else 'invoice_id' end)::uuid;
    begin
      delete from billing.contributed_month kept using billing.contributed now
        where kept.city_id = new.city_id and kept.invoice_id = it and now.city_id = new.city_id
          and now.invoice_id = it and now.month = kept.month and not now.is_paid;
      insert into billing.contributed_month (city_id, month, worker_id, invoice_id, amount)
        select city_id, month, worker_id, invoice_id, amount from billing.contributed
         where city_id = new.city_id and invoice_id = it and is_paid
        on conflict do nothing;
      return null;
    end $body$;
  create trigger follow_contributions after update of state on billing.invoice
    for each row when (old.state is distinct from new.state and new.state <> 'PAID')
    execute function billing.follow_contributions();
  -- The way of nearly every payment: who is paid whole loses no month, and has all of them.
  create function billing.follow_paid_invoice() returns trigger language plpgsql as $body$
    begin
      insert into billing.contributed_month (city_id, month, worker_id, invoice_id, amount)
        select city_id, month, new.worker_id, invoice_id, amount from billing.invoice_line
         where city_id = new.city_id and invoice_id = new.id and moved_to is null
        on conflict do nothing;
      return null;
    end $body$;
  create trigger follow_paid_invoice after update of state on billing.invoice
    for each row when (old.state is distinct from new.state and new.state = 'PAID')
    execute function billing.follow_paid_invoice();
  create trigger follow_contributions after update of moved_to on billing.invoice_line
    for each row execute function billing.follow_contributions();
  create trigger follow_contributions after update of state, collected on billing.agency_bill_line
    for each row when (old.state is distinct from new.state) execute function billing.follow_contributions();
  create trigger follow_contributions after insert on billing.remittance_line
    for each row execute function billing.follow_contributions();
  create trigger follow_remittances after update of state on billing.remittance_line
    for each row when (old.state is distinct from new.state) execute function billing.follow_contributions();`;
