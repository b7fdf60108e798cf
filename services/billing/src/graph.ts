import { asReferred, type Graph, trailOf } from '@lindungi/subgraph';
import { Agency, Donor } from './agency/agency.entity';
import { AlarmResolver } from './alarm/alarm.resolver';
import { CorrectionResolver } from './correction/correction.resolver';
import { creditOfDonors } from './credit/credit.loaders';
import { DisbursementResolver } from './disbursement/disbursement.resolver';
import { accountsOfDonors } from './donor-account/donor-account.loaders';
import { DonorAccountResolver } from './donor-account/donor-account.resolver';
import { City, Invoice, Pledge } from './invoice/invoice.entity';
import {
  contributionsOfCities,
  invoicesOfPledges,
  monthsOfInvoices,
  readCities,
  readInvoices,
} from './invoice/invoice.loaders';
import { CityContributionsResolver, InvoiceResolver } from './invoice/invoice.resolver';
import { WorkerMonth } from './invoice/worker-month.entity';
import { contributionsOfWorkerMonths } from './invoice/worker-month.loaders';
import { owedOfCountdowns } from './lapse/lapse.loaders';
import { LapseResolver } from './lapse/lapse.resolver';
import { postingsOfTransactions } from './ledger/ledger.loaders';
import { LedgerResolver } from './ledger/ledger.resolver';
import { Mandate } from './mandate/mandate.entity';
import { readMandates } from './mandate/mandate.loaders';
import { MandateResolver } from './mandate/mandate.resolver';
import { ParkedResolver } from './parked/parked.resolver';
import { noticesOfAlarms } from './payment/notice.loaders';
import { NoticeResolver } from './payment/notice.resolver';
import { paymentsOfInvoices } from './payment/payment.loaders';
import { decisionsOfReversals } from './payment/reversal.loaders';
import { ReversalResolver } from './payment/reversal.resolver';
import { AgencyBillLineResolver, AgencyBillResolver } from './payroll/bill.resolver';
import { DeductionFileResolver } from './payroll/file.resolver';
import { DeductionChangeResolver, TreasurerMonthResolver } from './payroll/month.resolver';
import { linesOfReceipts, monthsOfReceiptLines } from './receipt/receipt.loaders';
import { ReceiptResolver } from './receipt/receipt.resolver';
import { ApprovalResolver } from './remittance/approval.resolver';
import { ListFileResolver } from './remittance/list-file.resolver';
import { RejectionResolver } from './remittance/rejection.resolver';
import { Worker } from './remittance/remittance.entity';
import { linesOfRemittances } from './remittance/remittance.loaders';
import { RemittanceResolver } from './remittance/remittance.resolver';
import { RepricingResolver } from './repricing/repricing.resolver';
import { linesOfStatements } from './statement/statement.loaders';
import { StatementResolver } from './statement/statement.resolver';
import { TransferResolver } from './transfer/transfer.resolver';

/** What billing says of itself in the graph. */
export const graph: Graph = {
  resolvers: [
    InvoiceResolver,
    CityContributionsResolver,
    LedgerResolver,
    RemittanceResolver,
    AlarmResolver,
    NoticeResolver,
    ReversalResolver,
    CorrectionResolver,
    MandateResolver,
    AgencyBillResolver,
    AgencyBillLineResolver,
    DeductionFileResolver,
    TreasurerMonthResolver,
    DeductionChangeResolver,
    ReceiptResolver,
    ApprovalResolver,
    RejectionResolver,
    ListFileResolver,
    StatementResolver,
    LapseResolver,
    ParkedResolver,
    RepricingResolver,
    DisbursementResolver,
    DonorAccountResolver,
    TransferResolver,
    trailOf('billing'),
  ],
  orphanedTypes: [Invoice, Pledge, City, Worker, WorkerMonth, Agency, Donor, Mandate],
  readers: {
    Invoice: readInvoices,
    Pledge: asReferred('id'),
    Donor: asReferred('id'),
    City: readCities,
    Mandate: readMandates,
    WorkerMonth: asReferred('workerId', 'month'),
  },
  children: {
    'Pledge.invoice': invoicesOfPledges,
    'WorkerMonth.contribution': contributionsOfWorkerMonths,
    'Donor.credit': creditOfDonors,
    'Donor.account': accountsOfDonors,
    'City.contributions': contributionsOfCities,
    'Invoice.months': monthsOfInvoices,
    'Invoice.payment': paymentsOfInvoices,
    'LedgerTransaction.postings': postingsOfTransactions,
    'Alarm.notices': noticesOfAlarms,
    'ParkedReversal.decisions': decisionsOfReversals,
    'LapseCountdown.owed': owedOfCountdowns,
    'Receipt.lines': linesOfReceipts,
    'ReceiptLine.months': monthsOfReceiptLines,
    'Remittance.lines': linesOfRemittances,
    'Statement.lines': linesOfStatements,
  },
};
