/** SQL over `invoice`: the order in which a pledge is paid by its invoices: what is owed first, then the newest. */
export const NEWEST = `(state in ('ISSUED', 'PARTIAL', 'REVERSED')) desc, issued_at desc, number desc`;
