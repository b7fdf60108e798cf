import { outboxTables } from '@lindungi/events';
import { onceTable } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TellAndHear1795305600002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`${outboxTables('donors')} ${onceTable()}`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
