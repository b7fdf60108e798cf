import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The read model behind the public figures. All of it can be computed anew; no rule reads it. */
export class CreateProgress1795305600004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table progress (
        city_id     text not null,
        kecamatan   text not null,
        workers     int not null default 0 check (workers >= 0),
        sponsored   int not null default 0 check (sponsored between 0 and workers),
        cards       int not null default 0 check (cards between 0 and workers),
        contributed bigint not null default 0 check (contributed >= 0), -- whole rupiah
        updated_at  timestamptz not null default now(),
        primary key (city_id, kecamatan)
      );
      ${isolateByCity('progress')}
      grant select, insert, update on progress to beneficiaries;

      create table progress_month (
        city_id   text not null,
        kecamatan text not null,
        month     text not null check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        reserved  int not null default 0 check (reserved >= 0),
        paid      int not null default 0 check (paid >= 0),
        protected int not null default 0 check (protected >= 0),
        primary key (city_id, kecamatan, month)
      );
      create index on progress_month (city_id, month);
      ${isolateByCity('progress_month')}
      grant select, insert, update on progress_month to beneficiaries;

      -- What billing told of each invoice: paid counts unless it was reversed since.
      create table progress_payment (
        city_id       text not null,
        invoice_id    uuid not null,
        kecamatan     text not null,
        amount        bigint not null check (amount > 0),
        paid_at       timestamptz,
        paid_told     text,
        reversed_at   timestamptz,
        reversed_told text,
        primary key (city_id, invoice_id),
        check (num_nulls(paid_at, paid_told) in (0, 2)),
        check (num_nulls(reversed_at, reversed_told) in (0, 2))
      );
      ${isolateByCity('progress_payment')}
      grant select, insert, update (amount, paid_at, paid_told, reversed_at, reversed_told) on progress_payment to beneficiaries;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
