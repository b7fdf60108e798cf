import { asReferred, type Graph } from '@lindungi/subgraph';
import { City, Invoice, Pledge } from './invoice/invoice.entity';
import {
  contributionsOfCities,
  invoicesOfPledges,
  monthsOfInvoices,
  readCities,
  readInvoices,
} from './invoice/invoice.loaders';
import { CityContributionsResolver, InvoiceResolver } from './invoice/invoice.resolver';
import { owedOfCountdowns } from './lapse/lapse.loaders';
import { LapseResolver } from './lapse/lapse.resolver';
import { postingsOfTransactions } from './ledger/ledger.loaders';
import { LedgerResolver } from './ledger/ledger.resolver';
import { ParkedResolver } from './parked/parked.resolver';
import { paymentsOfInvoices } from './payment/payment.loaders';
import { linesOfReceipts, monthsOfReceiptLines } from './receipt/receipt.loaders';
import { ReceiptResolver } from './receipt/receipt.resolver';
import { ApprovalResolver } from './remittance/approval.resolver';
import { ListFileResolver } from './remittance/list-file.resolver';
import { RejectionResolver } from './remittance/rejection.resolver';
import { Worker } from './remittance/remittance.entity';
import { linesOfRemittances } from './remittance/remittance.loaders';
import { RemittanceResolver } from './remittance/remittance.resolver';
import { linesOfStatements } from './statement/statement.loaders';
import { StatementResolver } from './statement/statement.resolver';

/** What billing says of itself in the graph. */
export const graph: Graph = {
  resolvers: [
    InvoiceResolver,
    CityContributionsResolver,
    LedgerResolver,
    ReceiptResolver,
    RemittanceResolver,
    ApprovalResolver,
    RejectionResolver,
    ListFileResolver,
    StatementResolver,
    LapseResolver,
    ParkedResolver,
  ],
  orphanedTypes: [Invoice, Pledge, City, Worker],
  readers: { Invoice: readInvoices, Pledge: asReferred('id'), City: readCities },
  children: {
    'Pledge.invoice': invoicesOfPledges,
    'City.contributions': contributionsOfCities,
    'Invoice.months': monthsOfInvoices,
    'Invoice.payment': paymentsOfInvoices,
    'LedgerTransaction.postings': postingsOfTransactions,
    'LapseCountdown.owed': owedOfCountdowns,
    'Receipt.lines': linesOfReceipts,
    'ReceiptLine.months': monthsOfReceiptLines,
    'Remittance.lines': linesOfRemittances,
    'Statement.lines': linesOfStatements,
  },
};
