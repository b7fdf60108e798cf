import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Grievances and their answers. Of one without a name nobody is kept; only the hash of the code to follow it by. */
export class CreateGrievance1795306100062 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table grievance (
        city_id   text not null check (city_id ~ '^\\d{4}$'),
        id        uuid not null,
        category  text not null
          check (category in ('PAYMENT', 'COVERAGE', 'CLAIM', 'CARD', 'PRIVACY', 'CONDUCT', 'OTHER')),
        words     text not null check (length(words) between 10 and 2000 and words !~ '[0-9]{11}'),
        filed_on  date not null,
        answer_by date not null check (answer_by > filed_on),
        filed_by  uuid,
        code_hash bytea check (length(code_hash) = 32),
        primary key (city_id, id),
        unique (city_id, code_hash),
        check ((filed_by is null) = (code_hash is not null)) -- a name or a code, never both
      );
      create index grievance_by_day on grievance (city_id, filed_on desc, id desc);
      create index grievance_of on grievance (city_id, filed_by, filed_on desc, id desc);
      ${isolateByCity('grievance')}

      create table grievance_answer (
        city_id      text not null,
        grievance_id uuid not null,
        number       int not null check (number > 0),
        words        text not null check (length(words) between 3 and 2000 and words !~ '[0-9]{11}'),
        closes       boolean not null,
        answered_on  date not null,
        answered_by  uuid not null,
        primary key (city_id, grievance_id, number),
        foreign key (city_id, grievance_id) references grievance (city_id, id)
      );
      ${isolateByCity('grievance_answer')}
      grant select, insert on grievance, grievance_answer to benefits;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
