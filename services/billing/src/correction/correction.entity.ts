import { Connection } from '@lindungi/subgraph';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { enumeration } from '../enumeration';
import { PROPOSAL_STATES, type ProposalState } from '../second-person.rules';

export const CorrectionStateEnum = enumeration('CorrectionState', PROPOSAL_STATES, {
  PROPOSED: 'It waits for a second person.',
  APPROVED: 'A second person agreed; the money went back in the books.',
  REFUSED: 'A second person refused; nothing was booked.',
});

/** A reversal of one transaction that one person asks for and another decides. */
@Entity('correction')
@ObjectType({
  description: 'A reversal of one transaction: one person proposes it, another decides. Nothing is edited.',
})
export class Correction {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('uuid', { name: 'transaction_id' })
  @Field(() => ID, { description: 'The transaction of the ledger that is to be reversed.' })
  transactionId!: string;

  @Column('text')
  @Field(() => String, { description: 'Why, for the auditor; names no person.' })
  reason!: string;

  @Column('text')
  @Field(() => CorrectionStateEnum, { description: 'Whether it waits, was carried out, or was refused.' })
  state!: ProposalState;

  @Column('text', { name: 'proposed_by' })
  @Field(() => ID, { description: "Who asked for it, as the city's issuer names them." })
  proposedBy!: string;

  @Column('timestamptz', { name: 'proposed_at' })
  @Field(() => Date, { description: 'When it was asked for.' })
  proposedAt!: string;

  @Column('text', { name: 'decided_by', nullable: true })
  @Field(() => ID, { nullable: true, description: 'Who decided; never who asked for it.' })
  decidedBy!: string | null;

  @Column('timestamptz', { name: 'decided_at', nullable: true })
  @Field(() => Date, { nullable: true, description: 'When it was decided.' })
  decidedAt!: string | null;
}

export const CorrectionConnection = Connection(Correction);
