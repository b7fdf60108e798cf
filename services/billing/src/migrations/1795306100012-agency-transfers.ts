import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What an agency deducted and then transferred is recognised on the bank's statement by the number of its bill. */
export class AgencyTransfers1795306100012 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table billing.agency_bill
        add column number text generated always as
          ('TAG-' || city_id || '-' || agency || '-' || replace(month, '-', '')) stored;
      create unique index on billing.agency_bill (city_id, number);

      do $drop$ declare it record; begin
        for it in select conname from pg_constraint where conrelid = 'billing.statement_line'::regclass
                     and contype = 'c' and pg_get_constraintdef(oid) ~ 'matched_by'
        loop execute format('alter table billing.statement_line drop constraint %I', it.conname); end loop;
      end $drop$;
      alter table billing.statement_line
        add column bill_id uuid,
        add constraint for_a_bill foreign key (city_id, bill_id) references billing.agency_bill (city_id, id),
        add constraint matched_by_a_known_way check (matched_by in ('REFERENCE', 'REFERENCE_OTHER_AMOUNT', 'AMOUNT',
          'TRANSFER', 'AGENCY_BILL', 'AGENCY_BILL_OTHER_AMOUNT')),
        add constraint matched_to_one_thing
          check ((matched_by is not null)::int = num_nonnulls(invoice_id, remittance_id, bill_id)),
        add constraint proposed_by_a_match check (state <> 'PROPOSED' or matched_by is not null);
      create index on billing.statement_line (city_id, bill_id) where bill_id is not null;
      grant update (bill_id) on billing.statement_line to billing;

      alter table billing.ledger_transaction drop constraint ledger_transaction_why_check;
      alter table billing.ledger_transaction add constraint ledger_transaction_why_check check (why in
        ('PAYMENT', 'REVERSAL', 'REMITTANCE', 'REVERSAL_RESOLVED', 'REVERSAL_LOST', 'RELEASE', 'CREDIT', 'REPRICING',
         'AGENCY_TRANSFER'));
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
