import { randomUUID } from 'node:crypto';
import { ContributionRejected, ContributionRemitted, tell } from '@lindungi/events';
import { type LocalDate, type Month, sum } from '@lindungi/jamsostek';
import type { Doer } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { type LockedInvoice, lockInvoices } from '../invoice/invoice.service';
import { paidMonth } from '../invoice/paid-month';
import { tellOpenAgain } from '../invoice/received.service';
import { post } from '../ledger/ledger.service';
import { type Line, linesOf, lockRemittance } from './listed.service';
import { endTasks, openTasks } from './rejection.service';
import { Remittance, RemittanceLine } from './remittance.entity';
import { NothingToRemit } from './remittance.errors';
import {
  answersOf,
  assertBranch,
  assertReceivedOn,
  type LineAnswer,
  MOST_LINES,
  postingsOf,
} from './remittance.rules';

/**
 * Gathers the paid months of a branch that BPJS has not been sent, the oldest first, into one list
 * and one transfer.
 *
 * @param through  the last month to send
 * @param by       who asks; another person approves the transfer
 * @returns the remittance's id
 * @throws BranchUnknown, NothingToRemit
 */
export async function prepareRemittance(
  tx: InCity,
  { branch, through }: { branch: string; through: Month },
  today: LocalDate,
  by: Doer,
): Promise<string> {
  assertBranch(tx.city.branches, branch);
  await oneAtATime(tx, branch);

  // Lock first, then look: a payment may be taken back while we wait for its invoice.
  const invoices = new Set((await paidLines(tx, branch, through, null)).map(({ invoiceId }) => invoiceId));
  await lockInvoices(tx, 'id', [...invoices]);
  const lines = await paidLines(tx, branch, through, [...invoices]);
  if (lines.length === 0) throw new NothingToRemit();

  const id = randomUUID();
  const amount = sum(lines.map((line) => line.amount));
  tx.insert(Remittance, { id, branch, through, preparedOn: today, amount, preparedBy: by.subject });
  tx.insert(
    RemittanceLine,
    lines.map((line) => ({ ...line, id: randomUUID(), remittanceId: id })),
  );
  recordDeed(tx, {
    ...{ by, act: 'prepareRemittance', kind: 'Remittance', object: id },
    after: { branch, through, lines: lines.length, amount },
  });
  return id;
}

/**
 * Paid (the whole invoice, or by a payroll this month of it), reserved still, not with BPJS, not awaiting an agency's
 * transfer, and of invoices whose money is there: nothing more is missing of them than BPJS has, and no message about
 * them waits for a person, who may learn that money went back; `only` of these invoices, null for any.
 */
function paidLines(
  tx: InCity,
  branch: string,
  through: Month,
  only: readonly string[] | null,
): Promise<Omit<Line, 'id'>[]> {
  return tx.query<Omit<Line, 'id'>>(
    `select invoice.id as "invoiceId", pledge_id as "pledgeId", donor_id as "donorId", worker_id as "workerId",
            line.month, line.amount
       from invoice join invoice_line line on line.city_id = invoice.city_id and line.invoice_id = invoice.id
      where invoice.city_id = $1 and branch = $2 and line.month <= $3
        and ${paidMonth()}
        and ($4::uuid[] is null or invoice.id = any($4))
        and not exists (select from remittance_line sent where sent.city_id = $1
              and sent.worker_id = invoice.worker_id and sent.month = line.month and sent.state <> 'REJECTED')
        and not exists (select from released_month released where released.city_id = $1
              and released.pledge_id = invoice.pledge_id and released.month = line.month)
        and not exists (select from awaited_month awaited where awaited.city_id = $1
              and awaited.invoice_id = invoice.id and awaited.month = line.month)
        and not exists (select from notice join invoice named on named.city_id = $1 and named.number = notice.order_id
              where notice.city_id = $1 and named.pledge_id = invoice.pledge_id and notice.state = 'PARKED')
        and not exists (select from payment where payment.city_id = $1
              and payment.invoice_id = invoice.id and missing > 0 having sum(missing) >
              (select coalesce(sum(sent.amount), 0) from remittance_line sent where sent.city_id = $1
                  and sent.invoice_id = invoice.id and sent.state <> 'REJECTED'))
      order by line.month, invoice.number limit $5`,
    [tx.city.code, branch, through, only, MOST_LINES],
  );
}

/** Lists of one branch are made and answered one after the other, so they lock invoices in no circle. */
async function oneAtATime(tx: InCity, branch: string): Promise<void> {
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `remittance ${tx.city.code} ${branch}`,
  ]);
}

