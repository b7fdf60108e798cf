import type { Role } from '@lindungi/tenancy';

/** The books of the city, as its treasurers keep them. */
const BOOKS = [
  'billing.agency_advance',
  'billing.alarm',
  'billing.correction',
  'billing.ledger_transaction',
  'billing.payment',
  'billing.remittance',
  'billing.remittance_line',
  'billing.reversal_decision',
  'billing.statement_line',
];
const TRAILS = ['beneficiaries.deed', 'benefits.deed', 'billing.deed', 'donors.deed'];
const DONORS = ['donors.donor.masked_nip', 'donors.donor.name'];
const WORKERS = [
  'beneficiaries.card',
  'beneficiaries.protection',
  'beneficiaries.worker',
  'benefits.claim',
  'benefits.coverage',
];

/**
 * What somebody sees of their own city in which they have no part: a treasurer or a head of another agency, an officer
 * of another kecamatan, a donor of nobody. Tables, or single columns, by role; PUBLIC is everybody. Of another city
 * nobody sees anything at all.
 */
export const SEES: Readonly<Record<Role | 'PUBLIC', readonly string[]>> = {
  PUBLIC: ['benefits.payout'],
  DONOR: [],
  // The roster places a treasurer in an agency; donors, pledges, invoices, bills and mandates are kept to it, the
  // city's books are not: they name no donor.
  TREASURER: BOOKS,
  HEAD: [],
  DISTRICT: [],
  BPJS: [...WORKERS, 'billing.remittance', 'billing.remittance_line'],
  MAYOR: ['billing.correction', 'billing.ledger_transaction'],
  ADMIN: [
    ...BOOKS,
    ...TRAILS,
    ...DONORS,
    ...WORKERS,
    'beneficiaries.fund_list.source',
    'benefits.grievance.words',
    'billing.invoice_line',
    'billing.mandate',
  ],
  AUDITOR: [
    ...TRAILS,
    'beneficiaries.fund_list.source',
    'billing.agency_advance',
    'billing.ledger_transaction',
    'billing.remittance',
    'billing.remittance_line',
  ],
  OPERATOR: [],
};
