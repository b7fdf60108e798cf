import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What goes out to the branches of BPJS: one list, one transfer, and BPJS's word on every line. */
export class CreateRemittance1795300000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing.remittance (
        city_id      text not null,
        id           uuid not null,
        branch       text not null,
        through      text not null check (through ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        amount       bigint not null check (amount > 0),
        state        text not null default 'PREPARED' check (state in ('PREPARED', 'CONFIRMED')),
        prepared_on  date not null, -- in the city's zone
        prepared_at  timestamptz(3) not null default now(),
        received_on  date,
        confirmed_at timestamptz(3),
        primary key (city_id, id),
        check ((state = 'CONFIRMED') = (received_on is not null)),
        check ((state = 'CONFIRMED') = (confirmed_at is not null))
      );
      create index on billing.remittance (city_id, prepared_at desc, id desc);

      create table billing.remittance_line (
        city_id       text not null,
        id            uuid not null,
        remittance_id uuid not null,
        invoice_id    uuid not null,
        pledge_id     uuid not null,
        donor_id      uuid not null,
        worker_id     uuid not null,
        month         text not null,
        amount        bigint not null,
        state         text not null default 'PREPARED' check (state in ('PREPARED', 'ACCEPTED', 'REJECTED')),
        receipt       text check (length(receipt) between 1 and 200),
        reason        text check (length(reason) between 1 and 200),
        primary key (city_id, id),
        foreign key (city_id, remittance_id) references billing.remittance (city_id, id),
        foreign key (city_id, invoice_id, month, amount)
          references billing.invoice_line (city_id, invoice_id, month, amount),
        check ((state = 'ACCEPTED') = (receipt is not null)),
        check ((state = 'REJECTED') = (reason is not null))
      );
      create index on billing.remittance_line (city_id, remittance_id);
      create index on billing.remittance_line (city_id, invoice_id);
      -- A worker's month is with BPJS once; what BPJS refused may go again.
      create unique index one_live_line on billing.remittance_line (city_id, worker_id, month)
        where state <> 'REJECTED';

      ${isolateByCity('billing.remittance')}
      ${isolateByCity('billing.remittance_line')}
      grant select, insert, update (state, received_on, confirmed_at) on billing.remittance to billing;
      grant select, insert, update (state, receipt, reason) on billing.remittance_line to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
