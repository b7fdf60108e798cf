import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * A month may have been told of two entries that were one person for a while. What was first heard stays in `coverage`,
 * where claims lean on it; what was said of it since is added here, and `covered_month` is what holds today.
 */
export class PartCoverage1795306200020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- the place in the teller's outbox, '<epoch>:<id>', and its clock; of rows from before nobody kept it
      alter table coverage
        add column told    text,
        add column told_at timestamptz,
        add check (num_nonnulls(told, told_at) <> 1);

      create table coverage_turn (
        city_id     text not null,
        worker_id   uuid not null,
        month       text not null check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        pledge_id   uuid not null,
        number      int not null check (number > 0),
        held        boolean not null,
        told        text not null,
        told_at     timestamptz not null,
        donor_id    uuid,
        kecamatan   text check (kecamatan ~ '^\\d{2}\\.\\d{2}\\.\\d{2}$'),
        receipt     text check (receipt <> ''),
        received_on date,
        heard_at    timestamptz not null default now(),
        primary key (city_id, worker_id, month, pledge_id, number), -- the last one stands
        check (num_nonnulls(donor_id, kecamatan, receipt, received_on) = case when held then 4 else 0 end)
      );
      ${isolateByCity('coverage_turn')}
      grant select, insert on coverage_turn to benefits;

      create view covered_month with (security_invoker = true) as
        select city_id, worker_id, month, pledge_id, donor_id, kecamatan, receipt, received_on from coverage c
         where not exists (select from coverage_turn t
                            where t.city_id = c.city_id and t.worker_id = c.worker_id and t.month = c.month
                              and t.pledge_id = c.pledge_id)
        union all
        select city_id, worker_id, month, pledge_id, donor_id, kecamatan, receipt, received_on
          from (select distinct on (city_id, worker_id, month, pledge_id) * from coverage_turn
                 order by city_id, worker_id, month, pledge_id, number desc) as last
         where held;
      grant select on covered_month to benefits;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
