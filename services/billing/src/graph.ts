import { asReferred, type Graph } from '@lindungi/subgraph';
import { Agency, Donor } from './agency/agency.entity';
import { City, Invoice, Pledge } from './invoice/invoice.entity';
import {
  contributionsOfCities,
  invoicesOfPledges,
  monthsOfInvoices,
  readCities,
  readInvoices,
} from './invoice/invoice.loaders';
import { CityContributionsResolver, InvoiceResolver } from './invoice/invoice.resolver';
import { postingsOfTransactions } from './ledger/ledger.loaders';
import { LedgerResolver } from './ledger/ledger.resolver';
import { Mandate } from './mandate/mandate.entity';
import { readMandates } from './mandate/mandate.loaders';
import { MandateResolver } from './mandate/mandate.resolver';
import { paymentsOfInvoices } from './payment/payment.loaders';
import { AgencyBillLineResolver, AgencyBillResolver } from './payroll/bill.resolver';
import { DeductionFileResolver } from './payroll/file.resolver';
import { DeductionChangeResolver, TreasurerMonthResolver } from './payroll/month.resolver';
import { Worker } from './remittance/remittance.entity';
import { linesOfRemittances } from './remittance/remittance.loaders';
import { RemittanceResolver } from './remittance/remittance.resolver';

/** What billing says of itself in the graph. */
export const graph: Graph = {
  resolvers: [
    InvoiceResolver,
    CityContributionsResolver,
    LedgerResolver,
    RemittanceResolver,
    MandateResolver,
    AgencyBillResolver,
    AgencyBillLineResolver,
    DeductionFileResolver,
    TreasurerMonthResolver,
    DeductionChangeResolver,
  ],
  orphanedTypes: [Invoice, Pledge, City, Worker, Agency, Donor, Mandate],
  readers: { Invoice: readInvoices, Pledge: asReferred('id'), City: readCities, Mandate: readMandates },
  children: {
    'Pledge.invoice': invoicesOfPledges,
    'City.contributions': contributionsOfCities,
    'Invoice.months': monthsOfInvoices,
    'Invoice.payment': paymentsOfInvoices,
    'LedgerTransaction.postings': postingsOfTransactions,
    'Remittance.lines': linesOfRemittances,
  },
};
