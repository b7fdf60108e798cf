import { z } from 'zod';
import { event } from '../event';
import { aFund, someMonths } from './values';

/**
 * A donor has offered to protect one worker. Nothing is reserved or owed yet.
 *
 * Told by donors. Heard by beneficiaries, which answers `WorkerReserved` or `WorkerTaken`.
 */
export const PledgeOffered = event(
  'donors.pledge-offered',
  1,
  z.strictObject({
    pledgeId: z.uuid(),
    donorId: z.uuid(),
    workerId: z.uuid(),
    months: someMonths,
    fund: aFund,
  }),
);

/**
 * The donor has taken the offer back.
 *
 * Told by donors. Heard by beneficiaries, which frees the months nobody has paid yet
 * (`ReservationReleased`).
 */
export const PledgeWithdrawn = event(
  'donors.pledge-withdrawn',
  1,
  z.strictObject({ pledgeId: z.uuid(), donorId: z.uuid(), workerId: z.uuid() }),
);

/**
 * Something became of a pledge, here or in another service, that its donor may be watching.
 *
 * Told by donors, for its own `pledgeChanged` subscription; no service decides by it.
 */
export const PledgeChanged = event(
  'donors.pledge-changed',
  1,
  z.strictObject({
    pledgeId: z.uuid(),
    donorId: z.uuid(),
    what: z.enum([
      'OFFERED',
      'RESERVED',
      'TAKEN',
      'RELEASED',
      'INVOICED',
      'CANCELLED',
      'PARTLY_PAID',
      'PAID',
      'REVERSED',
      'PROTECTED',
      'REJECTED',
      'WITHDRAWN',
    ]),
  }),
);
