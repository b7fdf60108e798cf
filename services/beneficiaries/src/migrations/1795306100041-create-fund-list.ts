import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What other funds pay for, and who asked whether somebody is protected.
 *
 * `registry_fund` stands beside `registry` behind the same role: keyed hashes, no city, no name. A month may be in
 * both, or there twice, for two funds may pay without knowing it; `claim` says which list brought it, as a keyed hash.
 */
export class CreateFundList1795306100041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table registry_fund (
        nik_hash bytea not null check (length(nik_hash) = 32),
        month    text not null check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        fund     text not null check (fund in ('APBD', 'APBN', 'DBHCHT', 'CSR', 'BAZNAS', 'SERTAKAN')),
        claim    bytea not null check (length(claim) = 32),
        primary key (nik_hash, month, claim)
      );
      create index on registry_fund (claim);
      alter table registry_fund enable row level security;
      alter table registry_fund force row level security;
      create policy by_its_own_role on registry_fund to beneficiaries_registry using (true) with check (true);
      grant select, insert, delete on registry_fund to beneficiaries_registry;

      -- That a list was taken in, from whom and by whom; of its people only the registry has marks.
      create table fund_list (
        city_id      text not null,
        id           uuid not null,
        fund         text not null check (fund in ('APBD', 'APBN', 'DBHCHT', 'CSR', 'BAZNAS', 'SERTAKAN')),
        source       text not null check (length(source) between 3 and 200 and source !~ '\\d{11}'),
        listed_on    date not null,
        rows         int not null check (rows > 0),
        imported_by  uuid not null,
        imported_at  timestamptz not null default date_trunc('milliseconds', now()),
        withdrawn_at timestamptz,
        withdrawn_by uuid,
        primary key (city_id, id),
        check (num_nulls(withdrawn_at, withdrawn_by) in (0, 2))
      );
      create index on fund_list (city_id, imported_at desc, id desc);
      ${isolateByCity('fund_list')}
      grant select, insert, update (withdrawn_at, withdrawn_by) on fund_list to beneficiaries;

      -- Who asked, and when: for the limit. What was asked is in the trail, as a keyed mark.
      create table protection_question (
        city_id  text not null,
        number   bigint generated always as identity,
        asked_by uuid not null,
        asked_at timestamptz not null default now(),
        primary key (city_id, number)
      );
      create index on protection_question (city_id, asked_by, asked_at);
      ${isolateByCity('protection_question')}
      grant select, insert on protection_question to beneficiaries;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
