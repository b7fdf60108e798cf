/** Invariants of what donors have left over, over all cities: each query must return nothing. */
export const creditChecks = {
  'what a payment passed on is what its credits still are': `
    select payment.city_id, payment.id, payment.passed_on, coalesce(sum(credit.amount - credit.reversed), 0)::text as credited
      from billing.payment
      left join billing.payment credit on credit.city_id = payment.city_id and credit.credited_from = payment.id
     group by payment.city_id, payment.id, payment.passed_on
    having payment.passed_on <> coalesce(sum(credit.amount - credit.reversed), 0)`,

  'nobody is credited with the money of another': `
    select credit.city_id, credit.id from billing.payment credit
      join billing.payment source on source.city_id = credit.city_id and source.id = credit.credited_from
      join billing.invoice too_much on too_much.city_id = source.city_id and too_much.id = source.invoice_id
      join billing.invoice on invoice.city_id = credit.city_id and invoice.id = credit.invoice_id
     where invoice.donor_id <> too_much.donor_id and not exists (
       select from billing.parked_choice choice where choice.city_id = credit.city_id
          and choice.payment_id = source.id and choice.choice = 'CREDIT' and choice.invoice_id = credit.invoice_id)`,
} as const;
