import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An alarm finds the messages it is about by their event. */
export class NoticesByEvent1795300000122 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index on billing.notice (city_id, event_id)');
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
