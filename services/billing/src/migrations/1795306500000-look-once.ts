import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The same walls around the ledger and around what is paid, with fewer looks at the same rows. A transaction is balanced and
 * chained by one look at COMMIT, and its link says how many lines it has: each line is then held against the link,
 * which refuses a line of an old transaction, and one that came after the hash.
 */
export class LookOnce1795306500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table billing.ledger_link
        add xid xid8,   -- of the transaction that made it; none: closed long ago
        add lines int;
      drop trigger if exists in_time on billing.posting;
      drop function billing.posting_is_in_time();
      drop trigger balances on billing.posting;
      drop trigger balances on billing.ledger_transaction;
      drop function billing.transaction_balances();
      ${LINKED}
      ${PAID}
      -- Both questions by one index: an event's messages, and whether this one is known.
      create unique index on billing.notice (city_id, event_id, provider, facts);
      drop index billing.notice_city_id_provider_event_id_facts_idx;
      drop index billing.notice_city_id_event_id_idx;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}

/** The hash is that of ledger_hash, worked out beside the sum; a check folds the chain again with the function. */
const LINKED = `
  create or replace function billing.ledger_link_is_made() returns trigger language plpgsql as $$
    declare total numeric; gapless boolean;
    begin
      perform pg_advisory_xact_lock(hashtextextended('ledger ' || new.city_id, 0));
      select place.number, place.previous, said.lines, said.total, said.gapless,
             sha256(place.previous || convert_to(jsonb_build_array(new.city_id, place.number, it.id, it.why, it.provider,
               it.provider_payment_id, it.kind, it.reference, (extract(epoch from it.at) * 1000)::bigint, said.facts)::text, 'UTF8'))
        into new.number, new.previous, new.lines, total, gapless, new.hash
        from billing.ledger_transaction it
       cross join lateral (
         select count(*)::int as lines, coalesce(sum(amount), 0) as total, max(line) = count(*) as gapless,
                jsonb_agg(jsonb_build_array(line, account, amount) order by line) as facts
           from billing.posting where city_id = new.city_id and transaction_id = new.transaction_id) said
        left join lateral (
         select number, hash from billing.ledger_link where city_id = new.city_id order by number desc limit 1) head on true
       cross join lateral (
         select coalesce(head.number, 0) + 1 as number, coalesce(head.hash, billing.ledger_beginning(new.city_id)) as previous) place
       where it.city_id = new.city_id and it.id = new.transaction_id;
      if new.lines < 2 or total <> 0 or not gapless then
        raise exception 'transaction % does not balance', new.transaction_id using errcode = '23514';
      end if;
      new.xid := pg_current_xact_id();
      return new;
    end $$;

  create function billing.posting_is_linked() returns trigger language plpgsql as $$
    begin
      perform from billing.ledger_link where city_id = new.city_id and transaction_id = new.transaction_id
        and xid = pg_current_xact_id() and lines >= new.line;
      if not found then
        raise exception 'transaction % is closed', new.transaction_id using errcode = '23514';
      end if;
      return null;
    end $$;
  create constraint trigger linked after insert on billing.posting
    deferrable initially deferred for each row execute function billing.posting_is_linked();`;

/** Invoices that are paid together find their months together. */
const PAID = `
  drop trigger follow_paid_invoice on billing.invoice;
  create or replace function billing.follow_paid_invoice() returns trigger language plpgsql as $$
    begin
      insert into billing.contributed_month (city_id, month, worker_id, invoice_id, amount)
        select line.city_id, line.month, paid.worker_id, line.invoice_id, line.amount
          from paid join billing.invoice_line line on line.city_id = paid.city_id and line.invoice_id = paid.id
         where paid.state = 'PAID' and line.moved_to is null
        on conflict do nothing;
      return null;
    end $$;
  create trigger follow_paid_invoice after update on billing.invoice referencing new table as paid
    for each statement execute function billing.follow_paid_invoice();`;
