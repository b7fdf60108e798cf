import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What workers ask of their own data, and what the service may then change: UU 27/2022. */
export class CreateDataRequest1795306100052 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table data_request (
        city_id       text not null,
        id            uuid not null,
        worker_id     uuid not null,
        kind          text not null check (kind in ('ACCESS', 'CORRECTION', 'WITHDRAWAL', 'ERASURE')),
        state         text not null check (state in ('OPEN', 'WAITING', 'ANSWERED', 'REFUSED')),
        asked_by      text not null check (asked_by in ('WORKER', 'FAMILY', 'GUARDIAN', 'HEIR')),
        channel       text not null check (channel in ('COUNTER', 'LETTER', 'TELEPHONE', 'ELECTRONIC')),
        recorded_by   uuid not null,
        asked_at      timestamptz not null default date_trunc('milliseconds', now()),
        due_at        timestamptz not null,
        answered_by   uuid,
        answered_at   timestamptz,
        refusal       text check (length(refusal) between 10 and 300),
        change_sealed bytea, -- a correction, before and after it; the trail keeps no identity
        primary key (city_id, id),
        foreign key (city_id, worker_id) references worker (city_id, id),
        check (due_at > asked_at),
        check ((state in ('ANSWERED', 'REFUSED')) = (answered_at is not null)),
        check ((state = 'REFUSED') = (refusal is not null)),
        check (state <> 'WAITING' or kind = 'ERASURE')
      );
      create index on data_request (city_id, asked_at desc, id desc);
      create index on data_request (city_id, worker_id);
      create index on data_request (city_id, due_at) where state in ('OPEN', 'WAITING');
      ${isolateByCity('data_request')}
      grant select, insert, update (state, answered_by, answered_at, refusal, change_sealed)
        on data_request to beneficiaries;

      -- What other services say they keep of a person, as each of them told it.
      create table data_statement (
        city_id    text not null,
        request_id uuid not null,
        service    text not null check (service in ('donors', 'billing', 'benefits')),
        holdings   jsonb not null,
        told_at    timestamptz not null,
        primary key (city_id, request_id, service),
        foreign key (city_id, request_id) references data_request (city_id, id)
      );
      ${isolateByCity('data_statement')}
      grant select, insert, update (holdings, told_at) on data_statement to beneficiaries;

      -- When the mark in the registry went as well: not before the last month that was paid is over.
      alter table worker add column registry_forgotten_at timestamptz,
        add check (registry_forgotten_at is null or erased_at is not null);
      grant select on nik_reveal to beneficiaries; -- who has seen a number is told to whose number it is
      grant update (name, nik_sealed, nik_index, nik_mask, registry_hash, birth_date, kelurahan, relation, phone_sealed,
        flags, consent_withdrawn_on, erased_at, registry_forgotten_at) on worker to beneficiaries;
      grant update (kpj_sealed, kpj_index, kpj_mask) on card to beneficiaries;
      create index on worker (city_id, erased_at) where erased_at is not null;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
