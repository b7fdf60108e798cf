import { invoiceChecks } from './invoice/invoice.check';
import { lapseChecks } from './lapse/lapse.check';
import { ledgerChecks } from './ledger/ledger.check';
import { parkedChecks } from './parked/parked.check';
import { paymentChecks } from './payment/payment.check';
import { receiptChecks } from './receipt/receipt.check';
import { remittanceChecks } from './remittance/remittance.check';
import { statementChecks } from './statement/statement.check';

/** Prints every invariant over what this service stores: a sentence, and the query that must find nothing. */
const checks = {
  ...invoiceChecks,
  ...ledgerChecks,
  ...paymentChecks,
  ...receiptChecks,
  ...remittanceChecks,
  ...statementChecks,
  ...lapseChecks,
  ...parkedChecks,
};

process.stdout.write(JSON.stringify(checks));
