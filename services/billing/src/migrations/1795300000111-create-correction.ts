import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reversals that people ask for. That two of them are needed is the database's to say, not only the rule's. */
export class CreateCorrection1795300000111 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing.correction (
        city_id        text not null,
        id             uuid not null,
        transaction_id uuid not null,
        reason         text not null check (length(reason) between 10 and 300),
        state          text not null check (state in ('PROPOSED', 'APPROVED', 'REFUSED')),
        proposed_by    text not null,
        proposed_at    timestamptz(3) not null default now(),
        decided_by     text,
        decided_at     timestamptz(3),
        primary key (city_id, id),
        foreign key (city_id, transaction_id) references billing.ledger_transaction (city_id, id),
        check ((state = 'PROPOSED') = (decided_by is null)),
        check ((decided_by is null) = (decided_at is null)),
        constraint four_eyes check (decided_by <> proposed_by)
      );
      create unique index on billing.correction (city_id, transaction_id) where state <> 'REFUSED';
      create index on billing.correction (city_id, proposed_at desc, id desc);
      ${isolateByCity('billing.correction')}
      grant select, insert, update (state, decided_by, decided_at) on billing.correction to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
