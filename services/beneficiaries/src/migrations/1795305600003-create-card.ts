import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Membership cards. A worker who lapsed may get another number, so cards are added and never changed. */
export class CreateCard1795305600003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table card (
        city_id     text not null,
        id          uuid not null,
        worker_id   uuid not null,
        kpj_sealed  bytea not null,
        kpj_index   bytea not null check (length(kpj_index) = 32),
        kpj_mask    text not null check (kpj_mask !~ '\\d{5}'),
        issued_on   date not null,
        recorded_by uuid not null,
        recorded_at timestamptz not null default now(),
        primary key (city_id, id),
        unique (city_id, kpj_index), -- a number is one worker's
        foreign key (city_id, worker_id) references worker (city_id, id)
      );
      create index on card (city_id, worker_id, issued_on);
      ${isolateByCity('card')}
      grant select, insert on card to beneficiaries;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
