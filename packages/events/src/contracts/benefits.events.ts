import { z } from 'zod';
import { event } from '../event';
import { aDay, someHoldings, someMonths } from './values';

/** Benefits now knows that BPJS covers this worker in these months. Told by benefits. */
export const CoverageChanged = event(
  'benefits.coverage-changed',
  1,
  z.strictObject({ workerId: z.uuid(), months: someMonths }),
);

/** Someone asks BPJS to pay for a worker's accident (JKK) or death (JKM). Told by benefits. */
export const ClaimFiled = event(
  'benefits.claim-filed',
  1,
  z.strictObject({ claimId: z.uuid(), workerId: z.uuid(), programme: z.enum(['JKM', 'JKK']) }),
);

/**
 * An officer must do something: the last day of a clock is near or has passed (REPORT an accident, PAY a death, ANSWER a
 * grievance), or a claim rests on a month that is covered no more (REVIEW). Each is told once before its last day and once
 * after it; `dueOn` is that day. Told by benefits, for its own `dutyNoticed` subscription; no service decides by it.
 */
export const DutyNoticed = event(
  'benefits.duty-noticed',
  1,
  z.strictObject({
    noticeId: z.uuid(),
    duty: z.enum(['REPORT', 'PAY', 'ANSWER', 'REVIEW']),
    phase: z.enum(['BEFORE', 'AFTER', 'NOW']),
    claimId: z.uuid().nullable(),
    grievanceId: z.uuid().nullable(),
    dueOn: aDay,
  }),
);

/** What benefits still holds of a worker who was erased, for whoever asked. Told by benefits. Heard by beneficiaries. */
export const BenefitsStated = event(
  'benefits.benefits-stated',
  1,
  z.strictObject({ requestId: z.uuid(), workerId: z.uuid(), holdings: someHoldings }),
);
