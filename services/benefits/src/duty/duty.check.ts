/** What must hold of notices, over all cities: each query must return nothing. */
export const dutyChecks: Readonly<Record<string, string>> = {
  'every notice was told exactly once': `
    select n.city_id, n.id, count(o.event_id) from benefits.duty_notice n
      left join benefits.outbox o on o.city_id = n.city_id and o.name = 'benefits.duty-noticed'
       and o.body ->> 'noticeId' = n.id::text
     where n.told_at >= (select case when kept_from = '0' then '-infinity' else (select min(at) from benefits.outbox) end
                           from benefits.epoch)
     group by n.city_id, n.id having count(o.event_id) <> 1`,

  'only a claim whose month was covered once is to be looked at again': `
    select n.city_id, n.id from benefits.duty_notice n
      join benefits.claim c on c.city_id = n.city_id and c.id = n.claim_id
     where n.duty = 'REVIEW' and (c.month <> n.month or not exists (
             select from benefits.coverage it
              where it.city_id = c.city_id and it.worker_id = c.worker_id and it.month = c.month))`,

  'what somebody found is of a claim that was to be looked at': `
    select r.city_id, r.notice_id from benefits.duty_review r
      join benefits.duty_notice n on n.city_id = r.city_id and n.id = r.notice_id
     where n.duty <> 'REVIEW'`,
};
