import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The workers, and the book of who read a NIK. Neither is ever changed or removed by the service. */
export class CreateWorker1795305600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table worker (
        city_id              text not null,
        id                   uuid not null,
        name                 text not null check (length(name) between 2 and 100),
        nik_sealed           bytea not null,
        nik_index            bytea not null check (length(nik_index) = 32),
        nik_mask             text not null check (nik_mask !~ '\\d{5}'), -- the mask, never the number
        registry_hash        bytea not null check (length(registry_hash) = 32),
        birth_date           date not null,
        occupation           text not null,
        sector               text not null check (sector in ('TRANSPORT', 'OTHER')),
        kecamatan            text not null,
        kelurahan            text not null,
        relation             text not null,
        phone_sealed         bytea,
        flags                text[] not null default '{}' check (flags <@ '{UNDER_18,BIRTH_DATE_UNLIKE_NIK}'),
        consent_channel      text not null check (consent_channel in ('PAPER', 'RECORDING', 'ELECTRONIC')),
        consent_declared_by  text not null
          check (consent_declared_by in ('WORKER', 'DONOR', 'FAMILY', 'OFFICER')),
        consent_text_version text not null check (consent_text_version <> ''),
        consent_on           date not null,
        registered_by        uuid not null,
        -- Whole milliseconds: a page begins after this instant, and answers carry no finer one.
        registered_at        timestamptz not null default date_trunc('milliseconds', now()),
        sample               boolean not null,
        primary key (city_id, id),
        unique (city_id, nik_index),
        check (sample = starts_with(nik_mask, '99')),
        check (starts_with(kelurahan, kecamatan || '.') and replace(left(kecamatan, 5), '.', '') = city_id)
      );
      create index on worker (city_id, registered_at desc, id desc);
      create index on worker (city_id, kecamatan, registered_at desc, id desc);
      create index on worker (city_id, registered_by);
      ${isolateByCity('worker')}
      grant select, insert on worker to beneficiaries;

      create table nik_reveal (
        city_id     text not null,
        id          uuid not null,
        worker_id   uuid not null,
        revealed_by uuid not null,
        roles       text[] not null check (cardinality(roles) > 0),
        reason      text not null check (length(reason) between 10 and 300),
        revealed_at timestamptz not null default now(),
        primary key (city_id, id),
        foreign key (city_id, worker_id) references worker (city_id, id)
      );
      create index on nik_reveal (city_id, worker_id, revealed_at);
      ${isolateByCity('nik_reveal')}
      grant insert on nik_reveal to beneficiaries; -- written here, read by the data protection officer
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
