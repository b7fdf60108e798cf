/**
 * Invariants over cards. Each sentence is true when its query, asked by a role that sees every city,
 * returns nothing.
 */
export const cardChecks: Readonly<Record<string, string>> = {
  'no KPJ is kept in the open': `
    select city_id, id from beneficiaries.card where kpj_mask ~ '\\d{5}' or length(kpj_sealed) < 45`,

  'every card is of a worker of its own city': `
    select c.city_id, c.id from beneficiaries.card c
      left join beneficiaries.worker w on w.city_id = c.city_id and w.id = c.worker_id
     where w.id is null`,
};