/** What a branch answered to a list. */
export interface Confirmation {
  remittanceId: string;
  receivedOn: LocalDate;
  lines: readonly LineAnswer[];
}

/**
 * Books what BPJS has receipted, line by line, and tells it; refused lines are free to be sent again.
 *
 * @param act  by which of the two it was answered, for the trail
 * @throws RemittanceUnknown, RemittanceAlreadyConfirmed, RemittanceNotApproved, RemittanceLinesMismatched,
 *         RemittanceLineIncomplete, KpjMalformed, ReceivedOnRefused
 */
export async function confirmRemittance(
  tx: InCity,
  said: Confirmation,
  by: Doer,
  today: LocalDate,
  act: 'confirmRemittance' | 'answerRemittanceByFile' = 'confirmRemittance',
): Promise<void> {
  const { remittanceId, receivedOn } = said;
  const { branch, state, preparedOn } = await lockRemittance(tx, remittanceId);
  const lines = await linesOf(tx, remittanceId);
  const ids = lines.map(({ id }) => id);
  const answers = answersOf(state, ids, said.lines);
  assertReceivedOn(receivedOn, preparedOn, today);

  const answered = lines.map((line) => ({ line, answer: answers.get(line.id)! }));
  const accepted = answered.flatMap(({ line, answer }) =>
    answer.state === 'ACCEPTED' ? [{ ...line, receipt: answer.receipt }] : [],
  );
  const rejected = answered.flatMap(({ line, answer }) =>
    answer.state === 'REJECTED' ? [{ ...line, reason: answer.reason }] : [],
  );
  close(tx, remittanceId, receivedOn, answers);
  recordDeed(tx, {
    ...{ by, act, kind: 'Remittance', object: remittanceId },
    after: { receivedOn, accepted: accepted.length, rejected: rejected.length },
  });
  if (accepted.length > 0) {
    post(
      tx,
      {
        why: 'REMITTANCE',
        provider: 'BPJS',
        providerPaymentId: remittanceId,
        kind: 'REMITTANCE',
        reference: remittanceId,
      },
      postingsOf(branch, accepted),
    );
    endTasks(
      tx,
      accepted.map(({ id }) => id),
    );
    const receipts = accepted.map(({ id: _id, invoiceId: _invoice, ...line }) => line);
    tell(tx, ContributionRemitted, { remittanceId, branch, receivedOn, lines: receipts });
  }
  if (rejected.length > 0) {
    const invoices = await lockInvoices(tx, 'id', [...new Set(rejected.map(({ invoiceId }) => invoiceId))]);
    openTasks(
      tx,
      rejected.map(({ id }) => id),
    );
    const reasons = rejected.map(({ id: _id, invoiceId: _invoice, amount: _amount, ...line }) => line);
    tell(tx, ContributionRejected, { remittanceId, branch, lines: reasons });
    openAgain(tx, invoices, rejected);
  }
}

/** Months that were paid only because BPJS had them: of an invoice whose other money went back. */
function openAgain(
  tx: InCity,
  invoices: readonly LockedInvoice[],
  rejected: readonly Pick<Line, 'invoiceId' | 'month'>[],
): void {
  for (const invoice of invoices.filter(({ state }) => state !== 'PAID')) {
    const months = rejected.filter(({ invoiceId }) => invoiceId === invoice.id).map(({ month }) => month);
    tellOpenAgain(tx, invoice, months);
  }
}

/** Writes the branch's word on every line, and that the list is answered. */
function close(tx: InCity, id: string, receivedOn: LocalDate, answers: ReturnType<typeof answersOf>): void {
  const said = [...answers].map(([line, answer]) => ({
    line,
    receipt: null,
    reason: null,
    kpj: null,
    ...answer,
  }));
  tx.write(
    `update remittance_line line set state = said.state, receipt = said.receipt, reason = said.reason, kpj = said.kpj
       from unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[])
            as said (id, state, receipt, reason, kpj)
      where line.city_id = $1 and line.remittance_id = $2 and line.id = said.id`,
    [
      tx.city.code,
      id,
      said.map(({ line }) => line),
      said.map(({ state }) => state),
      said.map(({ receipt }) => receipt),
      said.map(({ reason }) => reason),
      said.map(({ kpj }) => kpj),
    ],
  );
  tx.write(
    `update remittance set state = 'CONFIRMED', received_on = $3, confirmed_at = now()
      where city_id = $1 and id = $2`,
    [tx.city.code, id, receivedOn],
  );
}
