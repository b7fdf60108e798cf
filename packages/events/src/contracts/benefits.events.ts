import { z } from 'zod';
import { event } from '../event';
import { someMonths } from './values';

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
