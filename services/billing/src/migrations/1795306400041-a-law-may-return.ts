import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A law may become what it was before: then it is carried out anew, from that day on. */
export class ALawMayReturn1795306400041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('grant update (begun_at) on billing.repricing to billing');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
