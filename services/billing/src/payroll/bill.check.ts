/** Invariants of what agencies deduct, over all cities: each query must return nothing. */
export const billChecks = {
  'an agency bill has the lines it says it has': `
    select bill.city_id, bill.id from billing.agency_bill bill
      left join billing.agency_bill_line line on line.city_id = bill.city_id and line.bill_id = bill.id
     group by bill.city_id, bill.id, bill.lines, bill.donors
    having count(line.bill_id) <> bill.lines or count(distinct line.donor_id) <> bill.donors`,

  'an agency deducts no more for a month than the month costs': `
    select line.city_id, line.invoice_id, line.month from billing.agency_bill_line line
      join billing.invoice_line owed
        on owed.city_id = line.city_id and owed.invoice_id = line.invoice_id and owed.month = line.month
     where line.amount > owed.amount`,

  'nobody is asked for more in one bill than the mandate allows': `
    select line.city_id, line.bill_id, line.mandate_id from billing.agency_bill_line line
      join billing.mandate on mandate.city_id = line.city_id and mandate.id = line.mandate_id
     where line.state in ('BILLED', 'COLLECTED', 'FAILED')
     group by line.city_id, line.bill_id, line.mandate_id, mandate.cap having sum(line.amount) > mandate.cap`,

  'nothing is deducted by a revoked mandate': `
    select line.city_id, line.bill_id, line.mandate_id from billing.agency_bill_line line
      join billing.mandate on mandate.city_id = line.city_id and mandate.id = line.mandate_id
     where line.state = 'BILLED' and mandate.revoked_at is not null`,
  'what a payroll collected is what came from the agency': `
    select bill.city_id, bill.id from billing.agency_bill bill
      left join (select city_id, bill_id, sum(collected) as collected from billing.agency_bill_line
                  group by city_id, bill_id) line on line.city_id = bill.city_id and line.bill_id = bill.id
      left join (select payment.city_id, split_part(provider_payment_id, ':', 1) as bill_id, sum(amount) as came
                   from billing.payment where provider = 'PAYROLL' and invoice_id is not null group by 1, 2) paid
        on paid.city_id = bill.city_id and paid.bill_id = bill.id::text
     where coalesce(line.collected, 0) <> coalesce(paid.came, 0)`,

  'what a payroll answered is booked within ten minutes': `
    select city_id, id from billing.deduction_result
     where state = 'BOOKING' and booking_at < now() - interval '10 minutes'`,

  'a month that a payroll could not deduct has an alarm': `
    select line.city_id, mandate.number from billing.agency_bill_line line
      join billing.mandate on mandate.city_id = line.city_id and mandate.id = line.mandate_id
     where line.state = 'FAILED' and not exists (
       select from billing.alarm where alarm.city_id = line.city_id and alarm.code = 'DEDUCTION_FAILED'
          and alarm.reference = mandate.number)`,
} as const;
