/**
 * The row `f` that the file $2, reading $3, has of the donor `d`, if any, as SQL. It is looked up for each donor by the
 * only key there is: of a table just filled the planner knows nothing, and would else compare everybody with every line.
 */
export const IN_FILE = `
  left join lateral (select own.donor_id, own.left_why from roster_row own
                      where own.city_id = $1 and own.import_id = $2 and own.reading = $3 and own.donor_id = d.id
                      limit 1) f on true`;

/** The other way about: the donor `d` of a line `f`, if any. */
export const ON_ROSTER = `
  left join lateral (select own.id, own.name, own.post, own.agency, own.sample, own.left_at from donor own
                      where own.city_id = $1 and own.id = f.id limit 1) d on true`;
