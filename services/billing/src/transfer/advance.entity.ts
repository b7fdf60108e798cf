import type { Rupiah } from '@lindungi/jamsostek';
import { Connection, RupiahScalar } from '@lindungi/subgraph';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { enumeration } from '../enumeration';
import { PROPOSAL_STATES, type ProposalState } from '../second-person.rules';

export const AgencyAdvanceStateEnum = enumeration('AgencyAdvanceState', PROPOSAL_STATES, {
  PROPOSED: 'It waits for a second person.',
  APPROVED: 'A second person agreed; its months may go to BPJS.',
  REFUSED: "A second person refused; its months wait for the agency's transfer.",
});

/** The city pays BPJS before an agency has transferred what it deducted: one person proposes it, another decides. */
@Entity('agency_advance')
@ObjectType({
  description:
    'The city pays BPJS before an agency has transferred what it deducted: one person proposes it, another decides.',
})
export class AgencyAdvance {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('uuid', { name: 'bill_id' })
  @Field(() => ID, { description: "The agency's bill." })
  billId!: string;

  @Field(() => String, { description: 'Number of that bill: TAG-3374-bapenda-202612.' })
  billNumber?: string;

  @Column('bigint')
  @Field(() => RupiahScalar, { description: 'Awaited when it was proposed; no more is let go by it.' })
  amount!: Rupiah;

  @Column('text')
  @Field(() => String, { description: 'Why, for the auditor; names no person.' })
  reason!: string;

  @Column('text')
  @Field(() => AgencyAdvanceStateEnum, { description: 'Whether it waits, was approved, or was refused.' })
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

export const AgencyAdvanceConnection = Connection(AgencyAdvance);
