import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An alarm is closed by a person, with a reason; a parked reversal is decided by two. */
export class AlarmsAndDecisions1795300000121 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table billing.alarm
        alter column at type timestamptz(3), -- as a page's cursor can say it
        add column closed_at timestamptz(3),
        add column closed_by text,
        add column reason    text check (length(reason) between 1 and 500),
        add constraint closed_by_somebody_for_a_reason
          check ((closed_at is null) = (closed_by is null) and (closed_at is null) = (reason is null));
      create index on billing.alarm (city_id, at desc, id desc) where closed_at is null;
      create index on billing.alarm (city_id, at desc, id desc);
      grant update (closed_at, closed_by, reason) on billing.alarm to billing;

      -- What is to become of money that BPJS has and a provider took back. Only its end is ever written later.
      create table billing.reversal_decision (
        city_id     text not null,
        id          uuid not null,
        payment_id  uuid not null,
        what        text not null check (what in ('WAIT_FOR_BPJS', 'BOOK_AS_LOSS')),
        amount      bigint not null check (amount > 0), -- missing when it was proposed
        reason      text not null check (length(reason) between 1 and 500),
        state       text not null check (state in ('PROPOSED', 'APPROVED', 'REFUSED')),
        proposed_by text not null,
        proposed_at timestamptz(3) not null default now(),
        decided_by  text,
        decided_at  timestamptz(3),
        primary key (city_id, id),
        foreign key (city_id, payment_id) references billing.payment (city_id, id),
        check ((state = 'PROPOSED') = (decided_at is null)),
        check ((decided_at is null) = (decided_by is null)),
        constraint nobody_approves_their_own
          check (what = 'WAIT_FOR_BPJS' or state <> 'APPROVED' or decided_by <> proposed_by)
      );
      create unique index one_open_proposal on billing.reversal_decision (city_id, payment_id)
        where state = 'PROPOSED';
      create index on billing.reversal_decision (city_id, payment_id, proposed_at);
      create index on billing.payment (city_id, heard_at desc, id desc) where missing > 0;
      ${isolateByCity('billing.reversal_decision')}
      grant select, insert, update (state, decided_by, decided_at) on billing.reversal_decision to billing;

      alter table billing.ledger_transaction drop constraint ledger_transaction_why_check;
      alter table billing.ledger_transaction
        add constraint ledger_transaction_why_check check (why ~ '^[A-Z][A-Z_]{1,39}$');
      alter table billing.posting drop constraint posting_account_check;
      alter table billing.posting add constraint posting_account_check
        check (account ~ '^[a-z]{2,20}(:.{1,64})?$');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
