import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Workers may leave: what is kept of one who did names nobody. */
export class CreatePrivacy1795306100051 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table worker
        add column consent_withdrawn_on date,
        add column erased_at timestamptz,
        add check (erased_at is null or consent_withdrawn_on is not null);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
