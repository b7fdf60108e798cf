import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateRosterImport1795306100030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who left the roster stays in it: the pledges are theirs until somebody else has taken them over.
      alter table donor
        add column left_at  timestamptz(3),
        add column left_why text check (left_why in ('RETIRED', 'MOVED', 'DIED', 'ABSENT')),
        add constraint left_for_a_reason check ((left_at is null) = (left_why is null));
      grant update (left_at, left_why) on donor to donors;
      create index donor_there on donor (city_id, agency, post) where left_at is null;

      create table roster_import (
        city_id      text not null check (city_id ~ '^\\d{4}$'),
        id           uuid not null,
        opened_by    text not null,
        opened_at    timestamptz(3) not null default now(),
        complete     boolean not null,
        sample       boolean not null,
        state        text not null default 'OPEN'
                     check (state in ('OPEN', 'READING', 'READ', 'REFUSED', 'KNOWN', 'APPLYING', 'APPLIED', 'EXPIRED')),
        reading      int not null default 0,
        hash         text,
        lines        int not null default 0,
        problems     jsonb not null default '[]',
        problem_count int not null default 0,
        joiners      int, movers int, changed int, unchanged int, leavers int, pledges int,
        applying_at  timestamptz(3),
        place        uuid not null default '00000000-0000-0000-0000-000000000000', -- the last donor applied
        done         int not null default 0,
        slice        int not null default 0, -- of those who left, taken off so far
        applied_at   timestamptz(3),
        primary key (city_id, id),
        constraint applied_once check ((state = 'APPLIED') = (applied_at is not null)),
        constraint nothing_wrong_is_applied check (state not in ('APPLYING', 'APPLIED') or problem_count = 0)
      );
      create index roster_import_at_work on roster_import (city_id, applying_at, id) where state = 'APPLYING';
      create index roster_import_latest on roster_import (city_id, applied_at desc) where state = 'APPLIED';
      ${isolateByCity('roster_import')}
      grant select, insert on roster_import to donors;
      grant update (state, reading, hash, lines, problems, problem_count, joiners, movers, changed, unchanged,
                    leavers, pledges, applying_at, place, done, slice, applied_at) on roster_import to donors;

      -- What a file says, until it is applied or forgotten.
      create table roster_row (
        city_id    text not null,
        import_id  uuid not null,
        reading    int not null,
        donor_id   uuid not null,
        line       int not null,
        masked_nip text not null check (masked_nip !~ '\\d{5}'),
        name       text not null check (name = btrim(name) and length(name) between 1 and 120),
        kind       text not null check (kind in ('PNS', 'PPPK')),
        post       text not null check (post in ('JPT_PRATAMA', 'ADMINISTRATOR', 'OTHERS')),
        agency     text not null check (agency <> ''),
        left_why   text check (left_why in ('RETIRED', 'MOVED', 'DIED')),
        primary key (city_id, import_id, reading, donor_id),
        foreign key (city_id, import_id) references roster_import (city_id, id)
      );
      ${isolateByCity('roster_row')}
      grant select, insert, delete on roster_row to donors;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
