import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an agency deducts from pay in one month: months of invoices that are there already, no second debt. */
export class CreateAgencyBill1795300000131 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing.agency_bill (
        city_id     text not null,
        id          uuid not null,
        agency      text not null check (agency ~ '^[a-z0-9-]{1,57}$'),
        month       text not null check (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        through     text not null check (through >= month and through ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        amount      bigint not null check (amount >= 0),
        donors      int not null check (donors > 0),
        lines       int not null check (lines >= donors),
        debit_on    date not null,
        due_on      date not null,
        grace_until date not null check (grace_until > due_on),
        issued_at   timestamptz(3) not null default now(),
        primary key (city_id, id),
        unique (city_id, agency, month)
      );

      -- BILLED: to be deducted. WITHDRAWN: the donor revoked before the payroll answered. OVER_CAP: more than the
      -- donor allowed. What is left open is billed again by the next month's bill.
      create table billing.agency_bill_line (
        city_id     text not null,
        bill_id     uuid not null,
        invoice_id  uuid not null,
        month       text not null,
        donor_id    uuid not null,
        mandate_id  uuid not null, -- of a row locked by the statement that writes this; none is ever removed
        pledge_id   uuid not null,
        worker_id   uuid not null,
        amount      bigint not null check (amount > 0),
        collected   bigint not null default 0,
        state       text not null check (state in ('BILLED', 'COLLECTED', 'FAILED', 'WITHDRAWN', 'OVER_CAP')),
        reason      text check (reason in ('PAY_TOO_SMALL', 'MOVED', 'RETIRED', 'OTHER')),
        answered_at timestamptz(3),
        primary key (city_id, bill_id, invoice_id, month),
        foreign key (city_id, bill_id) references billing.agency_bill (city_id, id),
        foreign key (city_id, invoice_id, month) references billing.invoice_line (city_id, invoice_id, month),
        check (case state when 'COLLECTED' then collected = amount
                          when 'FAILED' then collected >= 0 and collected < amount
                          else collected = 0 end),
        check ((state in ('COLLECTED', 'FAILED')) = (answered_at is not null)),
        check ((state = 'FAILED') = (reason is not null))
      );
      -- One month of an invoice is collected once, and awaited from one payroll at a time.
      create unique index one_live_deduction on billing.agency_bill_line (city_id, invoice_id, month)
        where state in ('BILLED', 'COLLECTED');
      create index on billing.agency_bill_line (city_id, bill_id, mandate_id);
      create index on billing.agency_bill_line (city_id, donor_id);

      ${isolateByCity('billing.agency_bill')}
      ${isolateByCity('billing.agency_bill_line')}
      grant select, insert on billing.agency_bill to billing;
      grant select, insert, update (collected, state, reason, answered_at) on billing.agency_bill_line to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
