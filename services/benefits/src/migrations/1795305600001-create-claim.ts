import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateClaim1795305600001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table claim (
        city_id     text not null,
        id          uuid not null,
        worker_id   uuid not null,
        programme   text not null check (programme in ('JKM', 'JKK')),
        occurred_on date not null,
        month       text not null check (month = to_char(occurred_on, 'YYYY-MM')),
        amount      bigint not null check (amount > 0),
        lines       jsonb not null check (jsonb_array_length(lines) > 0),
        report_by   date check ((report_by is not null) = (programme = 'JKK')),
        pay_by      date not null check (pay_by > filed_on),
        filed_on    date not null check (filed_on >= occurred_on),
        filed_by    uuid not null,
        filed_at    timestamptz not null default now(),
        kecamatan   text not null,
        replaces    uuid check (replaces <> id),
        primary key (city_id, id),
        -- somebody dies once: one claim, and each claim is replaced once at most
        unique nulls not distinct (city_id, worker_id, replaces),
        foreign key (city_id, replaces) references claim (city_id, id),
        -- nobody claims for a month that BPJS has not receipted
        foreign key (city_id, worker_id, month) references coverage (city_id, worker_id, month)
      );
      create index claim_by_day on claim (city_id, filed_on desc, id desc);

      ${isolateByCity('claim')}
      grant select, insert on claim to benefits;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
