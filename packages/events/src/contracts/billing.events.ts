import { z } from 'zod';
import { event } from '../event';
import { aBranch, aDay, aKecamatan, aMonth, aNote, anAmount, aSector, someMonths } from './values';

/**
 * The reserved months have a price and a due day each, the 15th of the month or the next working day.
 *
 * Told by billing. Heard by donors.
 */
export const InvoiceIssued = event(
  'billing.invoice-issued',
  1,
  z.strictObject({
    invoiceId: z.uuid(),
    pledgeId: z.uuid(),
    donorId: z.uuid(),
    workerId: z.uuid(),
    amount: anAmount,
    months: z
      .array(z.strictObject({ month: aMonth, amount: anAmount, dueOn: aDay }))
      .min(1)
      .max(24),
  }),
);

/**
 * Nothing is owed on this invoice any more: its reservation was released unpaid.
 *
 * Told by billing. Heard by donors.
 */
export const InvoiceCancelled = event(
  'billing.invoice-cancelled',
  1,
  z.strictObject({ invoiceId: z.uuid(), pledgeId: z.uuid(), donorId: z.uuid() }),
);

/**
 * Money came in or went back, and the invoice is neither paid in full by it nor was: `received` is what is there now.
 *
 * Told by billing. Heard by donors, whose page shows it; no month is paid by it.
 */
export const InvoicePartlyPaid = event(
  'billing.invoice-partly-paid',
  1,
  z.strictObject({ invoiceId: z.uuid(), pledgeId: z.uuid(), donorId: z.uuid(), received: anAmount }),
);

const contribution = z.strictObject({
  invoiceId: z.uuid(),
  pledgeId: z.uuid(),
  donorId: z.uuid(),
  workerId: z.uuid(),
  amount: anAmount,
  months: someMonths,
});

/**
 * The invoice is paid in full. Money received is not cover: BPJS has not seen it yet.
 *
 * Told by billing. Heard by beneficiaries and donors.
 */
export const ContributionPaid = event('billing.contribution-paid', 1, contribution);

/**
 * The provider took a payment back (refund, chargeback); `amount` is what is open again.
 *
 * Told by billing. Heard by beneficiaries and donors.
 */
export const ContributionReversed = event('billing.contribution-reversed', 1, contribution);

const line = { pledgeId: z.uuid(), donorId: z.uuid(), workerId: z.uuid(), month: aMonth };

/**
 * A BPJS branch has receipted lines of a remittance: one worker and one month each.
 *
 * Told by billing. Heard by beneficiaries, which makes the months protected.
 */
export const ContributionRemitted = event(
  'billing.contribution-remitted',
  1,
  z.strictObject({
    remittanceId: z.uuid(),
    branch: aBranch,
    receivedOn: aDay,
    lines: z.array(z.strictObject({ ...line, amount: anAmount, receipt: aNote })).min(1),
  }),
);

/**
 * A BPJS branch has refused lines of a remittance; the money is still the donor's contribution.
 *
 * Told by billing. Heard by beneficiaries and donors.
 */
export const ContributionRejected = event(
  'billing.contribution-rejected',
  1,
  z.strictObject({
    remittanceId: z.uuid(),
    branch: aBranch,
    lines: z.array(z.strictObject({ ...line, reason: aNote })).min(1),
  }),
);

/**
 * A worker's cover has ended and nobody has paid the next month: the day since then, 0, 30, 60 or 80, each told once.
 * Arrears may be paid until `graceEndsOn`.
 *
 * Told by billing. For who reminds people; no service decides by it.
 */
export const LapseNear = event(
  'billing.lapse-near',
  1,
  z.strictObject({
    ...{ workerId: z.uuid(), pledgeId: z.uuid(), donorId: z.uuid(), kecamatan: aKecamatan },
    ...{ coveredThrough: aMonth, graceEndsOn: aDay },
    day: z.union([z.literal(0), z.literal(30), z.literal(60), z.literal(80)]),
  }),
);

/**
 * Another donor is looked for, who pays the next months of a worker; `donorId` paid the last.
 *
 * Told by billing. For who tells donors; the worker is reserved by a pledge like any other.
 */
export const WorkerOfferedToPool = event(
  'billing.worker-offered-to-pool',
  1,
  z.strictObject({
    ...{ poolOfferId: z.uuid(), workerId: z.uuid(), donorId: z.uuid() },
    ...{ kecamatan: aKecamatan, sector: aSector, coveredThrough: aMonth },
  }),
);
