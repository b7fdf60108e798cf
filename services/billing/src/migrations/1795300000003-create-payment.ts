import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What providers say, byte for byte; and the payments we know from it. */
export class CreatePayment1795300000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing.payment (
        city_id    text not null,
        id         uuid not null,
        provider   text not null check (provider in ('MIDTRANS')),
        provider_payment_id text not null,
        order_id   text not null,
        invoice_id uuid, -- none: an order nobody knows; its money is in suspense
        amount     bigint not null check (amount > 0),
        reversed   bigint not null default 0 check (reversed between 0 and amount),
        missing    bigint not null default 0, -- of what was reversed: what BPJS has, and nobody gives back
        state      text not null check (state in
          ('PENDING', 'SETTLED', 'FAILED', 'EXPIRED', 'REVERSED', 'REVERSAL_PARKED')),
        paid_at    timestamptz(3),
        heard_at   timestamptz(3) not null default now(),
        primary key (city_id, id),
        unique (city_id, provider, provider_payment_id),
        foreign key (city_id, invoice_id) references billing.invoice (city_id, id),
        check ((state in ('SETTLED', 'REVERSED', 'REVERSAL_PARKED')) = (paid_at is not null)),
        check (state <> 'REVERSED' or reversed = amount),
        check (missing between 0 and reversed),
        check ((state = 'REVERSAL_PARKED') = (missing > 0))
      );
      create index on billing.payment (city_id, invoice_id);
      create index on billing.payment (city_id, invoice_id) where missing > 0;

      create table billing.notice (
        city_id     text not null,
        id          uuid not null,
        provider    text not null check (provider in ('MIDTRANS')),
        event_id    text not null check (length(event_id) <= 400),
        facts       text not null check (length(facts) = 64), -- SHA-256 of what counts in it
        order_id    text check (length(order_id) <= 80), -- none: it names no order that can be read
        body        bytea not null check (octet_length(body) <= 65536),
        received_at timestamptz(3) not null default now(),
        state       text not null check (state in ('RECEIVED', 'WAITING', 'WORKED', 'PARKED', 'CONFLICT')),
        outcome     text,
        provider_payment_id text,
        attempts    int not null default 0,
        work_after  timestamptz not null default now(),
        primary key (city_id, id)
      );
      -- One event once; what contradicts it is kept beside it, each contradiction once.
      create unique index on billing.notice (city_id, provider, event_id) where state <> 'CONFLICT';
      create unique index on billing.notice (city_id, provider, event_id, facts);
      create index on billing.notice (city_id, work_after) where state = 'RECEIVED';
      create index on billing.notice (city_id, provider_payment_id) where state = 'WAITING';
      create index on billing.notice (city_id, order_id) where state = 'PARKED';

      -- All that is kept of what nobody signed.
      create table billing.forgery (
        city_id  text not null,
        provider text not null check (provider in ('MIDTRANS')),
        day      date not null default current_date,
        count    bigint not null check (count > 0),
        primary key (city_id, provider, day)
      );

      ${isolateByCity('billing.payment')}
      ${isolateByCity('billing.notice')}
      ${isolateByCity('billing.forgery')}
      grant select, insert, update (order_id, invoice_id, amount, reversed, missing, state, paid_at)
        on billing.payment to billing;
      grant select, insert, update (state, outcome, provider_payment_id, attempts, work_after)
        on billing.notice to billing; -- never the body
      grant select, insert, update (count) on billing.forgery to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
