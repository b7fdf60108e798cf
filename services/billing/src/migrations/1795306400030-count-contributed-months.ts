import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a city's month came to is kept as a figure, moved by whatever moves `contributed_month`: a city of a million workers
 * answers it from as few rows as a small one. Only triggers write it, and a check holds it equal to a recount.
 */
export class CountContributedMonths1795306400030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- How many paid invoices a worker has for a month: seldom two, and then it is still one worker.
      create table billing.contributed_worker (
        city_id   text not null,
        month     text not null check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        worker_id uuid not null,
        invoices  int not null check (invoices >= 0),
        primary key (city_id, month, worker_id)
      ) with (fillfactor = 80);

      -- In parts: whoever moves a figure takes the part of its own connection, so that two payments seldom wait for each
      -- other. A part alone may be below zero; their sum is the figure.
      create table billing.contributed_figure (
        city_id text not null,
        month   text not null check (month ~ '^\\d{4}-(0[1-9]|1[0-2])$'),
        part    int not null check (part between 0 and 31),
        workers bigint not null,
        amount  bigint not null,
        primary key (city_id, month, part)
      ) with (fillfactor = 50);

      alter table billing.contributed_month no force row level security;
      insert into billing.contributed_worker (city_id, month, worker_id, invoices)
        select city_id, month, worker_id, count(*) from billing.contributed_month group by city_id, month, worker_id;
      insert into billing.contributed_figure (city_id, month, part, workers, amount)
        select city_id, month, 0, count(distinct worker_id), sum(amount) from billing.contributed_month group by city_id, month;
      alter table billing.contributed_month force row level security;

      ${COUNT}
      ${isolateByCity('billing.contributed_worker')}
      ${isolateByCity('billing.contributed_figure')}
      -- for the triggers, which work as whoever moves the month; no statement of ours writes them
      grant select, insert on billing.contributed_worker, billing.contributed_figure to billing;
      grant update (invoices) on billing.contributed_worker to billing;
      grant update (workers, amount) on billing.contributed_figure to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}

const MOVED = `
      with moved as (select city_id, month, worker_id, count(*)::int as invoices, sum(amount)::bigint as amount
                       from changed group by city_id, month, worker_id order by city_id, month, worker_id),`;

/** Whose row it is waits for whoever else pays or takes back the same month, so that a worker is counted once. */
const COUNT = `
  create function billing.count_contributed() returns trigger language plpgsql as $body$
    begin
      ${MOVED}
        held as (insert into billing.contributed_worker as it (city_id, month, worker_id, invoices)
                 select city_id, month, worker_id, invoices from moved
                 on conflict (city_id, month, worker_id) do update set invoices = it.invoices + excluded.invoices
                 returning it.city_id, it.month, it.worker_id, it.invoices)
      insert into billing.contributed_figure as figure (city_id, month, part, workers, amount)
        select city_id, month, pg_backend_pid() % 32, count(*) filter (where held.invoices = moved.invoices), sum(amount)
          from moved join held using (city_id, month, worker_id) group by city_id, month order by city_id, month
        on conflict (city_id, month, part)
          do update set workers = figure.workers + excluded.workers, amount = figure.amount + excluded.amount;
      return null;
    end $body$;
  create trigger count_contributed after insert on billing.contributed_month
    referencing new table as changed for each statement execute function billing.count_contributed();

  create function billing.uncount_contributed() returns trigger language plpgsql as $body$
    begin
      ${MOVED}
        held as (update billing.contributed_worker it set invoices = it.invoices - moved.invoices from moved
                  where it.city_id = moved.city_id and it.month = moved.month and it.worker_id = moved.worker_id
                 returning it.city_id, it.month, it.worker_id, it.invoices)
      insert into billing.contributed_figure as figure (city_id, month, part, workers, amount)
        select city_id, month, pg_backend_pid() % 32, -count(*) filter (where held.invoices = 0), -sum(amount)
          from moved join held using (city_id, month, worker_id) group by city_id, month order by city_id, month
        on conflict (city_id, month, part)
          do update set workers = figure.workers + excluded.workers, amount = figure.amount + excluded.amount;
      return null;
    end $body$;
  create trigger uncount_contributed after delete on billing.contributed_month
    referencing old table as changed for each statement execute function billing.uncount_contributed();`;
