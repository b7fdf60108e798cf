import { ApprovedByItsMaker, RemittanceAlreadyApproved, TransferReferenceRefused } from './approval.errors';
import type { RemittanceState } from './remittance.rules';

const LONGEST_REFERENCE = 100;

/**
 * Whether this person may let the transfer of a list go.
 *
 * @param preparedBy  null of lists from before there were two people
 * @throws RemittanceAlreadyApproved, ApprovedByItsMaker
 */
export function assertApproval(state: RemittanceState, preparedBy: string | null, by: string): void {
  if (state !== 'PREPARED') throw new RemittanceAlreadyApproved();
  if (preparedBy === by) throw new ApprovedByItsMaker();
}

/** @throws TransferReferenceRefused  empty, too long, or with control characters */
export function transferReference(typed: string): string {
  const reference = typed.trim();
  if (reference === '' || reference.length > LONGEST_REFERENCE || /\p{Cc}/u.test(reference)) {
    throw new TransferReferenceRefused(LONGEST_REFERENCE);
  }
  return reference;
}
