import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pledges that were given to the pool: billing is told of one once BPJS has receipted what is paid for its worker. */
export class CreatePoolGift1795306400021 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table pool_gift (
        city_id   text not null,
        pledge_id uuid not null,
        given_at  timestamptz(3) not null default date_trunc('milliseconds', now()),
        told_at   timestamptz(3), -- null while it waits
        primary key (city_id, pledge_id),
        foreign key (city_id, pledge_id) references pledge (city_id, id)
      );
      create index pool_gift_waiting on pool_gift (city_id, pledge_id) where told_at is null;
      create index pledge_of_worker on pledge (city_id, worker_id);
      ${isolateByCity('pool_gift')}
      grant select, insert on pool_gift to donors;
      grant update (told_at) on pool_gift to donors;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
