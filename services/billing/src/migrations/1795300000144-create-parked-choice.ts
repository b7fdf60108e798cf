import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was decided about money that nobody owed, or of an order nobody knew. */
export class CreateParkedChoice1795300000144 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing.parked_choice (
        city_id    text not null,
        id         uuid not null,
        payment_id uuid not null,
        choice     text not null check (choice in ('CREDIT', 'REFUND', 'RESTART')),
        amount     bigint not null check (amount > 0),
        invoice_id uuid, -- what it was credited to
        transfer_reference text check (length(transfer_reference) between 1 and 100),
        donor_id   uuid, -- of a restart: whose next pledge
        worker_id  uuid, -- for whom
        decided_by text not null check (length(decided_by) between 1 and 200),
        decided_at timestamptz(3) not null default now(),
        done_at    timestamptz(3), -- none: a restart waits for the next invoice
        primary key (city_id, id),
        foreign key (city_id, payment_id) references billing.payment (city_id, id),
        foreign key (city_id, invoice_id) references billing.invoice (city_id, id),
        check ((choice = 'REFUND') = (transfer_reference is not null)),
        check ((choice = 'RESTART') = (donor_id is not null and worker_id is not null)),
        check (choice = 'RESTART' or done_at is not null),
        check (choice <> 'CREDIT' or invoice_id is not null)
      );
      create unique index one_restart on billing.parked_choice (city_id, payment_id) where done_at is null;
      create index on billing.parked_choice (city_id, donor_id, worker_id) where done_at is null;

      ${isolateByCity('billing.parked_choice')}
      grant select, insert, update (invoice_id, done_at) on billing.parked_choice to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
