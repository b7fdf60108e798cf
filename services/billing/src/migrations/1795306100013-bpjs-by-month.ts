import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a branch receipted is booked by month. What was booked before keeps its account: a ledger is never edited. */
export class BpjsByMonth1795306100013 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table billing.posting drop constraint posting_account_check;
      alter table billing.posting add constraint posting_account_check check (
        account in ('excess', 'suspense', 'loss')
        or account ~ '^(provider:[a-z]{2,20}|agency:[a-z0-9-]{1,57}|held:[0-9a-f-]{36})$'
        or account ~ '^bpjs:[a-z0-9-]{1,59}(:[0-9]{4}-(0[1-9]|1[0-2]))?$');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
