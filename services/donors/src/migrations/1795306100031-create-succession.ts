import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSuccession1795306100031 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What beneficiaries and billing have told of each month of a pledge. Each column is one teller's, so that the
      -- order of two tellers does not matter.
      create table pledge_month (
        city_id   text not null,
        pledge_id uuid not null,
        month     text not null check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        taken     boolean not null default false,
        held      boolean not null default false,
        paid      boolean not null default false,
        protected boolean not null default false,
        primary key (city_id, pledge_id, month),
        foreign key (city_id, pledge_id) references pledge (city_id, id)
      );
      ${isolateByCity('pledge_month')}
      grant select, insert on pledge_month to donors;
      grant update (taken, held, paid, protected) on pledge_month to donors;

      -- Why a pledge was withdrawn, where its donor said more than that.
      create table pledge_rest (
        city_id   text not null,
        pledge_id uuid not null,
        how       text not null check (how in ('STOPPED', 'PAUSED', 'HANDED_ON')),
        at        timestamptz(3) not null default now(),
        months    int not null check (months between 0 and 24), -- that were open then
        resumed_by uuid, -- the pledge that goes on with it
        primary key (city_id, pledge_id),
        foreign key (city_id, pledge_id) references pledge (city_id, id),
        foreign key (city_id, resumed_by) references pledge (city_id, id)
      );
      ${isolateByCity('pledge_rest')}
      grant select, insert on pledge_rest to donors;
      grant update (resumed_by) on pledge_rest to donors;

      create table succession (
        city_id   text not null,
        id        uuid not null default gen_random_uuid(),
        pledge_id uuid not null,
        donor_id  uuid not null,
        agency    text not null check (agency <> ''),
        why       text not null check (why in ('RETIRED', 'MOVED', 'DIED', 'ABSENT')),
        opened_at timestamptz(3) not null default date_trunc('milliseconds', now()),
        state     text not null default 'OPEN' check (state in ('OPEN', 'ENDED')),
        outcome   text check (outcome in ('TAKEN', 'POOLED', 'CAME_BACK')),
        ended_at  timestamptz(3),
        primary key (city_id, id),
        foreign key (city_id, pledge_id) references pledge (city_id, id),
        constraint ended_somehow check ((state = 'ENDED') = (outcome is not null)),
        constraint ended_once check ((state = 'ENDED') = (ended_at is not null))
      );
      create unique index succession_open on succession (city_id, pledge_id) where state = 'OPEN';
      create index succession_list on succession (city_id, agency, opened_at, id);
      ${isolateByCity('succession')}
      grant select, insert on succession to donors;
      grant update (state, outcome, ended_at) on succession to donors;

      -- Somebody asks a colleague to go on with a pledge; only the colleague's own yes makes it theirs.
      create table handover (
        city_id       text not null,
        id            uuid not null,
        pledge_id     uuid not null,
        taker_id      uuid not null, -- nobody is told whether the roster knows them
        asked_by      text not null,
        asked_at      timestamptz(3) not null,
        state         text not null default 'ASKED' check (state in ('ASKED', 'ACCEPTED', 'DECLINED', 'CALLED_BACK')),
        answered_at   timestamptz(3),
        primary key (city_id, id),
        foreign key (city_id, pledge_id) references pledge (city_id, id),
        constraint answered check ((state = 'ASKED') = (answered_at is null)),
        constraint maker_and_taker check (asked_by <> taker_id::text)
      );
      create unique index handover_asked on handover (city_id, pledge_id) where state = 'ASKED';
      create unique index handover_accepted on handover (city_id, pledge_id) where state = 'ACCEPTED';
      create index handover_for on handover (city_id, taker_id, asked_at desc, id desc);
      ${isolateByCity('handover')}
      grant select, insert on handover to donors;
      grant update (state, answered_at) on handover to donors;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
