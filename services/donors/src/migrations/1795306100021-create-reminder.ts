import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What donors can still do. A donor need not be on the roster any more: who retired may still pay. */
export class CreateReminder1795306100021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reminder (
        city_id         text not null,
        id              uuid not null,
        donor_id        uuid not null,
        kind            text not null check (kind in ('DEDUCTION_FAILED', 'LAPSE_NEAR', 'WORKER_OFFERED')),
        worker_id       uuid not null,
        about           text not null check (length(about) between 1 and 60),
        pledge_id       uuid,
        months          text[] not null, -- as they were told
        paid            text[] not null default '{}',
        amount          bigint check (amount > 0),
        reason          text check (reason in ('PAY_TOO_SMALL', 'MOVED', 'RETIRED', 'OTHER')),
        covered_through text check (covered_through ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        pay_until       date not null,
        told_at         timestamptz(3) not null default date_trunc('milliseconds', now()),
        ended_at        timestamptz(3),
        primary key (city_id, id),
        unique (city_id, donor_id, kind, worker_id, about),
        check ((kind = 'DEDUCTION_FAILED') = (covered_through is null)),
        check (kind <> 'DEDUCTION_FAILED' or (pledge_id is not null and amount is not null and reason is not null))
      );
      create index on reminder (city_id, donor_id, told_at desc, id desc);
      create index on reminder (city_id, worker_id) where ended_at is null;
      ${isolateByCity('reminder')}
      grant select, insert, update (months, paid, amount, pay_until, told_at, ended_at) on reminder to donors;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
