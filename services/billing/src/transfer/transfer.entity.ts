import type { LocalDate, Month, Rupiah } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar, RupiahScalar, YearMonth } from '@lindungi/subgraph';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Agency } from '../agency/agency.entity';
import { enumeration } from '../enumeration';
import { WAITING_REASONS, type WaitingReason } from './transfer.rules';

export const WaitingReasonEnum = enumeration('WaitingReason', WAITING_REASONS, {
  AWAITING_AGENCY_TRANSFER:
    "Deducted from pay, and the agency's transfer has not been seen in the bank: in no list for BPJS before that, unless the city advances it.",
});

/** What an agency has deducted by one bill and not transferred; no donor and no worker in it. */
@ObjectType({
  description:
    'What an agency has deducted by one bill and not transferred: its months are in no list for BPJS. It names no donor. Gone when its transfer is seen whole in the bank.',
})
export class AwaitedTransfer {
  @Field(() => ID, { description: "Of the agency's bill." })
  billId!: string;

  @Field(() => String, { description: 'To be written on the transfer: TAG-3374-bapenda-202612.' })
  billNumber!: string;

  agencyCode!: string;

  @Field(() => Agency)
  agency?: Agency;

  @Field(() => YearMonth, { description: 'The month whose pay was deducted from.' })
  month!: Month;

  @Field(() => WaitingReasonEnum, { description: 'Why its months are in no list for BPJS.' })
  reason!: WaitingReason;

  @Field(() => Date, { description: 'Since when: the first deduction whose money has not come.' })
  since!: string;

  @Field(() => RupiahScalar, { description: 'Deducted, and not seen in the bank.' })
  owed!: Rupiah;

  @Field(() => RupiahScalar, { description: 'Of that: what the city has advanced to BPJS meanwhile.' })
  advanced!: Rupiah;

  @Field(() => Int, { description: "Workers' months that wait for it." })
  months!: number;

  @Field(() => LocalDateScalar, {
    description: 'When its month is due at BPJS; from then on a person is called.',
  })
  dueOn!: LocalDate;

  @Field(() => LocalDateScalar, { description: 'After this day its month can no longer be paid.' })
  graceUntil!: LocalDate;
}

export const AwaitedTransferConnection = Connection(AwaitedTransfer);
