import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which reminders were told of a cover that ended: each day of reckoning once. And whom a donor hands on. */
export class CreateLapse1795300000143 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing.lapse_reminder (
        city_id         text not null,
        worker_id       uuid not null,
        covered_through text not null check (covered_through ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        day             int not null check (day in (0, 30, 60, 80)),
        told_at         timestamptz(3) not null default now(),
        primary key (city_id, worker_id, covered_through, day)
      );

      create table billing.pool_offer (
        city_id         text not null,
        id              uuid not null,
        worker_id       uuid not null,
        donor_id        uuid, -- whose worker it was; null: an officer hands on whom nobody pays for
        kecamatan       text not null,
        sector          text not null check (sector in ('TRANSPORT', 'OTHER')),
        covered_through text not null check (covered_through ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        offered_by      text not null check (length(offered_by) between 1 and 200),
        offered_at      timestamptz(3) not null default now(),
        taken_by        uuid, -- the pledge that reserved the worker
        taken_at        timestamptz(3),
        primary key (city_id, id),
        check ((taken_by is null) = (taken_at is null))
      );
      -- A worker waits in the pool once.
      create unique index one_open_offer on billing.pool_offer (city_id, worker_id) where taken_at is null;
      create index on billing.pool_offer (city_id, offered_at desc, id desc) where taken_at is null;
      create index on billing.remittance_line (city_id, worker_id, month) where state = 'ACCEPTED';

      ${isolateByCity('billing.lapse_reminder')}
      ${isolateByCity('billing.pool_offer')}
      grant select, insert (city_id, worker_id, covered_through, day) on billing.lapse_reminder to billing;
      grant select, insert (city_id, id, worker_id, donor_id, kecamatan, sector, covered_through, offered_by),
            update (taken_by, taken_at) on billing.pool_offer to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
