import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The lists that go to BPJS by name: which workers and months, never a number; and the book of who got one.
 *
 * A line has no foreign key to its worker: an event is heard whatever it says, and a check looks for strangers.
 */
export class CreateDutk1795306100020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table dutk (
        city_id     text not null,
        id          uuid not null, -- the remittance's
        branch      text not null,
        approved_on date not null,
        primary key (city_id, id)
      );
      ${isolateByCity('dutk')}
      grant select, insert on dutk to beneficiaries;

      create table dutk_line (
        city_id     text not null,
        dutk_id     uuid not null,
        number      integer not null check (number > 0),
        line_id     uuid not null,
        worker_id   uuid not null,
        month       text not null check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        full_amount bigint not null check (full_amount > 0),
        relief      integer not null check (relief between 0 and 100),
        amount      bigint not null check (amount > 0),
        primary key (city_id, dutk_id, number),
        unique (city_id, line_id),
        foreign key (city_id, dutk_id) references dutk (city_id, id)
      );
      ${isolateByCity('dutk_line')}
      grant select, insert on dutk_line to beneficiaries;

      create table dutk_reveal (
        city_id     text not null,
        id          uuid not null,
        dutk_id     uuid not null,
        revealed_by uuid not null,
        roles       text[] not null check (cardinality(roles) > 0),
        format      text not null check (format in ('CSV', 'XLSX')),
        lines       integer not null check (lines > 0),
        revealed_at timestamptz not null default now(),
        fetched_at  timestamptz, -- each row hands the file out once
        primary key (city_id, id),
        foreign key (city_id, dutk_id) references dutk (city_id, id)
      );
      create index on dutk_reveal (city_id, dutk_id, revealed_at);
      ${isolateByCity('dutk_reveal')}
      grant select, insert, update (fetched_at) on dutk_reveal to beneficiaries;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
