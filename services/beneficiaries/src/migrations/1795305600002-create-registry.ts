import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * One NIK is protected once in a month, across all cities and funds. This is the one table without
 * a city: it holds keyed hashes only, and answers only whether a month is taken.
 *
 * The service's own role cannot touch it. A use case puts on the role `beneficiaries_registry` for a
 * moment inside its transaction, and that role can do nothing else. `claim` lets only the pledge
 * that took a month give it back; it is a keyed hash too, and names nobody.
 */
export class CreateRegistry1795305600002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table registry (
        nik_hash bytea not null check (length(nik_hash) = 32),
        month    text not null check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        claim    bytea not null check (length(claim) = 32),
        primary key (nik_hash, month)
      );
      alter table registry enable row level security;
      alter table registry force row level security;
      create policy by_its_own_role on registry to beneficiaries_registry using (true) with check (true);
      grant usage on schema beneficiaries to beneficiaries_registry;
      grant select, insert, delete on registry to beneficiaries_registry;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}

/**
 * The registry's role, for an admin to make before the migrations; bears repetition.
 *
 * The service may put the role on, and inherits nothing from it.
 */
export const registryRole = `
  do $role$ begin
    if not exists (select from pg_roles where rolname = 'beneficiaries_registry') then
      create role beneficiaries_registry
        nologin noinherit nosuperuser nobypassrls nocreatedb nocreaterole noreplication;
    end if;
  exception when duplicate_object or unique_violation then
    null; -- another database of this server was prepared in the same moment, and made it
  end $role$;
  do $member$ begin
    if not pg_has_role('beneficiaries', 'beneficiaries_registry', 'member') then
      grant beneficiaries_registry to beneficiaries;
    end if;
  exception when others then
    if not pg_has_role('beneficiaries', 'beneficiaries_registry', 'member') then raise; end if;
  end $member$;
`;
