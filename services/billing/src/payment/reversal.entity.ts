import type { Rupiah } from '@lindungi/jamsostek';
import { Connection, RupiahScalar } from '@lindungi/subgraph';
import { Field, ID, ObjectType } from 'type-graphql';
import { enumeration } from '../enumeration';
import { PROPOSAL_STATES, type ProposalState } from '../second-person.rules';
import { REVERSAL_DECISIONS, type ReversalWhat } from './decision.rules';

export const ReversalWhatEnum = enumeration('ReversalDecisionKind', REVERSAL_DECISIONS, {
  WAIT_FOR_BPJS: 'BPJS may still refuse the months; then the reversal is carried out by itself.',
  BOOK_AS_LOSS: 'The programme bears it: two people stand for that.',
});
export const DecisionStateEnum = enumeration('ReversalDecisionState', PROPOSAL_STATES, {
  PROPOSED: 'Somebody else must approve it.',
});

@ObjectType({ description: 'What was decided, or proposed, about a parked reversal.' })
export class ReversalDecision {
  @Field(() => ID, { description: 'To approve or refuse it by.' })
  id!: string;

  paymentId!: string;

  @Field(() => ReversalWhatEnum, { description: 'To wait, or to bear the loss.' })
  what!: ReversalWhat;

  @Field(() => RupiahScalar, { description: 'What was missing when it was proposed.' })
  amount!: Rupiah;

  @Field(() => String, { description: 'Why, in the words of who proposed it.' })
  reason!: string;

  @Field(() => DecisionStateEnum, { description: 'How far it has come.' })
  state!: ProposalState;

  @Field(() => Date, { description: 'When it was proposed.' })
  proposedAt!: string;

  @Field(() => Date, { nullable: true, description: 'When it was approved or refused; null while it waits.' })
  decidedAt!: string | null;

  proposedBy!: string;

  @Field(() => Boolean, { description: 'Whether the caller proposed it, and so may not approve it.' })
  mine?: boolean;
}

/** A payment that a provider took back though BPJS has some of it. */
@ObjectType({ description: 'A payment that was taken back though BPJS has some of its money.' })
export class ParkedReversal {
  @Field(() => ID, { description: "The payment's." })
  id!: string;

  @Field(() => String, { description: "The invoice's number." })
  orderId!: string;

  @Field(() => RupiahScalar, { description: 'Of the whole payment.' })
  amount!: Rupiah;

  @Field(() => RupiahScalar, { description: 'What was taken back of it.' })
  reversed!: Rupiah;

  @Field(() => RupiahScalar, { description: 'Of that, what BPJS has and nobody gives back.' })
  missing!: Rupiah;

  heardAt!: string;

  @Field(() => [ReversalDecision], { description: 'The latest first.' })
  decisions?: ReversalDecision[];
}

export const ParkedReversalConnection = Connection(ParkedReversal);
