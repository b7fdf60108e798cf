import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose data was erased is offered to nobody any more: an offer ends by a pledge that takes it, or by being withdrawn. */
export class WithdrawFromPool1795306200030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table billing.pool_offer
        add column withdrawn_at timestamptz(3),
        add constraint taken_or_withdrawn check (taken_at is null or withdrawn_at is null);
      drop index billing.one_open_offer;
      create unique index one_open_offer on billing.pool_offer (city_id, worker_id)
        where taken_at is null and withdrawn_at is null;
      grant update (withdrawn_at) on billing.pool_offer to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
