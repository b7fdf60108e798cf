import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a provider hands over to the city's own account is a disbursement: less than what it was paid by as much as it keeps, its
 * fee. It is no money anew.
 */
export class BookDisbursements1795306500001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table billing.statement_line
        add column disbursed_by text check (disbursed_by ~ '^[A-Z]{2,20}$'),
        add column fee bigint check (fee >= 0),
        drop constraint matched_by_a_known_way,
        drop constraint matched_to_one_thing,
        add constraint matched_by_a_known_way check (matched_by in ('REFERENCE', 'REFERENCE_OTHER_AMOUNT', 'AMOUNT',
          'TRANSFER', 'AGENCY_BILL', 'AGENCY_BILL_OTHER_AMOUNT', 'DISBURSEMENT')),
        add constraint matched_to_one_thing
          check ((matched_by is not null)::int = num_nonnulls(invoice_id, remittance_id, bill_id, disbursed_by)),
        add constraint disbursement_is_matched check ((matched_by = 'DISBURSEMENT') is not distinct from (disbursed_by is not null) or matched_by is null),
        add constraint fee_of_a_booked_disbursement
          check ((fee is not null) = (disbursed_by is not null and state = 'ACCEPTED')),
        add constraint disbursement_comes_in check (disbursed_by is null or direction = 'IN');
      grant update (disbursed_by, fee) on billing.statement_line to billing;

      alter table billing.ledger_transaction drop constraint ledger_transaction_why_check;
      alter table billing.ledger_transaction add constraint ledger_transaction_why_check check (why in
        ('PAYMENT', 'REVERSAL', 'REMITTANCE', 'REVERSAL_RESOLVED', 'REVERSAL_LOST', 'RELEASE', 'CREDIT', 'REPRICING',
         'AGENCY_TRANSFER', 'DISBURSEMENT', 'DISBURSEMENT_TAKEN_BACK'));

      alter table billing.posting drop constraint posting_account_check;
      alter table billing.posting add constraint posting_account_check check (
        account in ('excess', 'suspense', 'loss')
        or account ~ '^((provider|fee):[a-z]{2,20}|agency:[a-z0-9-]{1,57}|held:[0-9a-f-]{36})$'
        or account ~ '^bpjs:[a-z0-9-]{1,59}(:[0-9]{4}-(0[1-9]|1[0-2]))?$');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}
