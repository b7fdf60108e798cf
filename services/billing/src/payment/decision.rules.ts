import type { Proposal } from '../second-person.rules';
import { DecisionTaken, OwnDecision, ReversalChanged } from './reversal.errors';

export const REVERSAL_DECISIONS = ['WAIT_FOR_BPJS', 'BOOK_AS_LOSS'] as const;

/** What becomes of money that BPJS has and a provider took back. */
export type ReversalWhat = (typeof REVERSAL_DECISIONS)[number];

/** Waiting moves no money, so whoever says it may say it alone; a loss needs a second person. */
export const needsSecond = (what: ReversalWhat): boolean => what === 'BOOK_AS_LOSS';

/**
 * Whether somebody may end a proposal so. Who proposed it may take it back, and never approve it.
 *
 * @param missing  of the payment, now; rupiah
 * @throws DecisionTaken, OwnDecision, ReversalChanged
 */
export function mayDecide(
  proposal: Proposal & { amount: number },
  by: string,
  approve: boolean,
  missing: number,
): void {
  if (proposal.state !== 'PROPOSED') throw new DecisionTaken();
  if (!approve) return;
  if (proposal.proposedBy === by) throw new OwnDecision();
  if (proposal.amount !== missing) throw new ReversalChanged(proposal.amount, missing);
}
