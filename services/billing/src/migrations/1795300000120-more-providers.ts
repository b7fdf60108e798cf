import type { MigrationInterface, QueryRunner } from 'typeorm';

const PROVIDERS = `('MIDTRANS', 'XENDIT', 'DOKU', 'SNAP')`;

/** Three more providers; and a message may wait until its provider, asked again, bears it out. */
export class MoreProviders1795300000120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const table of ['payment', 'notice', 'forgery']) {
      await runner.query(`
        alter table billing.${table} drop constraint ${table}_provider_check;
        alter table billing.${table} add constraint ${table}_provider_check check (provider in ${PROVIDERS});
      `);
    }
    await runner.query(`
      -- whose word moved money is the service's to say; which words there are, its types
      alter table billing.ledger_transaction drop constraint ledger_transaction_provider_check;
      alter table billing.ledger_transaction
        add constraint ledger_transaction_provider_check check (provider ~ '^[A-Z][A-Z_]{1,19}$');

      alter table billing.notice
        -- what its provider said when asked again, byte for byte
        add column answer bytea check (octet_length(answer) <= 65536),
        drop constraint notice_state_check,
        add constraint notice_state_check
          check (state in ('RECEIVED', 'ASKING', 'WAITING', 'WORKED', 'PARKED', 'CONFLICT'));
      create index on billing.notice (city_id, work_after) where state = 'ASKING';
      grant update (answer) on billing.notice to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
