import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is left over of a payment may pay other invoices: how much of it does, and out of which payment a credit came. */
export class PassOnCredit1795306100010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table billing.payment
        add column passed_on     bigint not null default 0, -- of what came: what pays other invoices of the donor
        add column credited_from uuid, -- of a CREDIT: the payment it is a part of; none: passed on before this was kept
        add constraint no_more_passed_on_than_there_is check (passed_on between 0 and amount - reversed),
        add constraint credited_from_a_payment
          foreign key (city_id, credited_from) references billing.payment (city_id, id),
        add constraint only_a_credit_comes_from_another check (credited_from is null or provider = 'CREDIT');
      create index on billing.payment (city_id, credited_from) where credited_from is not null;
      grant update (passed_on) on billing.payment to billing;

      alter table billing.ledger_transaction drop constraint ledger_transaction_why_check;
      alter table billing.ledger_transaction add constraint ledger_transaction_why_check check (why in
        ('PAYMENT', 'REVERSAL', 'REMITTANCE', 'REVERSAL_RESOLVED', 'REVERSAL_LOST', 'RELEASE', 'CREDIT', 'REPRICING'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
