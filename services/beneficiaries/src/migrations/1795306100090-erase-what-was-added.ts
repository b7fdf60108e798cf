import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose data is corrected or erased: what a registration asks besides goes too. */
export class EraseWhatWasAdded1795306100090 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'grant update (phone_index, work_place, second_occupation) on worker to beneficiaries',
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
