/**
 * Invariants over stored claims. Each sentence is true when its query, asked by a role that sees
 * every city, returns nothing.
 */
export const claimChecks: Readonly<Record<string, string>> = {
  'a claim asks for the sum of its lines': `
    select c.city_id, c.id, c.amount from benefits.claim c
     where c.amount <> (select coalesce(sum((line ->> 'amount')::bigint), 0)
                          from jsonb_array_elements(c.lines) as line)`,

  'nobody died twice: one claim of a worker stands': `
    select c.city_id, c.worker_id, count(*) from benefits.claim c
     where c.kind = 'DEATH' and not exists (select from benefits.claim later where later.city_id = c.city_id and later.replaces = c.id)
     group by c.city_id, c.worker_id having count(*) > 1`,

  'a correction is of the same worker': `
    select c.city_id, c.id from benefits.claim c
      join benefits.claim was on was.city_id = c.city_id and was.id = c.replaces
     where was.worker_id <> c.worker_id`,

  'a claim is corrected by one of its own kind': `
    select c.city_id, c.id from benefits.claim c
      join benefits.claim was on was.city_id = c.city_id and was.id = c.replaces
     where was.kind <> c.kind`,

  'the steps of a claim are counted without a gap, and told in order of time': `
    select s.city_id, s.claim_id, s.number from benefits.claim_step s
     where s.number > 1
       and not exists (select from benefits.claim_step before
                        where before.city_id = s.city_id and before.claim_id = s.claim_id
                          and before.number = s.number - 1 and before.on_day <= s.on_day)`,

  'a last day to pay stands only with the papers of a death': `
    select s.city_id, s.claim_id, s.number from benefits.claim_step s
      join benefits.claim c on c.city_id = s.city_id and c.id = s.claim_id
     where s.pay_by is not null and (c.kind <> 'DEATH' or s.state <> 'SUBMITTED')`,

  'ticks of a paper are counted without a gap': `
    select t.city_id, t.claim_id, t.paper, t.number from benefits.claim_paper_seen t
     where t.number > 1
       and not exists (select from benefits.claim_paper_seen before
                        where before.city_id = t.city_id and before.claim_id = t.claim_id
                          and before.paper = t.paper and before.number = t.number - 1)`,

  'a scholarship follows a death or an accident of the same worker': `
    select c.city_id, c.id from benefits.claim c
      left join benefits.claim followed on followed.city_id = c.city_id and followed.id = c.of_claim
       and followed.worker_id = c.worker_id and followed.kind <> 'SCHOLARSHIP'
     where c.kind = 'SCHOLARSHIP' and followed.id is null`,

  'every line of a claim names its law': `
    select c.city_id, c.id from benefits.claim c, jsonb_array_elements(c.lines) as line
     where coalesce(line ->> 'source', '') = ''`,

  'every claim was told exactly once': `
    select c.city_id, c.id, count(o.event_id) from benefits.claim c
      left join benefits.outbox o on o.city_id = c.city_id and o.name = 'benefits.claim-filed'
       and o.body ->> 'claimId' = c.id::text and o.body ->> 'workerId' = c.worker_id::text
       and o.body ->> 'programme' = c.programme
     group by c.city_id, c.id having count(o.event_id) <> 1`,

  'no claim was told that is not there': `
    select o.city_id, o.event_id from benefits.outbox o
     where o.name = 'benefits.claim-filed'
       and not exists (select from benefits.claim c
                        where c.city_id = o.city_id and c.id::text = o.body ->> 'claimId')`,
};
