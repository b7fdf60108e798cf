import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateThanks1795306100032 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Who wants to be thanked in public; a row is the whole of their consent, and is removed with it.
      create table thanks (
        city_id  text not null,
        donor_id uuid not null,
        id       uuid not null,
        primary key (city_id, donor_id),
        foreign key (city_id, donor_id) references donor (city_id, id)
      );
      ${isolateByCity('thanks')}
      grant select, insert, delete on thanks to donors;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
