import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Files of workers, as officers send them. Their bytes are sealed as they arrive and removed when they are done with;
 * what stays is how many rows there were, and what was wrong with which.
 */
export class CreateWorkerFile1795306100043 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table worker_file (
        city_id     text not null,
        id          uuid not null,
        -- keyed, of all bytes: the same file is known again
        mark        bytea check (length(mark) = 32),
        state       text not null check (state in ('ARRIVING', 'READING', 'READ', 'IMPORTING', 'DONE', 'UNREADABLE')),
        why         text check (length(why) between 1 and 300),
        rows        int not null default 0,
        fit         int not null default 0,
        known       int not null default 0,
        refused     int not null default 0,
        imported    int not null default 0, -- rows gone through
        registered  int not null default 0,
        uploaded_by uuid not null,
        roles       text[] not null check (cardinality(roles) > 0),
        area        text,
        uploaded_at timestamptz not null default date_trunc('milliseconds', now()),
        primary key (city_id, id),
        check ((state = 'UNREADABLE') = (why is not null)),
        check (fit + known + refused <= rows), -- an empty line is none of them
        check (registered <= imported and imported <= rows)
      );
      create unique index worker_file_once on worker_file (city_id, uploaded_by, mark) where mark is not null;
      create index on worker_file (city_id, uploaded_at desc, id desc);
      create index on worker_file (city_id, state) where state in ('READING', 'IMPORTING');
      ${isolateByCity('worker_file')}
      grant select, insert, delete,
        update (mark, state, why, rows, fit, known, refused, imported, registered, roles, area)
        on worker_file to beneficiaries;

      create table worker_file_piece (
        city_id text not null,
        file_id uuid not null,
        number  int not null,
        sealed  bytea not null,
        primary key (city_id, file_id, number),
        foreign key (city_id, file_id) references worker_file (city_id, id)
      );
      ${isolateByCity('worker_file_piece')}
      grant select, insert, delete on worker_file_piece to beneficiaries;

      create table worker_file_problem (
        city_id  text not null,
        file_id  uuid not null,
        row      int not null check (row > 1), -- as a spreadsheet counts: the heading is 1
        "column" text not null,
        code     text not null,
        words    jsonb not null,
        primary key (city_id, file_id, row, "column"),
        foreign key (city_id, file_id) references worker_file (city_id, id),
        check (words::text !~ '\\d{11}')
      );
      ${isolateByCity('worker_file_problem')}
      grant select, insert on worker_file_problem to beneficiaries;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
