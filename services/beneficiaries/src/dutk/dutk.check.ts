/** What must hold of the lists with names, as queries that find nothing. */
export const dutkChecks: Readonly<Record<string, string>> = {
  'every line of a list for BPJS is of a worker registered in that city': `
    select line.city_id, line.dutk_id, line.number from beneficiaries.dutk_line line
     where not exists (select from beneficiaries.worker where worker.city_id = line.city_id and worker.id = line.worker_id)`,
  'a list for BPJS has its lines numbered from one, without a gap': `
    select city_id, dutk_id from beneficiaries.dutk_line group by city_id, dutk_id
    having min(number) <> 1 or max(number) <> count(*)`,
};
