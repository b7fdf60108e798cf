import { type LocalDate, type Month, maskKpj, parseKpj, type Rupiah, rupiah } from '@lindungi/jamsostek';
import { bpjsAccount, heldAccount, type Posting } from '../ledger/ledger.rules';
import { RemittanceNotApproved } from './approval.errors';
import {
  BranchUnknown,
  ReceivedOnRefused,
  RemittanceAlreadyConfirmed,
  RemittanceLineIncomplete,
  RemittanceLinesMismatched,
} from './remittance.errors';

/**
 * Lines of one list. Its confirmation answers each of them in one request, which the gateway
 * bounds (variables 32 KiB); what is over goes into the next list.
 */
export const MOST_LINES = 100;

/** As much text as an official may write for one line; an event carries no more. */
const LONGEST_NOTE = 200;

export const REMITTANCE_STATES = ['PREPARED', 'APPROVED', 'CONFIRMED'] as const;

/** PREPARED: drawn up. APPROVED: a second person let its transfer go. CONFIRMED: BPJS has answered. */
export type RemittanceState = (typeof REMITTANCE_STATES)[number];

export const LINE_STATES = ['PREPARED', 'ACCEPTED', 'REJECTED'] as const;

/** PREPARED: on its way to BPJS. REJECTED: back with us, to be sent again. */
export type LineState = (typeof LINE_STATES)[number];

/** @throws BranchUnknown */
export function assertBranch(branches: readonly { code: string }[], branch: string): void {
  if (!branches.some(({ code }) => code === branch)) throw new BranchUnknown(branch);
}

/** What BPJS says of one line. */
export interface LineAnswer {
  lineId: string;
  accepted: boolean;
  /** Number of the *tanda bukti penerimaan iuran*. */
  receipt?: string | null;
  /** Of the worker, as BPJS knows it; only its last four digits are kept. */
  kpj?: string | null;
  reason?: string | null;
}

/**
 * The answers of a confirmation, by line: each line of the list has exactly one.
 *
 * @param state    of the remittance
 * @param lineIds  of all its lines
 * @throws RemittanceAlreadyConfirmed, RemittanceNotApproved, RemittanceLinesMismatched, RemittanceLineIncomplete,
 *         KpjMalformed
 */
export function answersOf(
  state: RemittanceState,
  lineIds: readonly string[],
  answers: readonly LineAnswer[],
): Map<string, LineOutcome> {
  if (state === 'CONFIRMED') throw new RemittanceAlreadyConfirmed();
  if (state !== 'APPROVED') throw new RemittanceNotApproved();

  const asked = new Set(lineIds);
  const answered = new Set(answers.map(({ lineId }) => lineId));
  const missing = lineIds.filter((id) => !answered.has(id)).length;
  const unknown = [...answered].filter((id) => !asked.has(id)).length;
  const twice = answers.length - answered.size;
  if (missing + unknown + twice > 0) throw new RemittanceLinesMismatched(missing, unknown, twice);

  return new Map(answers.map((answer) => [answer.lineId, outcomeOf(answer)]));
}

/** The branch's word on one line, as it is kept. */
export type LineOutcome =
  | { state: 'ACCEPTED'; receipt: string; kpj: string | null }
  | { state: 'REJECTED'; reason: string };

function outcomeOf({ lineId, accepted, kpj, ...words }: LineAnswer): LineOutcome {
  const receipt = words.receipt?.trim() ?? '';
  const reason = words.reason?.trim() ?? '';
  const said = accepted ? receipt : reason;
  const other = accepted ? reason : receipt;
  if (said === '' || said.length > LONGEST_NOTE || other !== '') throw new RemittanceLineIncomplete(lineId);
  if (!accepted) return { state: 'REJECTED', reason };
  return { state: 'ACCEPTED', receipt, kpj: kpj?.trim() ? maskKpj(parseKpj(kpj)) : null };
}

/** @throws ReceivedOnRefused  for a day to come, or before the list was made */
export function assertReceivedOn(receivedOn: LocalDate, preparedOn: LocalDate, today: LocalDate): void {
  // a list made by a clock ahead of ours must stay answerable
  const earliest = preparedOn < today ? preparedOn : today;
  if (receivedOn < earliest || receivedOn > today) throw new ReceivedOnRefused(receivedOn, earliest, today);
}

/**
 * What BPJS took leaves what was held for each invoice, and reaches the branch's account of each month: one posting for
 * each, and together they are zero.
 *
 * @param accepted  at least one
 */
export function postingsOf(
  branch: string,
  accepted: readonly { invoiceId: string; month: Month; amount: Rupiah }[],
): Posting[] {
  const sums = new Map<Posting['account'], number>();
  const add = (account: Posting['account'], amount: number) =>
    sums.set(account, (sums.get(account) ?? 0) + amount);
  for (const { month, amount } of accepted) add(bpjsAccount(branch, month), amount);
  for (const { invoiceId, amount } of accepted) add(heldAccount(invoiceId), -amount);
  return [...sums].map(([account, amount]) => ({ account, amount: rupiah(amount) }));
}
