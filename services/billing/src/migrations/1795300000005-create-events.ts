import { outboxTables } from '@lindungi/events';
import { onceTable } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What this service tells and has heard, and the answers it gave to idempotency keys. */
export class CreateEvents1795300000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`${outboxTables('billing')}${onceTable()}`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
