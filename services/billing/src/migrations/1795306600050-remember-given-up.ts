import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Pledges whose donor gave them up for another: told before their months are free, they are remembered until then. */
export class RememberGivenUp1795306600050 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing.given_up (
        city_id   text not null,
        pledge_id uuid not null,
        worker_id uuid not null,
        donor_id  uuid not null,
        heard_at  timestamptz(3) not null default date_trunc('milliseconds', now()),
        primary key (city_id, pledge_id)
      );
      create index on billing.given_up (city_id, worker_id);
      ${isolateByCity('billing.given_up')}
      grant select, delete, insert (city_id, pledge_id, worker_id, donor_id) on billing.given_up to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
