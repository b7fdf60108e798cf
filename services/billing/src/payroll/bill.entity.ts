import type { LocalDate, Month, Rupiah } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar, RupiahScalar, YearMonth } from '@lindungi/subgraph';
import { Field, ID, Int, ObjectType } from 'type-graphql';
import { Agency, Donor } from '../agency/agency.entity';
import { enumeration } from '../enumeration';
import { Worker } from '../remittance/remittance.entity';
import { WaitingReasonEnum } from '../transfer/transfer.entity';
import type { WaitingReason } from '../transfer/transfer.rules';
import { type DeductionFailure, type DeductionState, FAILURES, LINE_STATES } from './bill.rules';

export const DeductionStateEnum = enumeration('DeductionState', LINE_STATES, {
  BILLED: 'To be deducted from pay.',
  COLLECTED: 'Deducted, and held for its invoice.',
  FAILED: 'The payroll could not deduct it; it is billed again next month.',
  WITHDRAWN: 'The donor revoked the mandate before the payroll answered.',
  OVER_CAP: 'More than the donor allows in a month; not deducted.',
});

export const DeductionFailureEnum = enumeration('DeductionFailure', FAILURES, {
  PAY_TOO_SMALL: 'The pay was too small.',
  MOVED: 'The donor has moved to another agency.',
  RETIRED: 'The donor is retired.',
});

/** One worker's month on an agency's bill. */
@ObjectType({ description: "One worker's month on an agency's bill." })
export class AgencyBillLine {
  billId!: string;
  invoiceId!: string;
  donorId!: string;
  workerId!: string;

  @Field(() => Donor, { nullable: true })
  donor?: Donor | null;

  @Field(() => Worker, { nullable: true, description: 'null for who may not see the worker.' })
  worker?: Worker | null;

  @Field(() => String, { description: 'Number of the mandate by which it is deducted.' })
  mandateNumber!: string;

  @Field(() => String, { description: 'Number of the invoice whose month it is.' })
  invoiceNumber!: string;

  @Field(() => YearMonth, { description: 'The month protected.' })
  month!: Month;

  @Field(() => RupiahScalar)
  amount!: Rupiah;

  @Field(() => RupiahScalar, { description: 'As much of it as was deducted.' })
  collected!: Rupiah;

  @Field(() => DeductionStateEnum)
  state!: DeductionState;

  @Field(() => DeductionFailureEnum, { nullable: true })
  reason!: DeductionFailure | null;

  @Field(() => WaitingReasonEnum, {
    nullable: true,
    description: 'Why it is in no list for BPJS though it was deducted; null when it may be.',
  })
  waitingFor!: WaitingReason | null;

  @Field(() => Date, { nullable: true, description: 'Since when it waits.' })
  waitingSince!: string | null;
}

export const AgencyBillLineConnection = Connection(AgencyBillLine);

/** What an agency deducts in one month. */
@ObjectType({
  description: 'What an agency deducts from pay in one month, with a line per worker and month.',
})
export class AgencyBill {
  @Field(() => ID)
  id!: string;

  @Field(() => String, {
    description: 'To be written on the transfer of what was deducted: TAG-3374-bapenda-202612.',
  })
  number!: string;

  @Field(() => RupiahScalar, { description: 'Of what was deducted, what has been seen in the bank.' })
  transferred!: Rupiah;

  agencyCode!: string;

  @Field(() => Agency)
  agency?: Agency;

  @Field(() => YearMonth, { description: 'The month whose pay is deducted from.' })
  month!: Month;

  @Field(() => YearMonth, { description: 'The last month that is paid for.' })
  through!: Month;

  @Field(() => RupiahScalar, { description: 'To be deducted when it was issued.' })
  amount!: Rupiah;

  @Field(() => Int)
  donors!: number;

  @Field(() => Int, { description: 'Lines when it was issued, those over the cap too.' })
  lineCount!: number;

  @Field(() => LocalDateScalar, { description: 'The day of pay.' })
  debitOn!: LocalDate;

  @Field(() => LocalDateScalar, { description: 'The 15th of the month, or the next working day.' })
  dueOn!: LocalDate;

  @Field(() => LocalDateScalar, { description: 'After this day the month can no longer be paid.' })
  graceUntil!: LocalDate;

  @Field(() => Date)
  issuedAt!: string;

  @Field(() => AgencyBillLineConnection)
  lines?: unknown;
}
