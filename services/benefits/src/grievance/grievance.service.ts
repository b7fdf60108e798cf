import { randomBytes, randomUUID } from 'node:crypto';
import type { Law, LocalDate } from '@lindungi/jamsostek';
import { uuidsOf } from '@lindungi/subgraph';
import { type InCity, once, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { GrievanceClosed, GrievanceLater, GrievanceNotFound } from './grievance.errors';
import { answerBy, codeFrom, codeHash, type GrievanceCategory, readWords } from './grievance.rules';

/** What is complained of, and on which day. */
export interface Complaint {
  category: GrievanceCategory;
  words: string;
  today: LocalDate;
}

/** Those without a name have no other bound than this together, in a minute. */
const MOST_NAMELESS = 20;

/**
 * Files a grievance under a name. The same key again answers the same.
 *
 * @throws GrievanceWordsRefused
 */
export function fileGrievance(
  tx: InCity,
  law: Law,
  complaint: Complaint,
  by: Actor,
  key: string,
): Promise<{ grievanceId: string; answerBy: LocalDate }> {
  const { category, words } = complaint;
  const input = { category, words };
  return once(tx, { subject: by.subject, mutation: 'fileGrievance', key, input }, async () =>
    write(tx, law, complaint, { by }),
  );
}

/**
 * Files a grievance without a name: neither its table, nor the trail, nor the book of keys knows who wrote it. So it is
 * not replayed by a key either.
 *
 * @returns the code to follow it by, told this once
 * @throws GrievanceWordsRefused, GrievanceLater
 */
export async function fileNameless(
  tx: InCity,
  law: Law,
  complaint: Complaint,
): Promise<{ grievanceId: string; answerBy: LocalDate; code: string }> {
  const [asked] = await tx.query<{ many: number }>(
    `select count(*)::int as many from deed
      where city_id = $1 and act = 'fileGrievance' and subject is null and at > now() - interval '1 minute'`,
    [tx.city.code],
  );
  if (asked!.many >= MOST_NAMELESS) throw new GrievanceLater();
  const code = codeFrom(randomBytes(64));
  return { ...write(tx, law, complaint, { code }), code };
}

function write(
  tx: InCity,
  law: Law,
  { category, words, today }: Complaint,
  who: { by: Actor } | { code: string },
): { grievanceId: string; answerBy: LocalDate } {
  const id = randomUUID();
  const due = answerBy(law, today);
  const by = 'by' in who ? who.by : null;
  tx.write(
    `insert into grievance (city_id, id, category, words, filed_on, answer_by, filed_by, code_hash)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      ...[tx.city.code, id, category, readWords(words, 'grievance'), today, due],
      ...[by?.subject ?? null, 'code' in who ? codeHash(tx.city.code, who.code) : null],
    ],
  );
  recordDeed(tx, { by, act: 'fileGrievance', kind: 'Grievance', object: id, after: { category } });
  return { grievanceId: id, answerBy: due };
}

/** An answer of the city. */
export interface Answer {
  grievanceId: string;
  words: string;
  closes: boolean;
  idempotencyKey: string;
  by: Actor;
  today: LocalDate;
}

/** Answers a grievance. @throws GrievanceNotFound, GrievanceClosed, GrievanceWordsRefused */
export function answerGrievance(tx: InCity, answer: Answer): Promise<{ grievanceId: string }> {
  const { grievanceId, words, closes, idempotencyKey, by, today } = answer;
  const input = { grievanceId, words, closes };
  return once(
    tx,
    { subject: by.subject, mutation: 'answerGrievance', key: idempotencyKey, input },
    async () => {
      const [found] = await tx.query<{ id: string; answers: number; closed: boolean }>(
        `select id, (select count(*)::int from grievance_answer where city_id = $1 and grievance_id = grievance.id) as answers,
                exists (select from grievance_answer where city_id = $1 and grievance_id = grievance.id and closes) as closed
           from grievance where city_id = $1 and id = any($2::uuid[])`,
        [tx.city.code, uuidsOf([{ id: grievanceId }])],
      );
      if (!found) throw new GrievanceNotFound();
      if (found.closed) throw new GrievanceClosed();
      tx.write(
        `insert into grievance_answer (city_id, grievance_id, number, words, closes, answered_on, answered_by)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [tx.city.code, found.id, found.answers + 1, readWords(words, 'answer'), closes, today, by.subject],
      );
      recordDeed(tx, { by, act: 'answerGrievance', kind: 'Grievance', object: found.id, after: { closes } });
      return { grievanceId: found.id };
    },
  );
}
