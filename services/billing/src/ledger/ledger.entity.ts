import type { Rupiah } from '@lindungi/jamsostek';
import { Connection, RupiahScalar } from '@lindungi/subgraph';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { enumeration } from '../enumeration';
import { LEDGER_REASONS, type LedgerReason } from './ledger.rules';

export const LedgerReasonEnum = enumeration('LedgerReason', LEDGER_REASONS, {
  PAYMENT: 'Money came from a provider.',
  REVERSAL: 'A provider took money back.',
  REMITTANCE: 'A branch of BPJS has receipted money.',
  REVERSAL_RESOLVED: 'A parked reversal was carried out, since BPJS refused the months.',
  REVERSAL_LOST: 'What was missing after a reversal was booked as a loss of the programme, by two people.',
  RELEASE: "The months went to another pledge: what was held for them is the donor's.",
  CREDIT: 'What was left over of a payment pays another invoice, or was taken back from it.',
  AGENCY_TRANSFER: "An agency's transfer of what it deducted was seen in the bank.",
  DISBURSEMENT: "A payment provider handed over what it was paid to the city's account, and kept its fee.",
  DISBURSEMENT_TAKEN_BACK: 'A line of a statement was no such disbursement, or its fee was another.',
  REPRICING: "The law of some months changed: what was held for them at the old price is the donor's.",
});

/** One side of a transaction. Never edited, never removed. */
@ObjectType({
  description: 'One side of a transaction: into the account when positive, out of it when negative.',
})
export class LedgerPosting {
  @Field(() => String, {
    description:
      'provider:<name>, fee:<name>, agency:<code>, held:<invoice>, bpjs:<branch>:<month>, excess, suspense or loss.',
  })
  account!: string;

  @Field(() => RupiahScalar)
  amount!: Rupiah;
}

/** Money that moved, whole: its postings add up to zero. */
@ObjectType({
  description: 'Money that moved; its postings add up to zero. Corrected by another, never edited.',
})
export class LedgerTransaction {
  @Field(() => ID)
  id!: string;

  @Field(() => LedgerReasonEnum)
  why!: LedgerReason;

  @Field(() => Date)
  at!: string;

  @Field(() => String, { description: "The order as its provider names it, or the remittance's id." })
  reference!: string;

  @Field(() => [LedgerPosting])
  postings?: LedgerPosting[];
}

export const LedgerTransactionConnection = Connection(LedgerTransaction);

/** What stands in an account at a moment: the fold of its postings, stored nowhere. */
@ObjectType({
  description: 'What stands in one account at a moment: the sum of all that was posted to it until then.',
})
export class LedgerBalance {
  @Field(() => String, {
    description:
      'provider:<name>, fee:<name>, agency:<code>, held:<invoice>, bpjs:<branch>:<month>, excess, suspense or loss.',
  })
  account!: string;

  @Field(() => RupiahScalar, {
    description: 'Below zero where more went out than came in, as at a provider.',
  })
  amount!: Rupiah;
}

export const LedgerBalanceConnection = Connection(LedgerBalance);

/** The newest link of the city's chain. */
@ObjectType({
  description:
    'The newest link of the chain over the ledger. Written down elsewhere, it proves that nothing before it was changed.',
})
export class LedgerHead {
  @Field(() => Int, { description: 'How many transactions there are.' })
  number!: number;

  @Field(() => String, {
    description: 'SHA-256 in hex, over the hash before it and what its transaction says.',
  })
  hash!: string;
}
