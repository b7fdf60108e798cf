import { z } from 'zod';
import { event } from '../event';
import { aBranch, aDay, aFund, aKecamatan, aMonth, aNote, aSector, someMonths } from './values';

/**
 * The months of a pledge are this donor's: no other pledge can have them. Not paid, not protected.
 *
 * `sector` is the worker's at this moment and prices the months; `branch` is where BPJS gets the list.
 * Told by beneficiaries. Heard by billing, which issues the invoice, and by donors.
 */
export const WorkerReserved = event(
  'beneficiaries.worker-reserved',
  1,
  z.strictObject({
    pledgeId: z.uuid(),
    donorId: z.uuid(),
    workerId: z.uuid(),
    sector: aSector,
    kecamatan: aKecamatan,
    branch: aBranch,
    months: someMonths,
    fund: aFund,
  }),
);

/**
 * The pledge cannot be taken, and why. All its months or none: `months` are those asked for.
 *
 * Told by beneficiaries. Heard by donors.
 */
export const WorkerTaken = event(
  'beneficiaries.worker-taken',
  1,
  z.strictObject({
    pledgeId: z.uuid(),
    donorId: z.uuid(),
    workerId: z.uuid(),
    months: someMonths,
    reason: z.enum(['ALREADY_PLEDGED', 'PROTECTED_ELSEWHERE', 'WORKER_UNKNOWN', 'WORKER_TOO_OLD']),
  }),
);

/**
 * Reserved months are free again, after a withdrawal or because nobody paid in time.
 *
 * Told by beneficiaries. Heard by billing, which cancels the invoice if nothing is paid on it, and by donors.
 */
export const ReservationReleased = event(
  'beneficiaries.reservation-released',
  1,
  z.strictObject({ pledgeId: z.uuid(), donorId: z.uuid(), workerId: z.uuid(), months: someMonths }),
);

/**
 * Months that had been released are this pledge's again, because they were paid after all and still free.
 *
 * Told by beneficiaries, always after the release. Heard by billing, which may remit them again, and by donors.
 */
export const ReservationReturned = event(
  'beneficiaries.reservation-returned',
  1,
  z.strictObject({ pledgeId: z.uuid(), donorId: z.uuid(), workerId: z.uuid(), months: someMonths }),
);

/**
 * BPJS has receipted these months: only now are they protected.
 *
 * `receivedOn` is the day BPJS had the money; `kecamatan` is where the worker lives, for the officers who answer
 * for it. Told by beneficiaries. Heard by benefits and donors.
 */
export const ProtectionConfirmed = event(
  'beneficiaries.protection-confirmed',
  1,
  z.strictObject({
    pledgeId: z.uuid(),
    donorId: z.uuid(),
    workerId: z.uuid(),
    kecamatan: aKecamatan,
    months: z
      .array(z.strictObject({ month: aMonth, receipt: aNote, receivedOn: aDay }))
      .min(1)
      .max(24),
  }),
);

/**
 * Two entries that had become one person are two again: these months of `mergedId` were told as `keptId`'s too, and are
 * not. Of `mergedId` they are told once more, by `ProtectionConfirmed`.
 *
 * A month may be confirmed again for `keptId` later, by another pledge or another merge. Told by beneficiaries. Heard
 * by benefits.
 */
export const WorkersParted = event(
  'beneficiaries.workers-parted',
  1,
  z.strictObject({
    keptId: z.uuid(),
    mergedId: z.uuid(),
    pledges: z.array(z.strictObject({ pledgeId: z.uuid(), months: someMonths })),
  }),
);

/**
 * The city's figures moved; `kecamatan` says where, null for the city as a whole.
 *
 * Told by beneficiaries, for its own `cityProgress` subscription; no service decides by it.
 */
export const ProgressChanged = event(
  'beneficiaries.progress-changed',
  1,
  z.strictObject({ kecamatan: aKecamatan.nullable() }),
);

/**
 * Somebody asked about their own data, and the hours in which the law wants an answer are about to end (BEFORE) or have
 * (AFTER); each is told once. Told by beneficiaries, for its own `dataRequestDue` subscription; no service decides by it.
 */
export const DataRequestDue = event(
  'beneficiaries.data-request-due',
  1,
  z.strictObject({
    requestId: z.uuid(),
    kind: z.enum(['ACCESS', 'CORRECTION', 'WITHDRAWAL', 'ERASURE']),
    phase: z.enum(['BEFORE', 'AFTER']),
    dueAt: z.iso.datetime(),
  }),
);

/**
 * How far a file of workers is read or imported: `done` of `total` lines; null while nobody knows how many there are.
 *
 * Told by beneficiaries, for its own `workerFileProgress` subscription; no service decides by it.
 */
export const WorkerFileProgressed = event(
  'beneficiaries.worker-file-progressed',
  1,
  z.strictObject({
    fileId: z.uuid(),
    state: z.enum(['READING', 'READ', 'IMPORTING', 'DONE', 'UNREADABLE']),
    done: z.int().nonnegative(),
    total: z.int().nonnegative().nullable(),
  }),
);

/**
 * Nothing here names this worker any more; months, payments and claims keep an id that leads to nobody.
 *
 * `requestId` is the person's own request, null at the end of a retention. Told by beneficiaries. Heard by billing and
 * benefits, which say what they still keep, and why.
 */
export const WorkerErased = event(
  'beneficiaries.worker-erased',
  1,
  z.strictObject({ workerId: z.uuid(), requestId: z.uuid().nullable() }),
);
