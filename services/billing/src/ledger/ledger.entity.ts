import type { Rupiah } from '@lindungi/jamsostek';
import { Connection, RupiahScalar } from '@lindungi/subgraph';
import { Field, ID, ObjectType } from 'type-graphql';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { enumeration } from '../enumeration';
import { LEDGER_REASONS, type LedgerReason } from './ledger.rules';

export const LedgerReasonEnum = enumeration('LedgerReason', LEDGER_REASONS, {
  PAYMENT: 'Money came from a provider.',
  REVERSAL: 'A provider took money back.',
  REMITTANCE: 'A branch of BPJS has receipted money.',
  REVERSAL_RESOLVED: 'A parked reversal was carried out, since BPJS refused the months.',
  RELEASE: "The months went to another pledge: what was held for them is the donor's.",
});

/** One side of a transaction. Never edited, never removed. */
@Entity('posting')
@ObjectType({
  description: 'One side of a transaction: into the account when positive, out of it when negative.',
})
export class LedgerPosting {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid', { name: 'transaction_id' })
  transactionId!: string;

  @PrimaryColumn('int')
  line!: number;

  @Column('text')
  @Field(() => String, {
    description: 'provider:<name>, held:<invoice>, bpjs:<branch>, excess or suspense.',
  })
  account!: string;

  @Column('bigint')
  @Field(() => RupiahScalar)
  amount!: Rupiah;
}

/** Money that moved, whole: its postings add up to zero. */
@Entity('ledger_transaction')
@ObjectType({
  description: 'Money that moved; its postings add up to zero. Corrected by another, never edited.',
})
export class LedgerTransaction {
  @PrimaryColumn('text', { name: 'city_id' })
  cityId!: string;

  @PrimaryColumn('uuid')
  @Field(() => ID)
  id!: string;

  @Column('text')
  @Field(() => LedgerReasonEnum)
  why!: LedgerReason;

  @Column('text')
  provider!: 'MIDTRANS' | 'BANK' | 'CREDIT' | 'BPJS';

  @Column('text', { name: 'provider_payment_id' })
  providerPaymentId!: string;

  @Column('text')
  kind!: string;

  @Column('timestamptz')
  @Field(() => Date)
  at!: string;

  @Column('text')
  @Field(() => String, { description: "The order as its provider names it, or the remittance's id." })
  reference!: string;

  @Field(() => [LedgerPosting])
  postings?: LedgerPosting[];
}

export const LedgerTransactionConnection = Connection(LedgerTransaction);
