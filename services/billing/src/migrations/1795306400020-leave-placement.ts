import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who left the roster keeps the place they had, so that their money is found there; they act for it no more. */
export class LeavePlacement1795306400020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table billing.placement add column left_at timestamptz(3);
      grant update (left_at) on billing.placement to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
