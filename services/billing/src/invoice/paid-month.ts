/**
 * SQL over `invoice` and a line of it: is this month paid? When the whole invoice is, or when a payroll has deducted this
 * very month. A month that moved to a newer invoice is paid there or nowhere. Whoever asks whether a month is paid asks it here, so that no two pages differ; what was sent to BPJS is
 * theirs to add.
 *
 * @param line  the name `invoice_line` has in the query
 */
export const paidMonth = (
  line = 'line',
): string => `(${line}.moved_to is null and (invoice.state = 'PAID' or invoice.state = 'PARTIAL' and exists (
             select from agency_bill_line deducted where deducted.city_id = $1 and deducted.invoice_id = invoice.id
                and deducted.month = ${line}.month and deducted.state = 'COLLECTED' and deducted.collected = ${line}.amount)))`;
