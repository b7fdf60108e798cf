import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What registration asks besides: a second job, where the work is done, the hour of the consent, what was declared. */
export class WidenWorker1795306100040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table worker
        add column second_occupation text,
        add column work_place        text check (length(work_place) between 2 and 100 and work_place !~ '\\d{9}'),
        add column consent_at        timestamptz,
        -- Whether the registrar said that the worker works, and is neither an employee nor a civil servant.
        add column standing_declared boolean not null default false,
        add constraint two_occupations check (second_occupation <> occupation);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
