import { randomUUID } from 'node:crypto';
import { type Doer, uuidsOf } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import type { Agencies } from '../agency/agency.rules';
import { ResultHasProblems, ResultUnknown } from './result.errors';
import { type Asked, type Problem, readResult } from './result.rules';

/** Most mistakes that are told of one file; who has mended these sends it again. */
const MOST_TOLD = 200;

/** What a file says, before anything of it is booked. */
export interface ResultReport {
  id: string;
  state: 'READ' | 'BOOKING' | 'BOOKED';
  rows: number;
  unanswered: number;
  problems: Problem[];
}

/**
 * Looks through a file that a treasurer sent, and keeps what it says; nothing is booked. The same bytes are the same
 * file: once it is booked, it changes nothing any more.
 *
 * @param hash   of its bytes
 * @param table  its cells, the heading first
 */
export async function keepResult(
  tx: InCity,
  billId: string,
  hash: string,
  table: Parameters<typeof readResult>[0],
): Promise<ResultReport> {
  const { code } = tx.city;
  const read = readResult(table, await askedBy(tx, billId));
  const problems = read.problems.slice(0, MOST_TOLD);
  const rows = read.answers.length;
  const [kept] = await tx.query<{ id: string }>(
    `insert into deduction_result (city_id, id, bill_id, hash, rows, unanswered, problems)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (city_id, bill_id, hash) do update
        set rows = excluded.rows, unanswered = excluded.unanswered, problems = excluded.problems
      where deduction_result.state = 'READ'
     returning id`,
    [code, randomUUID(), billId, hash, rows, read.unanswered, JSON.stringify(problems)],
  );
  if (!kept) return reportOf(tx, billId, hash);

  tx.write('delete from deduction_answer where city_id = $1 and result_id = $2', [code, kept.id]);
  tx.write(
    `insert into deduction_answer (city_id, result_id, mandate_id, row, deducted, reason)
     select $1, $2, * from unnest($3::uuid[], $4::int[], $5::bigint[], $6::text[])`,
    [
      code,
      kept.id,
      read.answers.map(({ mandateId }) => mandateId),
      read.answers.map(({ row }) => row),
      read.answers.map(({ deducted }) => deducted),
      read.answers.map(({ reason }) => reason),
    ],
  );
  return { id: kept.id, state: 'READ', rows, unanswered: read.unanswered, problems };
}

async function reportOf(tx: InCity, billId: string, hash: string): Promise<ResultReport> {
  const [known] = await tx.query<ResultReport>(
    `select id, state, rows, unanswered, problems from deduction_result
      where city_id = $1 and bill_id = $2 and hash = $3`,
    [tx.city.code, billId, hash],
  );
  return known!;
}

/** What a bill asks of each donor, by the mandate's number. */
async function askedBy(tx: InCity, billId: string): Promise<Map<string, Asked>> {
  const rows = await tx.query<Asked & { number: string }>(
    `select mandate.number, mandate.id as "mandateId",
            coalesce(sum(line.amount) filter (where line.state = 'BILLED'), 0)::bigint as open,
            sum(line.collected)::bigint as collected, bool_or(line.state in ('COLLECTED', 'FAILED')) as answered
       from agency_bill_line line
       join mandate on mandate.city_id = line.city_id and mandate.id = line.mandate_id
      where line.city_id = $1 and line.bill_id = $2 group by mandate.number, mandate.id`,
    [tx.city.code, billId],
  );
  return new Map(rows.map(({ number, ...asked }) => [number, asked]));
}

/**
 * Lets a file be booked, donor by donor, by the desk. A file that is booked, or being booked, stays so.
 *
 * @param those  the agencies the caller acts for; the answer to a bill of another is looked for as one that never was
 * @throws ResultUnknown, ResultHasProblems
 */
export async function bookResult(tx: InCity, resultId: string, those: Agencies, by: Doer): Promise<void> {
  const [result] = await tx.query<{
    id: string;
    billId: string;
    state: ResultReport['state'];
    rows: number;
    problems: number;
  }>(
    `select result.id, bill.id as "billId", state, rows, jsonb_array_length(problems) as problems
       from deduction_result result
       join agency_bill bill on bill.city_id = result.city_id and bill.id = result.bill_id
      where result.city_id = $1 and result.id = any($2::uuid[]) and ($3::boolean or bill.agency = $4)
        for update of result`,
    [tx.city.code, uuidsOf([{ id: resultId }]), those.all, those.own],
  );
  if (!result) throw new ResultUnknown();
  if (result.problems > 0) throw new ResultHasProblems(result.problems);
  if (result.state !== 'READ') return;
  tx.write(
    `update deduction_result set state = 'BOOKING', booking_at = now() where city_id = $1 and id = $2`,
    [tx.city.code, result.id],
  );
  recordDeed(tx, {
    ...{ by, act: 'bookDeductionResult', kind: 'AgencyBill', object: result.billId },
    after: { resultId: result.id, rows: result.rows },
  });
}
