import { uuidsOf } from '@lindungi/subgraph';
import type { BenefitsContext } from '../context';
import type { Grievance } from './grievance.entity';

type Asking = Pick<BenefitsContext, 'city' | 'read' | 'principal' | 'today'>;

/** $2 is today; the list of answers is short, and comes along. */
const ROW = `grievance.id, category, filed_on as "filedOn", answer_by as "answerBy",
  filed_by is null as anonymous,
  coalesce(answer.state, 'OPEN') as state,
  coalesce(answer.list, '[]') as answers,
  greatest(0, case when answer.first is null then $2::date - answer_by else answer.first - answer_by end) as "daysLate"`;

const FROM = `grievance left join lateral (
    select jsonb_agg(jsonb_build_object('words', words, 'on', answered_on) order by number) as list,
           case when bool_or(closes) then 'CLOSED' else 'ANSWERED' end as state, min(answered_on) as first
      from grievance_answer where city_id = $1 and grievance_id = grievance.id having count(*) > 0) as answer on true`;

/**
 * Grievances, the latest first: of the city for its officer, for its auditor without their words, and for anybody else
 * those they filed under their name.
 */
export function grievancesSeen(
  { city, read, principal, today }: Asking,
  { after, limit }: { after: readonly (string | number)[] | undefined; limit: number },
): Promise<Grievance[]> {
  const officer = principal.roles.includes('ADMIN');
  const all = officer || principal.roles.includes('AUDITOR');
  const from = after ? 'and (filed_on, grievance.id) < ($7::date, $8::uuid)' : '';
  return read(
    `select ${ROW}, case when $5::boolean or filed_by = $4::uuid then grievance.words end as words from ${FROM}
      where grievance.city_id = $1 and ($6::boolean or filed_by = $4::uuid) ${from}
      order by filed_on desc, grievance.id desc limit $3`,
    [
      city.code,
      today,
      limit,
      uuidsOf([{ id: principal.subject }])[0] ?? null,
      officer,
      all,
      ...(after ?? []),
    ],
  );
}

/** Those of the city that nobody has answered in time, the latest first; without their words for its auditor. */
export function grievancesLate(
  { city, read, principal, today }: Asking,
  { after, limit }: { after: readonly (string | number)[] | undefined; limit: number },
): Promise<Grievance[]> {
  const from = after ? 'and (answer_by, grievance.id) > ($5::date, $6::uuid)' : '';
  return read(
    `select ${ROW}, case when $4::boolean then grievance.words end as words from ${FROM}
      where grievance.city_id = $1 and answer_by < $2::date and answer.first is null ${from}
      order by answer_by, grievance.id limit $3`,
    [city.code, today, limit, principal.roles.includes('ADMIN'), ...(after ?? [])],
  );
}

/** The one of this code, without its words: a code may have been found. Null for any other. */
export async function grievanceOfCode(
  { city, read, today }: Asking,
  hash: Buffer,
): Promise<Grievance | null> {
  const [found] = await read<Grievance>(
    `select ${ROW}, null as words from ${FROM} where grievance.city_id = $1 and code_hash = $3`,
    [city.code, today, hash],
  );
  return found ?? null;
}
