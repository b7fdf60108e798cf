/**
 * Invariants over stored grievances. Each sentence is true when its query, asked by a role that sees every city,
 * returns nothing.
 */
export const grievanceChecks: Readonly<Record<string, string>> = {
  'of a grievance without a name nobody is in the trail': `
    select g.city_id, g.id from benefits.grievance g
      join benefits.deed d on d.city_id = g.city_id and d.kind = 'Grievance' and d.object = g.id::text
     where g.filed_by is null and d.act = 'fileGrievance' and d.subject is not null`,

  'answers are counted without a gap, and none follows the one that closes': `
    select a.city_id, a.grievance_id, a.number from benefits.grievance_answer a
     where a.number > 1
       and not exists (select from benefits.grievance_answer before
                        where before.city_id = a.city_id and before.grievance_id = a.grievance_id
                          and before.number = a.number - 1 and not before.closes)`,
};
