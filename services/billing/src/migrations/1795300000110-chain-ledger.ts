import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Chains each city's ledger: a link per transaction, its hash over the hash before and all that the transaction says. Who
 * changes, removes or slips in a transaction behind the service's back must make every later link anew, and whoever has
 * written down one hash since sees it.
 */
export class ChainLedger1795300000110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table billing.ledger_link (
        city_id        text not null,
        number         bigint not null check (number > 0), -- in the order of the commits
        transaction_id uuid not null,
        previous       bytea not null check (length(previous) = 32),
        hash           bytea not null check (length(hash) = 32),
        primary key (city_id, number),
        unique (city_id, transaction_id),
        unique (city_id, previous), -- no fork: one link has one successor
        foreign key (city_id, transaction_id) references billing.ledger_transaction (city_id, id)
      );
      ${folding}
      ${linking}
      ${chainWhatIsThere}
      ${isolateByCity('billing.ledger_link')}
      -- Of a link the service says only of what it is; the rest the database works out.
      grant select, insert (city_id, transaction_id) on billing.ledger_link to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}

/** The text that is hashed is a JSON list, so that no two transactions have the same; times are milliseconds. */
const folding = `
  create function billing.ledger_beginning(city text) returns bytea immutable language sql as $$
    select sha256(convert_to('ledger ' || city, 'UTF8'))
  $$;
  create function billing.ledger_hash(city text, it uuid, number bigint, previous bytea)
    returns bytea stable language sql as $$
    select sha256(previous || convert_to(jsonb_build_array(city, number, id, why, provider, provider_payment_id,
             kind, reference, (extract(epoch from at) * 1000)::bigint,
             (select jsonb_agg(jsonb_build_array(line, account, amount) order by line)
                from billing.posting where city_id = city and transaction_id = it))::text, 'UTF8'))
      from billing.ledger_transaction where city_id = city and id = it
  $$;
`;

/**
 * Linked at COMMIT, after the balance was looked at ('balances' comes before 'chained'), so that the lock under which the
 * head is read is held as shortly as can be. It is the last lock any transaction takes, so none waits for another in a circle.
 */
const linking = `
  create function billing.ledger_link_is_made() returns trigger language plpgsql as $$
    declare head billing.ledger_link;
    begin
      perform pg_advisory_xact_lock(hashtextextended('ledger ' || new.city_id, 0));
      select * into head from billing.ledger_link where city_id = new.city_id order by number desc limit 1;
      new.number := coalesce(head.number, 0) + 1;
      new.previous := coalesce(head.hash, billing.ledger_beginning(new.city_id));
      new.hash := billing.ledger_hash(new.city_id, new.transaction_id, new.number, new.previous);
      return new;
    end $$;
  create trigger made before insert on billing.ledger_link
    for each row execute function billing.ledger_link_is_made();

  create function billing.transaction_is_chained() returns trigger language plpgsql as $$
    begin
      insert into billing.ledger_link (city_id, transaction_id) values (new.city_id, new.id);
      return null;
    end $$;
  create constraint trigger chained after insert on billing.ledger_transaction
    deferrable initially deferred for each row execute function billing.transaction_is_chained();

  -- Between its link and its COMMIT a transaction gets no more lines: the hash would not know them.
  create function billing.posting_is_in_time() returns trigger language plpgsql as $$
    begin
      if exists (select from billing.ledger_link
                  where city_id = new.city_id and transaction_id = new.transaction_id) then
        raise exception 'transaction % is closed', new.transaction_id using errcode = '23514';
      end if;
      return new;
    end $$;
  create trigger in_time before insert on billing.posting
    for each row execute function billing.posting_is_in_time();
`;

/** What was posted before there was a chain, in the order of its time. The owner sees all cities only while it is not held. */
const chainWhatIsThere = `
  alter table billing.ledger_transaction no force row level security;
  alter table billing.posting no force row level security;
  do $chain$ declare it record; begin
    for it in select city_id, id from billing.ledger_transaction order by city_id, at, id loop
      insert into billing.ledger_link (city_id, transaction_id) values (it.city_id, it.id);
    end loop;
  end $chain$;
  alter table billing.ledger_transaction force row level security;
  alter table billing.posting force row level security;
`;
