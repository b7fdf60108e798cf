import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of a card on its way to the worker: printed, perhaps lost, handed over, perhaps by mistake. */
export class CreateCardPrint1795306100050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table card_print (
        city_id    text not null,
        card_id    uuid not null,
        edition    int not null check (edition > 0),
        code_hash  bytea not null check (length(code_hash) = 32), -- the code itself is on paper alone
        printed_by uuid not null,
        printed_at timestamptz not null default now(),
        revoked_by uuid,
        revoked_at timestamptz,
        primary key (city_id, card_id, edition),
        unique (city_id, code_hash),
        foreign key (city_id, card_id) references card (city_id, id),
        check (num_nulls(revoked_by, revoked_at) in (0, 2))
      );
      create unique index card_print_in_force on card_print (city_id, card_id) where revoked_at is null;
      ${isolateByCity('card_print')}
      grant select, insert, update (revoked_by, revoked_at) on card_print to beneficiaries;

      create table card_handover (
        city_id     text not null,
        id          uuid not null,
        card_id     uuid not null,
        edition     int not null,
        handed_on   date not null,
        handed_to   text not null check (handed_to in ('WORKER', 'FAMILY')),
        handed_by   uuid not null,
        recorded_at timestamptz not null default now(),
        recorded_on date not null, -- by the city's calendar: how long it may be undone
        undone_by   uuid,
        undone_at   timestamptz,
        primary key (city_id, id),
        foreign key (city_id, card_id, edition) references card_print (city_id, card_id, edition),
        check (handed_on <= recorded_on),
        check (num_nulls(undone_by, undone_at) in (0, 2))
      );
      create unique index card_handed_over_once on card_handover (city_id, card_id, edition) where undone_at is null;
      ${isolateByCity('card_handover')}
      grant select, insert, update (undone_by, undone_at) on card_handover to beneficiaries;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
