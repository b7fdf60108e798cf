import { deedTable } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDeed1795306000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(deedTable());
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
