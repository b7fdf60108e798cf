import { correctionChecks } from './correction/correction.check';
import { creditChecks } from './credit/credit.check';
import { disbursementChecks } from './disbursement/disbursement.check';
import { invoiceChecks } from './invoice/invoice.check';
import { lapseChecks } from './lapse/lapse.check';
import { ledgerChecks } from './ledger/ledger.check';
import { mandateChecks } from './mandate/mandate.check';
import { parkedChecks } from './parked/parked.check';
import { paymentChecks } from './payment/payment.check';
import { billChecks } from './payroll/bill.check';
import { receiptChecks } from './receipt/receipt.check';
import { remittanceChecks } from './remittance/remittance.check';
import { repricingChecks } from './repricing/repricing.check';
import { statementChecks } from './statement/statement.check';
import { transferChecks } from './transfer/transfer.check';

/** Prints every invariant over what this service stores: a sentence, and the query that must find nothing. */
const checks = {
  ...correctionChecks,
  ...invoiceChecks,
  ...ledgerChecks,
  ...paymentChecks,
  ...receiptChecks,
  ...remittanceChecks,
  ...mandateChecks,
  ...billChecks,
  ...statementChecks,
  ...lapseChecks,
  ...parkedChecks,
  ...creditChecks,
  ...repricingChecks,
  ...disbursementChecks,
  ...transferChecks,
};

process.stdout.write(JSON.stringify(checks));
