import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Double entry, append-only. The service may add and look; it may not change or remove, and what it
 * adds must balance at COMMIT: a defect of the service cannot make rupiah.
 */
export class CreateLedger1795300000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing.ledger_transaction (
        city_id   text not null,
        id        uuid not null,
        why       text not null check (why in
          ('PAYMENT', 'REVERSAL', 'REMITTANCE', 'REVERSAL_RESOLVED', 'RELEASE')),
        provider  text not null check (provider in ('MIDTRANS', 'BPJS')),
        -- the provider's own name of the payment; for BPJS the remittance
        provider_payment_id text not null,
        kind      text not null check (kind ~ '^[A-Z_]+(:[0-9]+)?$'),
        reference text not null,
        at        timestamptz(3) not null default now(),
        xid       xid8 not null default pg_current_xact_id(),
        primary key (city_id, id),
        -- one payment is posted once, however often and under whatever name it is told
        constraint posted_once unique (city_id, provider, provider_payment_id, kind)
      );
      create index on billing.ledger_transaction (city_id, at desc, id desc);

      create table billing.posting (
        city_id        text not null,
        transaction_id uuid not null,
        line           int not null check (line > 0),
        account        text not null check (account ~ '^(suspense|excess|(provider|held|bpjs):.{1,64})$'),
        amount         bigint not null check (amount <> 0),
        primary key (city_id, transaction_id, line),
        unique (city_id, transaction_id, account),
        foreign key (city_id, transaction_id) references billing.ledger_transaction (city_id, id)
      );
      create index on billing.posting (city_id, account);

      -- Deferred to COMMIT and on both tables, so that an empty transaction is caught too. The xid
      -- refuses a pair of postings added later to a transaction that was complete.
      create function billing.transaction_balances() returns trigger language plpgsql as $$
        declare
          it uuid := (to_jsonb(new) ->> case tg_table_name when 'posting' then 'transaction_id' else 'id' end)::uuid;
          written xid8;
          sides bigint;
          total numeric;
        begin
          select xid into written from billing.ledger_transaction where city_id = new.city_id and id = it;
          if written is distinct from pg_current_xact_id() then
            raise exception 'transaction % is closed', it using errcode = '23514';
          end if;
          select count(*), coalesce(sum(amount), 0) into sides, total
            from billing.posting where city_id = new.city_id and transaction_id = it;
          if sides < 2 or total <> 0 then
            raise exception 'transaction % does not balance', it using errcode = '23514';
          end if;
          return null;
        end $$;
      create constraint trigger balances after insert on billing.ledger_transaction
        deferrable initially deferred for each row execute function billing.transaction_balances();
      create constraint trigger balances after insert on billing.posting
        deferrable initially deferred for each row execute function billing.transaction_balances();

      ${isolateByCity('billing.ledger_transaction')}
      ${isolateByCity('billing.posting')}
      grant select, insert (city_id, id, why, provider, provider_payment_id, kind, reference)
        on billing.ledger_transaction to billing; -- neither its time nor its xid is the service's to say
      grant select, insert on billing.posting to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
