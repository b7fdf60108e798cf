import type { LedgerReason } from '../ledger/ledger.rules';
import { assertSecondPerson, type Proposal } from '../second-person.rules';
import {
  CorrectionAlreadyDecided,
  CorrectionIsYourOwn,
  CorrectionNotPossible,
  CorrectionReasonRefused,
  CorrectionUnknown,
  TransactionUnknown,
} from './correction.errors';

const LEAST = 10;
const MOST = 300;
/** Nine digits and more, whatever stands between them but letters: a NIK, a NIP, a KPJ. */
const LONG_NUMBER = /\d(?:[^\p{L}\d]*\d){8,}/u;

/**
 * The reason as it is kept, for the auditor.
 *
 * @throws CorrectionReasonRefused
 */
export function reasonOf(written: string): string {
  const reason = written.trim();
  if (reason.length < LEAST || reason.length > MOST || LONG_NUMBER.test(reason) || /\p{Cc}/u.test(reason))
    throw new CorrectionReasonRefused(LEAST, MOST);
  return reason;
}

/**
 * A person corrects a payment; everything else in the books has someone outside whose word corrects it.
 *
 * @throws TransactionUnknown, CorrectionNotPossible
 */
export function assertCorrectable(why: LedgerReason | undefined): void {
  if (why === undefined) throw new TransactionUnknown();
  if (why !== 'PAYMENT') throw new CorrectionNotPossible();
}

/** @throws CorrectionUnknown, CorrectionAlreadyDecided, CorrectionIsYourOwn */
export function assertMayDecide(correction: Proposal | undefined, decidedBy: string): asserts correction {
  const refusals = {
    ...{ unknown: CorrectionUnknown, decided: CorrectionAlreadyDecided, own: CorrectionIsYourOwn },
  };
  assertSecondPerson(correction, decidedBy, refusals);
}
