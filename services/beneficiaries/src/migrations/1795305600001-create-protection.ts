import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reservations, and the months they hold. One live pledge per worker and month: the database says so. */
export class CreateProtection1795305600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table reservation (
        city_id    text not null,
        pledge_id  uuid not null,
        donor_id   uuid not null,
        worker_id  uuid not null, -- no reference: a pledge may name a worker nobody knows
        months     text[] not null check (cardinality(months) <= 24),
        fund       text check (fund in ('OWN', 'APBD', 'APBN', 'DBHCHT', 'CSR', 'BAZNAS')),
        state      text not null check (state in ('RESERVED', 'TAKEN', 'RELEASED')),
        reason     text check (reason in ('ALREADY_PLEDGED', 'PROTECTED_ELSEWHERE', 'WORKER_UNKNOWN', 'WORKER_TOO_OLD',
                                        'WITHDRAWN', 'LAPSED', 'RELEASED_BY_CITY')),
        decided_at timestamptz not null default now(),
        held_since date, -- by the city's calendar; later when money went back: who loses it has time again
        primary key (city_id, pledge_id),
        check ((state = 'RESERVED') = (reason is null)),
        check ((state = 'RELEASED') = coalesce(reason in ('WITHDRAWN', 'LAPSED', 'RELEASED_BY_CITY'), false)),
        check (state <> 'RESERVED' or held_since is not null),
        check (state = 'RELEASED' or (fund is not null and cardinality(months) > 0))
      );
      ${isolateByCity('reservation')}
      grant select, insert, update (state, reason, held_since) on reservation to beneficiaries;

      create table protection (
        city_id        text not null,
        pledge_id      uuid not null,
        month          text not null check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        worker_id      uuid not null,
        donor_id       uuid not null,
        state          text not null check (state in ('RESERVED', 'PAID', 'PROTECTED', 'REJECTED', 'RELEASED')),
        given_up_at    timestamptz,
        given_up_why   text check (given_up_why in ('WITHDRAWN', 'LAPSED', 'RELEASED_BY_CITY')),
        -- Each with its place in billing's outbox, '<epoch>:<id>': that says which came later, not the clock.
        paid_at        timestamptz,
        paid_told      text,
        reversed_at    timestamptz,
        reversed_told  text,
        rejected_at    timestamptz,
        rejected_told  text,
        rejection      text,
        protected_at   timestamptz,
        protected_told text,
        received_on    date,
        receipt        text,
        primary key (city_id, pledge_id, month),
        foreign key (city_id, pledge_id) references reservation (city_id, pledge_id),
        foreign key (city_id, worker_id) references worker (city_id, id),
        check (num_nulls(protected_at, protected_told, received_on, receipt) in (0, 4)),
        check (num_nulls(rejected_at, rejected_told, rejection) in (0, 3)),
        check (num_nulls(paid_at, paid_told) in (0, 2)),
        check (num_nulls(reversed_at, reversed_told) in (0, 2)),
        check (state <> 'PROTECTED' or receipt is not null), -- paid is not protected
        check (receipt is null or state in ('PROTECTED', 'RELEASED')),
        check (state <> 'PAID' or paid_at is not null),
        check (state <> 'REJECTED' or (paid_at is not null and rejected_at is not null)),
        check (num_nulls(given_up_at, given_up_why) in (0, 2)),
        check (state <> 'RELEASED' or given_up_at is not null)
      );
      create unique index protection_held_once on protection (city_id, worker_id, month) where state <> 'RELEASED';
      create index on protection (city_id, worker_id, month);
      create index on protection (city_id, donor_id, worker_id) where state in ('PAID', 'PROTECTED', 'REJECTED');
      create index on protection (city_id, pledge_id) where state = 'RESERVED';
      ${isolateByCity('protection')}
      grant select, insert,
        update (state, given_up_at, given_up_why, paid_at, paid_told, reversed_at, reversed_told, rejected_at, rejected_told,
                rejection, protected_at, protected_told, received_on, receipt)
        on protection to beneficiaries;

      -- Who of the city freed the unpaid months of a pledge, and why; nobody changes or removes it.
      create table reservation_release (
        city_id     text not null,
        id          uuid not null,
        pledge_id   uuid not null,
        months      text[] not null check (cardinality(months) > 0),
        released_by uuid not null,
        roles       text[] not null check (cardinality(roles) > 0),
        reason      text not null check (length(reason) between 10 and 300),
        at          timestamptz not null default now(),
        primary key (city_id, id),
        foreign key (city_id, pledge_id) references reservation (city_id, pledge_id)
      );
      ${isolateByCity('reservation_release')}
      grant select, insert on reservation_release to beneficiaries;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
