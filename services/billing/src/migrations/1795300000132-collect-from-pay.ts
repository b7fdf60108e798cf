import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What payrolls answer, and that an agency is a place that money comes from. */
export class CollectFromPay1795300000132 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${alsoAllowed('ledger_transaction', 'provider', `provider = 'PAYROLL'`)}
      ${alsoAllowed('payment', 'provider', `provider = 'PAYROLL'`)}
      ${alsoAllowed('posting', 'account', `account ~ '^agency:[a-z0-9-]{1,57}$'`)}

      -- A file that a treasurer sent. READ: looked through, nothing booked. It is known by its bytes.
      create table billing.deduction_result (
        city_id     text not null,
        id          uuid not null,
        bill_id     uuid not null,
        hash        text not null check (hash ~ '^[0-9a-f]{64}$'),
        state       text not null default 'READ' check (state in ('READ', 'BOOKING', 'BOOKED')),
        rows        int not null check (rows >= 0),
        unanswered  int not null check (unanswered >= 0),
        problems    jsonb not null,
        uploaded_at timestamptz(3) not null default now(),
        booking_at  timestamptz(3), -- when somebody let it be booked
        booked_at   timestamptz(3),
        primary key (city_id, id),
        unique (city_id, bill_id, hash),
        foreign key (city_id, bill_id) references billing.agency_bill (city_id, id),
        check ((state = 'BOOKED') = (booked_at is not null)),
        check ((state = 'READ') = (booking_at is null)),
        check (state = 'READ' or jsonb_array_length(problems) = 0) -- a file with a mistake in it is never booked
      );
      create index on billing.deduction_result (city_id, uploaded_at) where state = 'BOOKING';

      -- What the payroll says of one donor.
      create table billing.deduction_answer (
        city_id    text not null,
        result_id  uuid not null,
        mandate_id uuid not null,
        row        int not null check (row > 1),
        deducted   bigint not null check (deducted >= 0),
        reason     text check (reason in ('PAY_TOO_SMALL', 'MOVED', 'RETIRED', 'OTHER')),
        booked_at  timestamptz(3),
        primary key (city_id, result_id, mandate_id),
        foreign key (city_id, result_id) references billing.deduction_result (city_id, id),
        foreign key (city_id, mandate_id) references billing.mandate (city_id, id),
        check (deducted > 0 or reason is not null)
      );
      create index on billing.deduction_answer (city_id, result_id, mandate_id) where booked_at is null;

      ${isolateByCity('billing.deduction_result')}
      ${isolateByCity('billing.deduction_answer')}
      grant select, insert, update (state, rows, unanswered, problems, booking_at, booked_at)
        on billing.deduction_result to billing;
      grant select, insert, delete, update (booked_at) on billing.deduction_answer to billing;

      -- What was booked is what was said: only an answer that is not booked may be read anew.
      create function billing.booked_stays() returns trigger language plpgsql as $$
        begin
          if old.booked_at is not null then
            raise exception 'answer of % is booked', old.mandate_id using errcode = '23514';
          end if;
          return case tg_op when 'DELETE' then old else new end;
        end $$;
      create trigger booked_stays before update or delete on billing.deduction_answer
        for each row execute function billing.booked_stays();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}

/** Widens the checks of one column, whatever they allow by now. */
function alsoAllowed(table: string, column: string, more: string): string {
  return `
    do $widen$ declare it record; begin
      for it in
        select conname, pg_get_expr(conbin, conrelid) as rule from pg_constraint
         where conrelid = 'billing.${table}'::regclass and contype = 'c' and conkey = array[(
           select attnum from pg_attribute where attrelid = conrelid and attname = '${column}')]
      loop
        execute format('alter table billing.${table} drop constraint %I', it.conname);
        execute format('alter table billing.${table} add constraint %I check ((%s) or ${more.replaceAll("'", "''")})',
                       it.conname, it.rule);
      end loop;
    end $widen$;`;
}
