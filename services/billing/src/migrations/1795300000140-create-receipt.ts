import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Proofs of money that came, as they were given out. Of the code on the paper only a hash is kept. */
export class CreateReceipt1795300000140 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing.receipt (
        city_id   text not null,
        id        uuid not null,
        donor_id  uuid not null,
        amount    bigint not null check (amount > 0),
        first_day date not null,
        last_day  date not null,
        issued_on date not null, -- in the city's zone
        issued_at timestamptz(3) not null default now(),
        code_hash bytea not null check (octet_length(code_hash) = 32),
        primary key (city_id, id),
        unique (city_id, code_hash),
        check (first_day <= last_day)
      );
      create index on billing.receipt (city_id, donor_id, issued_at desc, id desc);
      create index on billing.receipt (city_id, issued_at desc, id desc);

      create table billing.receipt_line (
        city_id    text not null,
        receipt_id uuid not null,
        payment_id uuid not null,
        invoice_id uuid not null,
        amount     bigint not null check (amount > 0), -- what was left of the payment on that day
        paid_on    date not null,
        primary key (city_id, receipt_id, payment_id),
        foreign key (city_id, receipt_id) references billing.receipt (city_id, id),
        foreign key (city_id, payment_id) references billing.payment (city_id, id),
        foreign key (city_id, invoice_id) references billing.invoice (city_id, id)
      );

      ${isolateByCity('billing.receipt')}
      ${isolateByCity('billing.receipt_line')}
      grant select, insert (city_id, id, donor_id, amount, first_day, last_day, issued_on, code_hash)
        on billing.receipt to billing;
      grant select, insert on billing.receipt_line to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
