import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may be deducted from, by which letter; and in which agency each donor works, as donors has told. */
export class CreateMandate1795300000130 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing.placement (
        city_id  text not null,
        donor_id uuid not null,
        agency   text not null check (agency ~ '^[a-z0-9-]{1,57}$'),
        since    timestamptz(3) not null default now(),
        primary key (city_id, donor_id)
      );
      create index on billing.placement (city_id, agency, donor_id);

      create table billing.mandate_counter (
        city_id text primary key,
        last    int not null check (last between 1 and 999999)
      );

      -- A letter (surat kuasa). What was signed is never edited; it is revoked, once, and another is given.
      create table billing.mandate (
        city_id      text not null,
        id           uuid not null,
        number       text not null check (number ~ ('^SK-' || city_id || '-[0-9]{6}$')),
        donor_id     uuid not null,
        signed_as    text not null check (length(signed_as) between 1 and 120),
        nip_end      text not null check (nip_end ~ '^[0-9]{4}$'), -- a NIP is kept nowhere whole
        text_version text not null check (length(text_version) between 3 and 40),
        bank         text not null check (length(bank) between 2 and 60),
        cap          bigint not null check (cap > 0),
        proof_hash   text not null check (proof_hash ~ '^[0-9a-f]{64}$'),
        first_month  text not null check (first_month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
        given_at     timestamptz(3) not null default now(),
        revoked_at   timestamptz(3) check (revoked_at >= given_at),
        primary key (city_id, id),
        unique (city_id, number)
      );
      create unique index one_active_mandate on billing.mandate (city_id, donor_id) where revoked_at is null;
      create index on billing.mandate (city_id, donor_id, given_at desc, id desc);

      create function billing.revoked_once() returns trigger language plpgsql as $$
        begin
          if old.revoked_at is not null then
            raise exception 'mandate % is revoked', old.id using errcode = '23514';
          end if;
          return new;
        end $$;
      create trigger revoked_once before update on billing.mandate
        for each row execute function billing.revoked_once();

      ${['placement', 'mandate_counter', 'mandate'].map((it) => isolateByCity(`billing.${it}`)).join('')}
      grant select, insert, update (agency, since) on billing.placement to billing;
      grant select, insert, update (last) on billing.mandate_counter to billing;
      grant select, insert, update (revoked_at) on billing.mandate to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
