export const PROPOSAL_STATES = ['PROPOSED', 'APPROVED', 'REFUSED'] as const;

/** What became of a thing that one person proposed and another decides. */
export type ProposalState = (typeof PROPOSAL_STATES)[number];

/** As much of a proposal as the second person's part in it needs. */
export interface Proposal {
  state: ProposalState;
  proposedBy: string;
}

/** What is thrown when there is none, when it is decided, and when it is the decider's own. */
export interface Refusals {
  unknown: new () => Error;
  decided: new () => Error;
  own: new () => Error;
}

/**
 * Four eyes: whoever decides is another than who proposed, once. The tables hold the same (`four_eyes`).
 *
 * @throws one of the refusals
 */
export function assertSecondPerson(
  proposal: Proposal | undefined,
  decidedBy: string,
  { unknown, decided, own }: Refusals,
): asserts proposal {
  if (!proposal) throw new unknown();
  if (proposal.state !== 'PROPOSED') throw new decided();
  if (proposal.proposedBy === decidedBy) throw new own();
}
