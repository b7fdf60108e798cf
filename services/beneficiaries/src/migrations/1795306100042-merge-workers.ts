import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Two entries may be one person. A merge changes no month: it says to whom it belongs now (`moved_to`), so nothing is
 * lost, and undoing is saying nothing again. No month is held twice by one person, merged or not: the index says so.
 */
export class MergeWorkers1795306100042 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table worker
        add column phone_index bytea check (length(phone_index) = 32),
        add column merged_into uuid,
        add constraint merged_into_another check (merged_into <> id),
        add foreign key (city_id, merged_into) references worker (city_id, id);
      create index on worker (city_id, birth_date);
      create index on worker (city_id, phone_index) where phone_index is not null;
      create index on worker (city_id, merged_into) where merged_into is not null;
      grant update (merged_into) on worker to beneficiaries;

      alter table protection
        add column moved_to uuid,
        add constraint moved_to_another check (moved_to <> worker_id),
        add foreign key (city_id, moved_to) references worker (city_id, id);
      drop index protection_held_once;
      create unique index protection_held_once on protection (city_id, (coalesce(moved_to, worker_id)), month)
        where state <> 'RELEASED';
      create index on protection (city_id, (coalesce(moved_to, worker_id)), month);
      grant update (moved_to) on protection to beneficiaries;
      create function month_goes_to_who_is_kept() returns trigger language plpgsql as $body$ begin
        new.moved_to := (select merged_into from beneficiaries.worker where city_id = new.city_id and id = new.worker_id);
        return new;
      end $body$;
      create trigger month_goes_to_who_is_kept before insert on protection
        for each row execute function month_goes_to_who_is_kept();
      grant update (worker_id) on card to beneficiaries;

      create table worker_merge (
        city_id    text not null,
        id         uuid not null,
        kept_id    uuid not null,
        merged_id  uuid not null check (merged_id <> kept_id),
        cards      uuid[] not null,
        merged_by  uuid not null,
        merged_at  timestamptz not null default date_trunc('milliseconds', now()),
        undo_until date not null,
        undone_by  uuid,
        undone_at  timestamptz,
        primary key (city_id, id),
        foreign key (city_id, kept_id) references worker (city_id, id),
        foreign key (city_id, merged_id) references worker (city_id, id),
        check (num_nulls(undone_by, undone_at) in (0, 2))
      );
      create unique index worker_merged_once on worker_merge (city_id, merged_id) where undone_at is null;
      create index on worker_merge (city_id, merged_at desc, id desc);
      ${isolateByCity('worker_merge')}
      grant select, insert, update (undone_by, undone_at) on worker_merge to beneficiaries;

      create table possible_duplicate (
        city_id   text not null,
        id        uuid not null default gen_random_uuid(),
        worker_id uuid not null,
        other_id  uuid not null check (other_id > worker_id),
        score     int not null check (score between 1 and 100),
        because   text[] not null check (cardinality(because) > 0
                    and because <@ '{NAME,NAME_LIKE,BIRTH_DATE,BIRTH_DATE_SWAPPED,PHONE}'),
        kecamatan text, -- of both; null when they live in two
        state     text not null default 'OPEN' check (state in ('OPEN', 'MERGED', 'DISMISSED')),
        found_at  timestamptz not null default date_trunc('milliseconds', now()),
        primary key (city_id, id),
        unique (city_id, worker_id, other_id),
        foreign key (city_id, worker_id) references worker (city_id, id),
        foreign key (city_id, other_id) references worker (city_id, id)
      );
      create index on possible_duplicate (city_id, score desc, id) where state = 'OPEN';
      create index on possible_duplicate (city_id, kecamatan, score desc, id) where state = 'OPEN';
      create index on possible_duplicate (city_id, other_id);
      ${isolateByCity('possible_duplicate')}
      grant select, insert, update (state) on possible_duplicate to beneficiaries;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
