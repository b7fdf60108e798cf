import { z } from 'zod';
import { event } from '../event';
import { aFund, anAgency, someMonths } from './values';

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
 * A colleague has said yes to go on with a pledge: what is unpaid of it becomes theirs, as pledges of their own of
 * months in a row, and is nobody's in between.
 *
 * Told by donors, instead of a withdrawal and offers. Heard by beneficiaries, which answers both in one transaction:
 * `ReservationReleased` of the one, then `WorkerReserved` (or `WorkerTaken`) of each of the others.
 */
export const PledgePassedOn = event(
  'donors.pledge-passed-on',
  1,
  z.strictObject({
    pledgeId: z.uuid(),
    donorId: z.uuid(),
    workerId: z.uuid(),
    fund: aFund,
    to: z.strictObject({
      donorId: z.uuid(),
      pledges: z
        .array(z.strictObject({ pledgeId: z.uuid(), months: someMonths }))
        .min(1)
        .max(24),
    }),
  }),
);

/**
 * In which agency (OPD) these donors work, as the roster that was just imported says. Told of every row of it,
 * changed or not, so that a second import mends whatever was missed; the last one told is right.
 *
 * Told by donors. Heard by billing, whose mandates are collected by the treasurer of that agency.
 */
export const DonorsPlaced = event(
  'donors.donors-placed',
  1,
  z.strictObject({
    donors: z
      .array(z.strictObject({ donorId: z.uuid(), agency: anAgency }))
      .min(1)
      .max(200),
  }),
);

/**
 * These donors are no longer on the roster: retired, moved away, died, or left out of a complete file; which of it
 * nobody else needs. Each file that is applied tells of everyone who is gone by then, so that a second one mends
 * whatever was missed; who comes back is told by `DonorsPlaced`, and the last one told is right.
 *
 * Told by donors. Heard by billing, where nobody who left acts for an agency or is deducted from.
 */
export const DonorsLeft = event(
  'donors.donors-left',
  1,
  z.strictObject({ donorIds: z.array(z.uuid()).min(1).max(200) }),
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

/**
 * A reminder of a donor is new, was renewed, or has ended.
 *
 * Told by donors, for its own `reminderTold` subscription; no service decides by it.
 */
export const ReminderTold = event(
  'donors.reminder-told',
  1,
  z.strictObject({ reminderId: z.uuid(), donorId: z.uuid() }),
);

/**
 * How far a file of the roster is read or applied: `done` of `total` lines; while it comes nobody knows how many.
 *
 * Told by donors, for its own `rosterImportProgress` subscription; no service decides by it.
 */
export const RosterProgressed = event(
  'donors.roster-progressed',
  1,
  z.strictObject({
    importId: z.uuid(),
    stage: z.enum(['READING', 'READ', 'APPLYING', 'APPLIED']),
    done: z.int().nonnegative(),
    total: z.int().nonnegative().nullable(),
  }),
);

/**
 * A donor, or the agency of one who left, has given a pledge up for any donor of the city to go on with. What is unpaid
 * of it is freed as by a withdrawal, which is told besides.
 *
 * Told by donors. Heard by billing, which looks for another donor (`WorkerOfferedToPool`).
 */
export const PledgeGivenUp = event(
  'donors.pledge-given-up',
  1,
  z.strictObject({ pledgeId: z.uuid(), donorId: z.uuid(), workerId: z.uuid() }),
);
