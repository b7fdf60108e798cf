import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePledge1795305600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table pledge (
        city_id      text not null,
        id           uuid not null,
        donor_id     uuid not null,
        worker_id    uuid not null,
        first_month  text not null check (first_month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        months       int not null check (months between 1 and 24),
        created_at   timestamptz(3) not null, -- milliseconds: a page's cursor carries no more
        withdrawn_at timestamptz(3) check (withdrawn_at >= created_at),
        primary key (city_id, id),
        foreign key (city_id, donor_id) references donor (city_id, id)
      );
      create index pledge_of_donor on pledge (city_id, donor_id, created_at desc, id desc);
      create index pledge_standing on pledge (city_id, donor_id) where withdrawn_at is null;

      ${isolateByCity('pledge')}
      grant select, insert on pledge to donors;
      grant update (withdrawn_at) on pledge to donors;

      -- What was withdrawn has freed its months: it may be another's by now, and never stands again.
      create function keep_withdrawn() returns trigger language plpgsql as $$
      begin
        raise exception 'pledge % was withdrawn at %, once and for all', old.id, old.withdrawn_at
          using errcode = 'check_violation';
      end $$;
      create trigger withdrawn_once before update on pledge
        for each row when (old.withdrawn_at is not null) execute function keep_withdrawn();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
