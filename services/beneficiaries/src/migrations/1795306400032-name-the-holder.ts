import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose a month is, and under which entry a person is kept, are columns of their own. Under row security Postgres takes
 * `coalesce` for a function that might tell what it sees, asks the policy of every row first, and uses no index for it: a
 * month of one worker was found by reading all months of the city.
 */
export class NameTheHolder1795306400032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table worker add column kept_id uuid not null generated always as (coalesce(merged_into, id)) stored;

      alter table protection add column holder_id uuid not null generated always as (coalesce(moved_to, worker_id)) stored;
      drop index protection_held_once;
      create unique index protection_held_once on protection (city_id, holder_id, month) where state <> 'RELEASED';
      drop index protection_city_id_coalesce_month_idx;
      create index on protection (city_id, holder_id, month);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
