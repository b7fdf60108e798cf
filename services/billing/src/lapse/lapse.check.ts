/** Invariants of reminders and of the pool, over all cities: each query must return nothing. */
export const lapseChecks = {
  'a reminder was told of a month that BPJS has receipted': `
    select city_id, worker_id, covered_through from billing.lapse_reminder told
     where not exists (select from billing.remittance_line line where line.city_id = told.city_id
        and line.worker_id = told.worker_id and line.month = told.covered_through and line.state = 'ACCEPTED')`,

  'who is taken from the pool is invoiced': `
    select city_id, id from billing.pool_offer offer
     where taken_by is not null and not exists (
       select from billing.invoice where invoice.city_id = offer.city_id and invoice.pledge_id = offer.taken_by
          and invoice.worker_id = offer.worker_id)`,
} as const;
