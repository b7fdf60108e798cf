import { outboxTables } from '@lindungi/events';
import { onceTable } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is told and heard, and the keys that make a mutation happen once. */
export class CreateEvents1795305600005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`${outboxTables('beneficiaries')} ${onceTable()}`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
