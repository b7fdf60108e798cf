import { outboxTables } from '@lindungi/events';
import { onceTable } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TellAndHear1795305600003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`${outboxTables('benefits')} ${onceTable()}`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
