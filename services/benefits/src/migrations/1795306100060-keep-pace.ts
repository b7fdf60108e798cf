import { deedPaceIndex } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often somebody asked about people is counted in the trail; without this index, by reading all of it. */
export class KeepPace1795306100060 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(deedPaceIndex());
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
