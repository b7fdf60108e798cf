import { isolateByCity } from '@lindungi/tenancy';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What an agency deducted from pay is not the city's before its transfer is seen in the bank. Until then no month of it goes to
 * BPJS and nobody is credited with it, whatever a service believes; unless the city advances it, which two people decide.
 */
export class AwaitAgencyTransfers1795306400040 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${ADVANCE}
      ${DEDUCTED}
      ${AWAITED}
      ${isolateByCity('billing.agency_advance')}
      ${isolateByCity('billing.deducted_payment')}
      ${BEFORE}
      ${REFUSALS}
      grant select, insert (city_id, id, bill_id, amount, reason, state, proposed_by),
            update (state, decided_by, decided_at) on billing.agency_advance to billing;
      grant select, insert (city_id, payment_id, bill_id, invoice_id, month, amount, held),
            update (arrived_at, advance_id, taken_back) on billing.deducted_payment to billing;
      grant select on billing.awaited_month to billing;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}

/** The city pays BPJS before it has the money of a bill: one person asks, another decides. */
const ADVANCE = `
  create table billing.agency_advance (
    city_id     text not null,
    id          uuid not null,
    bill_id     uuid not null,
    amount      bigint not null check (amount > 0), -- awaited when it was asked for; never more is let go by it
    reason      text not null check (length(reason) between 1 and 500),
    state       text not null check (state in ('PROPOSED', 'APPROVED', 'REFUSED')),
    proposed_by text not null check (length(proposed_by) between 1 and 200),
    proposed_at timestamptz(3) not null default now(),
    decided_by  text check (length(decided_by) between 1 and 200),
    decided_at  timestamptz(3),
    primary key (city_id, id),
    unique (city_id, bill_id, id),
    foreign key (city_id, bill_id) references billing.agency_bill (city_id, id),
    check ((state = 'PROPOSED') = (decided_by is null)),
    check ((decided_by is null) = (decided_at is null)),
    constraint four_eyes check (decided_by <> proposed_by)
  );
  create unique index one_open_advance on billing.agency_advance (city_id, bill_id) where state = 'PROPOSED';
  create index on billing.agency_advance (city_id, proposed_at desc, id desc);`;

/** Beside each payment that a payroll made: whether its money has come. The amounts are its own, and never edited. */
const DEDUCTED = `
  create table billing.deducted_payment (
    city_id     text not null,
    payment_id  uuid not null,
    bill_id     uuid not null,
    invoice_id  uuid, -- none: deducted after the mandate was revoked
    month       text, -- the first month it pays
    amount      bigint not null check (amount > 0),
    held        bigint not null check (held between 0 and amount), -- the rest was owed by nobody
    deducted_at timestamptz(3) not null default now(),
    arrived_at  timestamptz(3),
    advance_id  uuid,
    from_before boolean not null default false, -- with BPJS before anybody waited for a transfer
    taken_back  bigint not null default 0 check (taken_back between 0 and amount), -- by a correction
    is_here     boolean generated always as (arrived_at is not null or advance_id is not null or from_before) stored,
    primary key (city_id, payment_id),
    foreign key (city_id, payment_id) references billing.payment (city_id, id),
    foreign key (city_id, bill_id) references billing.agency_bill (city_id, id),
    foreign key (city_id, invoice_id) references billing.invoice (city_id, id),
    foreign key (city_id, bill_id, advance_id) references billing.agency_advance (city_id, bill_id, id),
    check ((invoice_id is null) = (month is null)),
    check (invoice_id is not null or held = 0)
  );
  create unique index on billing.deducted_payment (city_id, bill_id, invoice_id) where invoice_id is not null;
  create index on billing.deducted_payment (city_id, bill_id);
  create index awaited_payments on billing.deducted_payment (city_id, bill_id) where not is_here and taken_back = 0;
  create index on billing.agency_bill_line (city_id, invoice_id, month) where collected > 0;`;

/** The one definition of a month that waits; whatever was deducted and is not known to wait here waits as well. */
const AWAITED = `
  create view billing.awaited_month with (security_invoker = true) as
    select asked.city_id, asked.invoice_id, asked.month, asked.bill_id, asked.collected as amount,
           asked.answered_at as since
      from billing.agency_bill_line asked
      left join billing.deducted_payment it on it.city_id = asked.city_id and it.bill_id = asked.bill_id
       and it.invoice_id = asked.invoice_id
     where asked.collected > 0
       and (it.payment_id is null or (not it.is_here and it.held > 0 and it.taken_back = 0));`;

const TABLES = ['agency_bill', 'agency_bill_line', 'payment', 'invoice', 'remittance_line', 'statement_line'];
const OPEN = ['ledger_transaction', 'posting', ...TABLES];

