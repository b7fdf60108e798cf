import type { Rupiah } from '@lindungi/jamsostek';
import { AdvanceAlreadyDecided, AdvanceIsYourOwn, AdvanceUnknown, NothingAwaited } from './advance.errors';

export const ADVANCE_STATES = ['PROPOSED', 'APPROVED', 'REFUSED'] as const;

/** What became of a wish to pay BPJS before an agency has transferred. */
export type AdvanceState = (typeof ADVANCE_STATES)[number];

/** @throws NothingAwaited  when no money of the bill is with its agency */
export function assertAwaited(amount: Rupiah): void {
  if (amount === 0) throw new NothingAwaited();
}

/**
 * Four eyes.
 *
 * @throws AdvanceUnknown, AdvanceAlreadyDecided, AdvanceIsYourOwn
 */
export function assertMayDecide(
  advance: { state: AdvanceState; proposedBy: string } | undefined,
  decidedBy: string,
): asserts advance {
  if (!advance) throw new AdvanceUnknown();
  if (advance.state !== 'PROPOSED') throw new AdvanceAlreadyDecided();
  if (advance.proposedBy === decidedBy) throw new AdvanceIsYourOwn();
}
