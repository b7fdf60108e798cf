import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreatePayout1795305600002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table payout (
        city_id     text not null check (city_id ~ '^\\d{4}$'),
        id          uuid not null,
        title       text not null check (title <> '' and title !~ '\\d{11}'),
        paid_on     date not null,
        total       bigint not null check (total > 0),
        source      text not null check (source <> '' and source !~ '\\d{11}'),
        recorded_by uuid not null,
        recorded_at timestamptz not null default now(),
        primary key (city_id, id)
      );
      create index payout_by_day on payout (city_id, paid_on desc, id);

      create table payout_part (
        city_id   text not null,
        payout_id uuid not null,
        programme text not null check (programme in ('JKK', 'JKM', 'JHT', 'JP', 'BEASISWA')),
        amount    bigint check (amount > 0), -- null: nobody has said how much
        place     int not null,
        primary key (city_id, payout_id, programme),
        foreign key (city_id, payout_id) references payout (city_id, id)
      );

      ${isolateByCity('payout')}
      ${isolateByCity('payout_part')}
      grant select, insert on payout, payout_part to benefits;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