/** What was deducted before this rule: come as far as transfers were seen, in the stated order; what BPJS has stays there. */
const BEFORE = `
  ${[...OPEN, 'deducted_payment'].map((table) => `alter table billing.${table} no force row level security;`).join('\n')}
  insert into billing.deducted_payment (city_id, payment_id, bill_id, invoice_id, month, amount, held, deducted_at,
                                        taken_back)
    select payment.city_id, payment.id, bill.id, payment.invoice_id,
           (select min(line.month) from billing.agency_bill_line line where line.city_id = bill.city_id
               and line.bill_id = bill.id and line.invoice_id = payment.invoice_id),
           payment.amount, coalesce((select sum(posting.amount) from billing.ledger_transaction it
             join billing.posting on posting.city_id = it.city_id and posting.transaction_id = it.id
            where it.city_id = payment.city_id and it.provider = 'PAYROLL' and it.kind = 'PAYMENT'
              and it.provider_payment_id = payment.provider_payment_id
              and posting.account = 'held:' || payment.invoice_id), 0),
           coalesce(payment.paid_at, payment.heard_at),
           case when payment.reversed = payment.amount then payment.amount else 0 end
      from billing.payment join billing.agency_bill bill
        on bill.city_id = payment.city_id and bill.id::text = split_part(payment.provider_payment_id, ':', 1)
     where payment.provider = 'PAYROLL';
  update billing.deducted_payment it set arrived_at = now()
    from (select one.city_id, one.payment_id,
                 sum(one.amount) over (partition by one.city_id, one.bill_id
                   order by one.month nulls last, invoice.number nulls last, one.payment_id) as through,
                 (select coalesce(sum(seen.amount), 0) from billing.statement_line seen
                   where seen.city_id = one.city_id and seen.bill_id = one.bill_id and seen.state = 'ACCEPTED') as came
            from billing.deducted_payment one
            left join billing.invoice on invoice.city_id = one.city_id and invoice.id = one.invoice_id
           where one.taken_back = 0) counted
   where it.city_id = counted.city_id and it.payment_id = counted.payment_id and counted.through <= counted.came;
  update billing.deducted_payment it set from_before = true
   where not it.is_here and exists (
     select from billing.remittance_line sent where sent.city_id = it.city_id and sent.invoice_id = it.invoice_id
        and sent.state <> 'REJECTED');
  ${[...OPEN, 'deducted_payment'].map((table) => `alter table billing.${table} force row level security;`).join('\n')}`;

/** Three times no: to a line for BPJS, to a credit, and to what came or was let go beyond what the bank or two people say. */
const REFUSALS = `
  create function billing.sent_when_it_came() returns trigger language plpgsql as $body$
    begin
      if exists (select from made join billing.awaited_month awaited on awaited.city_id = made.city_id
                    and awaited.invoice_id = made.invoice_id and awaited.month = made.month) then
        raise exception 'a month of this list waits for the transfer of its agency' using errcode = '23514';
      end if;
      return null;
    end $body$;
  create trigger sent_when_it_came after insert on billing.remittance_line
    referencing new table as made for each statement execute function billing.sent_when_it_came();

  create function billing.credited_when_it_came() returns trigger language plpgsql as $body$
    begin
      if exists (select from billing.payment root
                   left join billing.deducted_payment it on it.city_id = root.city_id and it.payment_id = root.id
                  where root.city_id = new.city_id and root.id = new.credited_from and root.provider = 'PAYROLL'
                    and not coalesce(it.is_here, false)) then
        raise exception 'payment % waits for the transfer of its agency', new.credited_from using errcode = '23514';
      end if;
      return null;
    end $body$;
  create trigger credited_when_it_came after insert on billing.payment
    for each row when (new.credited_from is not null) execute function billing.credited_when_it_came();

  create function billing.came_as_the_bank_says() returns trigger language plpgsql as $body$
    begin
      if exists (select from (select distinct city_id, bill_id from made where arrived_at is not null) bill
                  where (select sum(amount - taken_back) from billing.deducted_payment it
                          where it.city_id = bill.city_id and it.bill_id = bill.bill_id and arrived_at is not null) >
                        (select coalesce(sum(amount), 0) from billing.statement_line seen
                          where seen.city_id = bill.city_id and seen.bill_id = bill.bill_id and state = 'ACCEPTED')) then
        raise exception 'more came for a bill than the bank has seen' using errcode = '23514';
      end if;
      if exists (select from made join billing.agency_advance it on it.city_id = made.city_id and it.id = made.advance_id
                  where it.state <> 'APPROVED' or it.amount <
                        (select sum(amount) from billing.deducted_payment let_go
                          where let_go.city_id = it.city_id and let_go.bill_id = it.bill_id and let_go.advance_id = it.id)) then
        raise exception 'nobody has let so much of a bill go' using errcode = '23514';
      end if;
      return null;
    end $body$;
  create trigger came_as_the_bank_says after update on billing.deducted_payment
    referencing new table as made for each statement execute function billing.came_as_the_bank_says();`;
