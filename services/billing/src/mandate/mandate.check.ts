/** Invariants of mandates, over all cities: each query must return nothing. */
export const mandateChecks = {
  "a mandate's number is none above the counter": `
    select mandate.city_id, number from billing.mandate
      left join billing.mandate_counter counter on counter.city_id = mandate.city_id
     where right(number, 6)::int > coalesce(counter.last, 0)`,

  'who has given a mandate works in an agency': `
    select mandate.city_id, mandate.id from billing.mandate
      left join billing.placement on placement.city_id = mandate.city_id and placement.donor_id = mandate.donor_id
     where placement.donor_id is null`,
} as const;
