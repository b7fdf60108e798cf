import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Workers of whom billing has told that their cover has ended: a read model, which no rule reads. */
export class CreateNearing1795306100022 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table nearing (
        city_id         text not null,
        worker_id       uuid not null,
        covered_through text not null check (covered_through ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        grace_ends_on   date not null,
        primary key (city_id, worker_id)
      );
      create index on nearing (city_id, grace_ends_on, worker_id);
      ${isolateByCity('nearing')}
      grant select, insert, update (covered_through, grace_ends_on) on nearing to beneficiaries;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
