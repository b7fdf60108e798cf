import { z } from 'zod';
import { event } from '../event';
import { someHoldings, someMonths } from './values';

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

/** What benefits still holds of a worker who was erased, for whoever asked. Told by benefits. Heard by beneficiaries. */
export const BenefitsStated = event(
  'benefits.benefits-stated',
  1,
  z.strictObject({ requestId: z.uuid(), workerId: z.uuid(), holdings: someHoldings }),
);
