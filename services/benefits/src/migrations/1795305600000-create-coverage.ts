import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateCoverage1795305600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table coverage (
        city_id     text not null check (city_id ~ '^\\d{4}$'),
        worker_id   uuid not null,
        month       text not null check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        pledge_id   uuid not null,
        donor_id    uuid not null,
        kecamatan   text not null check (kecamatan ~ '^\\d{2}\\.\\d{2}\\.\\d{2}$'),
        receipt     text not null check (receipt <> ''),
        received_on date not null,
        primary key (city_id, worker_id, month)
      );

      ${isolateByCity('coverage')}
      grant select, insert on coverage to benefits; -- what BPJS has receipted is not taken back here
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
