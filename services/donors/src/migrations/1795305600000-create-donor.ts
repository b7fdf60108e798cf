import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDonor1795305600000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table donor (
        city_id    text not null check (city_id ~ '^\\d{4}$'),
        id         uuid not null,
        name       text not null check (name = btrim(name) and length(name) between 1 and 120),
        masked_nip text not null check (masked_nip !~ '\\d{5}'), -- a NIP is kept nowhere, whole or in part
        kind       text not null check (kind in ('PNS', 'PPPK')),
        post       text not null check (post in ('JPT_PRATAMA', 'ADMINISTRATOR', 'OTHERS')),
        agency     text not null check (agency <> ''),
        sample     boolean not null,
        primary key (city_id, id)
      );
      create index donor_by_name on donor (city_id, name, id);
      create index donor_by_agency on donor (city_id, agency, name, id);
      create index donor_by_post on donor (city_id, post);

      ${isolateByCity('donor')}
      grant select, insert on donor to donors;
      grant update (name, post, agency, sample) on donor to donors;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
