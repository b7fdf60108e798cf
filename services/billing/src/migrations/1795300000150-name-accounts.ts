import type { MigrationInterface, QueryRunner } from 'typeorm';

const SOURCES = `('MIDTRANS', 'XENDIT', 'DOKU', 'SNAP', 'PAYROLL', 'BANK', 'CREDIT')`;

/**
 * The ledger's words by name again, after each way to pay has widened them: a typing error in a service makes no new
 * account.
 */
export class NameAccounts1795300000150 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${onlyCheck('posting', 'account')}
      alter table billing.posting add constraint posting_account_check check (
        account in ('excess', 'suspense', 'loss')
        or account ~ '^(provider:[a-z]{2,20}|agency:[a-z0-9-]{1,57}|held:[0-9a-f-]{36}|bpjs:[a-z0-9-]{1,59})$');

      ${onlyCheck('ledger_transaction', 'provider')}
      alter table billing.ledger_transaction add constraint ledger_transaction_provider_check
        check (provider = 'BPJS' or provider in ${SOURCES});

      ${onlyCheck('ledger_transaction', 'why')}
      alter table billing.ledger_transaction add constraint ledger_transaction_why_check
        check (why in ('PAYMENT', 'REVERSAL', 'REMITTANCE', 'REVERSAL_RESOLVED', 'REVERSAL_LOST', 'RELEASE'));

      ${onlyCheck('payment', 'provider')}
      alter table billing.payment add constraint payment_provider_check check (provider in ${SOURCES});
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: write the next one.');
  }
}

/** Drops what bounds one column alone, whatever it was called. */
function onlyCheck(table: string, column: string): string {
  return `
    do $drop$ declare it record; begin
      for it in
        select conname from pg_constraint
         where conrelid = 'billing.${table}'::regclass and contype = 'c' and conkey = array[(
           select attnum from pg_attribute where attrelid = conrelid and attname = '${column}')]
      loop execute format('alter table billing.${table} drop constraint %I', it.conname); end loop;
    end $drop$;`;
}
