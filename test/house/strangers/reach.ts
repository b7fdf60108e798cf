import type { Role } from '@lindungi/tenancy';

/**
 * Where somebody of Semarang is answered otherwise about what is there than about what nobody has, though they have no
 * part in it: their role is for the whole city, or the thing is nobody's yet. Everywhere else another's is as absent to
 * them as nobody's: another agency's bill, a worker of another kecamatan, another donor's pledge.
 */
export const REACH: Readonly<Record<Role, readonly string[] | 'WHOLE_CITY'>> = {
  // Any worker may be offered for.
  DONOR: ['Mutation.offerPledge'],
  // The city's books are kept by all its treasurers: they name no donor (see sees.ts).
  TREASURER: [
    'Query.remittance',
    'Query.remittanceFile',
    'Mutation.acceptStatementLines',
    'Mutation.approveRemittance',
    'Mutation.bookDisbursement',
    'Mutation.closeAlarm',
    'Mutation.decideCorrection',
    'Mutation.decideReversal',
    'Mutation.endReversalDecision',
    'Mutation.proposeCorrection',
    'Mutation.resolveParkedMoney',
    'Mutation.takeBackDisbursement',
    'Mutation.workNoticeAgain',
  ],
  HEAD: [],
  DISTRICT: [],
  BPJS: 'WHOLE_CITY',
  MAYOR: [],
  ADMIN: 'WHOLE_CITY',
  AUDITOR: ['Query.remittance'],
  OPERATOR: [],
};
