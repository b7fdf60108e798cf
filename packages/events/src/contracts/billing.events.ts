import { z } from 'zod';
import { event } from '../event';
import {
  aBranch,
  aDay,
  aKecamatan,
  aMonth,
  aNote,
  anAgency,
  anAmount,
  aSector,
  someHoldings,
  someMonths,
} from './values';

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
 * The invoice is paid in full, or a payroll has paid these months of it: `amount` is all that is held for it now. Money
 * received is not cover: BPJS has not seen it yet.
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
 * A second person has let the transfer of a list go: its lines as they stand in it, one worker and one month each.
 *
 * Told by billing. Heard by beneficiaries, which writes the names and numbers that BPJS asks for beside them.
 */
export const RemittanceApproved = event(
  'billing.remittance-approved',
  1,
  z.strictObject({
    remittanceId: z.uuid(),
    branch: aBranch,
    approvedOn: aDay,
    lines: z
      .array(
        z.strictObject({
          ...{ lineId: z.uuid(), workerId: z.uuid(), month: aMonth },
          ...{ full: anAmount, relief: z.int().min(0).max(100), amount: anAmount },
        }),
      )
      .min(1),
  }),
);

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
 * A payroll could not deduct what a donor's mandate was billed for, or not whole; `open` is what is still owed of each
 * month. It is billed again next month, as long as the grace lasts.
 *
 * Told by billing. Heard by donors, which reminds the donor; each line is one worker's month that may lapse.
 */
export const DeductionFailed = event(
  'billing.deduction-failed',
  1,
  z.strictObject({
    billId: z.uuid(),
    agency: anAgency,
    donorId: z.uuid(),
    reason: z.enum(['PAY_TOO_SMALL', 'MOVED', 'RETIRED', 'OTHER']),
    lines: z
      .array(z.strictObject({ pledgeId: z.uuid(), workerId: z.uuid(), month: aMonth, open: anAmount }))
      .min(1),
  }),
);

/**
 * A worker's cover has ended and nobody has paid the next month: the day since then, 0, 30, 60 or 80, each told once.
 * Arrears may be paid until `graceEndsOn`.
 *
 * Told by billing. Heard by donors, which reminds who paid last, and by beneficiaries, which shows it to officers.
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
 * How far a file of an agency's bill is made, or an answer to it booked: `done` of `total` donors.
 *
 * Told by billing, for its own `deductionProgress` subscription; no service decides by it.
 */
export const DeductionProgressed = event(
  'billing.deduction-progressed',
  1,
  z.strictObject({
    billId: z.uuid(),
    stage: z.enum(['FILE', 'RESULT']),
    done: z.int().nonnegative(),
    total: z.int().nonnegative(),
  }),
);

/**
 * How far a city's invoices are compared with a law that changed: `done` were looked at, `waiting` of them could not be
 * re-priced yet. `law` is the hash of its data.
 *
 * Told by billing, for who watches a new law being carried out; no service decides by it.
 */
export const RepricingProgressed = event(
  'billing.repricing-progressed',
  1,
  z.strictObject({
    law: z.string().regex(/^[0-9a-f]{64}$/),
    done: z.int().nonnegative(),
    waiting: z.int().nonnegative(),
    ended: z.boolean(),
  }),
);

/**
 * Another donor is looked for, who pays the next months of a worker; `donorId` paid the last.
 *
 * Told by billing. Heard by donors, which tells who paid last; the worker is reserved by a pledge like any other.
 */
export const WorkerOfferedToPool = event(
  'billing.worker-offered-to-pool',
  1,
  z.strictObject({
    ...{ poolOfferId: z.uuid(), workerId: z.uuid(), donorId: z.uuid() },
    ...{ kecamatan: aKecamatan, sector: aSector, coveredThrough: aMonth },
  }),
);

/** What billing still holds of a worker who was erased, for whoever asked. Told by billing. Heard by beneficiaries. */
export const BillingStated = event(
  'billing.billing-stated',
  1,
  z.strictObject({ requestId: z.uuid(), workerId: z.uuid(), holdings: someHoldings }),
);
