import type { Month, Rupiah } from '@lindungi/jamsostek';
import { Connection, RupiahScalar, YearMonth } from '@lindungi/subgraph';
import { Field, Int, ObjectType } from 'type-graphql';
import { Agency, Donor } from '../agency/agency.entity';
import { enumeration } from '../enumeration';
import { AgencyBill } from './bill.entity';

export const DeductionChangeKind = enumeration(
  'DeductionChangeKind',
  ['JOINED', 'LEFT', 'PAUSED', 'CHANGED'],
  {
    JOINED: 'Deducted this month, and not the month before.',
    LEFT: 'Deducted the month before; the mandate is revoked, or the donor works elsewhere or has left.',
    PAUSED: 'Deducted the month before; the mandate stands, and nothing is open.',
    CHANGED: 'Deducted in both months, another amount.',
  },
);

/** What is different about one donor's deduction since the month before. */
@ObjectType({ description: "What is different about one donor's deduction since the month before." })
export class DeductionChange {
  donorId!: string;

  @Field(() => Donor, { nullable: true })
  donor?: Donor | null;

  @Field(() => DeductionChangeKind)
  kind!: keyof typeof DeductionChangeKind;

  @Field(() => RupiahScalar, { description: 'The month before; 0 for who has joined.' })
  before!: Rupiah;

  @Field(() => RupiahScalar, { description: 'This month; 0 for who has left or paused.' })
  now!: Rupiah;
}

export const DeductionChangeConnection = Connection(DeductionChange);

/** A treasurer's month at a glance. */
@ObjectType({
  description: "A treasurer's month: the bill, what became of it, and who is new, gone or changed.",
})
export class TreasurerMonth {
  agencyCode!: string;

  @Field(() => Agency)
  agency?: Agency;

  @Field(() => YearMonth)
  month!: Month;

  @Field(() => AgencyBill, { nullable: true, description: 'Null as long as it is not issued.' })
  bill?: AgencyBill | null;

  @Field(() => RupiahScalar, { description: 'The payroll has not answered for it yet.' })
  awaiting!: Rupiah;

  @Field(() => RupiahScalar, { description: 'Deducted, and held for its invoices.' })
  collected!: Rupiah;

  @Field(() => RupiahScalar, { description: 'Could not be deducted; billed again next month.' })
  failed!: Rupiah;

  @Field(() => RupiahScalar, { description: 'Not asked for: beyond the cap of its donor.' })
  overCap!: Rupiah;

  @Field(() => RupiahScalar, { description: 'Not asked for any more: its mandate was revoked.' })
  withdrawn!: Rupiah;

  @Field(() => Int, { description: 'Donors who were deducted from for the first time, or again.' })
  joined!: number;

  @Field(() => Int)
  left!: number;

  @Field(() => Int)
  paused!: number;

  @Field(() => Int, { description: 'Donors whose amount is another than the month before.' })
  changed!: number;

  @Field(() => DeductionChangeConnection)
  changes?: unknown;
}
