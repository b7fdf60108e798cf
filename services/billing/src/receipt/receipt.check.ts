/** Invariants of receipts, over all cities: each query must return nothing. */
export const receiptChecks = {
  'a receipt is the sum of its payments': `
    select receipt.city_id, receipt.id from billing.receipt
      left join billing.receipt_line line on line.city_id = receipt.city_id and line.receipt_id = receipt.id
     group by receipt.city_id, receipt.id, receipt.amount
    having coalesce(sum(line.amount), 0) <> receipt.amount`,

  'a receipt says no more of a payment than came, and only of its own donor': `
    select line.city_id, line.receipt_id from billing.receipt_line line
      join billing.receipt on receipt.city_id = line.city_id and receipt.id = line.receipt_id
      join billing.payment on payment.city_id = line.city_id and payment.id = line.payment_id
      join billing.invoice on invoice.city_id = line.city_id and invoice.id = line.invoice_id
     where line.amount > payment.amount or payment.paid_at is null or invoice.donor_id <> receipt.donor_id
        or payment.invoice_id is distinct from line.invoice_id`,
} as const;
