/**
 * What stands for arguments that are no ids: by place (`Query.pledgeQuote.input`), by the argument's own name, or by
 * `scalar Name`. GraphQL literals. A new field needs a line here only where its argument has a form of its own.
 */
export const VALUES: Readonly<Record<string, string>> = {
  'scalar String': '"Contoh"',
  'scalar Int': '1',
  'scalar Float': '1',
  'scalar Boolean': 'true',
  'scalar LocalDate': '"2026-11-20"',
  'scalar DateTime': '"2026-11-20T02:00:00.000Z"',
  'scalar YearMonth': '"2026-12"',
  'scalar Rupiah': '16800',
  idempotencyKey: '"{{key}}"',
  reason: '"Alasan yang cukup panjang untuk dibaca orang."',
  'Query.remittanceFigures.from': '"2026-12"',
  'Query.remittanceFigures.until': '"2027-02"',
  'PledgeQuoteInput.months': '3',
  'OfferPledgeInput.months': '3',
};

/**
 * Which id is sent for an argument of type ID, where its name does not say: by place or by the argument's own name.
 * A table (its key is sent), or the foreign and an absent value. Without a line `workerId` is a key of the table
 * `worker`, and `id` one of the table that is called as the type it finds.
 */
export const IDS: Readonly<Record<string, string | { foreign: string; absent: string }>> = {
  agency: { foreign: '3374:sekretariat-daerah', absent: '3374:tidak-ada-di-kota' },
  'Query.agency.id': { foreign: '3374:sekretariat-daerah', absent: '3374:tidak-ada-di-kota' },
  'Agency.id': { foreign: '3374:sekretariat-daerah', absent: '3374:tidak-ada-di-kota' },
  'City.code': { foreign: '3374', absent: '9999' },
  // Of a thing that no other question asks for: what is asked for may be written down in the asker's own trail.
  object: 'beneficiaries.nik_reveal',
  replaces: 'benefits.claim',
  billId: 'billing.agency_bill',
  lineIds: 'billing.statement_line',
  lineId: 'billing.remittance_line',
  'BookDisbursementInput.lineId': 'billing.statement_line',
  'TakeBackDisbursementInput.lineId': 'billing.statement_line',
  colleagueId: 'donors.donor',
  keptId: 'beneficiaries.worker',
  mergedId: 'beneficiaries.worker',
  duplicateId: 'beneficiaries.possible_duplicate',
  'CloseReviewInput.noticeId': 'benefits.duty_notice',
  'Query.receiptFile.id': 'billing.receipt',
  'Query.remittanceFile.id': 'billing.remittance',
};
