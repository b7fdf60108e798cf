import type { LocalDate } from '@lindungi/jamsostek';
import { Connection, LocalDateScalar } from '@lindungi/subgraph';
import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Claim, type ClaimRow } from './claim.entity';

const ClaimDutyEnum = { REPORT: 'REPORT', PAY: 'PAY' } as const;
registerEnumType(ClaimDutyEnum, {
  name: 'ClaimDuty',
  description:
    'REPORT: tell BPJS of an accident within 2 x 24 hours. PAY: BPJS pays after a death within three working days of having the papers.',
});

/** What somebody owes a claim until a day. */
export type ClaimDuty = keyof typeof ClaimDutyEnum;

@ObjectType({ description: 'A claim whose clock ends today, or has ended.' })
export class OverdueClaim {
  @Field(() => Claim)
  claim!: ClaimRow;

  @Field(() => ClaimDutyEnum)
  duty!: ClaimDuty;

  @Field(() => LocalDateScalar, {
    description: 'Its last day; of REPORT, the day on which the 48 hours end.',
  })
  dueOn!: LocalDate;

  @Field(() => Int, { description: 'Days after it; 0: today is the last.' })
  daysLate!: number;
}

export const OverdueClaimConnection = Connection(OverdueClaim);

/** As a query finds it, the claim by its id. */
export type OverdueRow = Omit<OverdueClaim, 'claim'> & { id: string };
