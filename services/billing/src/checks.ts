import { correctionChecks } from './correction/correction.check';
import { invoiceChecks } from './invoice/invoice.check';
import { ledgerChecks } from './ledger/ledger.check';
import { mandateChecks } from './mandate/mandate.check';
import { paymentChecks } from './payment/payment.check';
import { billChecks } from './payroll/bill.check';
import { remittanceChecks } from './remittance/remittance.check';

/** Prints every invariant over what this service stores: a sentence, and the query that must find nothing. */
const checks = {
  ...correctionChecks,
  ...invoiceChecks,
  ...ledgerChecks,
  ...paymentChecks,
  ...remittanceChecks,
  ...mandateChecks,
  ...billChecks,
};

process.stdout.write(JSON.stringify(checks));
