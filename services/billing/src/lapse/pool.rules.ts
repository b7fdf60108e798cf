import type { Countdown, NextMonth } from './lapse.rules';
import { PoolNextMonthPaid, PoolPledgeOpen, PoolTooLate, PoolWorkerUnknown } from './pool.errors';

/** As much of a worker as the decision to hand on needs. */
export interface Handed {
  donorId: string;
  kecamatan: string;
  /** What an agency deducted is paid, too: another donor would pay it twice. */
  next: NextMonth;
  /** Whether a pledge still holds a month that nobody has paid. */
  held: boolean;
}

/**
 * Whether this person may hand a worker to whoever will pay: the donor who paid last, the officer of the kecamatan,
 * or the city; and only while it helps.
 *
 * @param seen  whose countdowns the person sees
 * @throws PoolWorkerUnknown, PoolTooLate, PoolNextMonthPaid, PoolPledgeOpen
 */
export function assertHandable(
  worker: Handed | undefined,
  { state, graceEndsOn }: Countdown,
  seen: { donorId: string | null; kecamatan: string | null },
): asserts worker is Handed {
  if (!worker || !mayHand(worker, seen)) throw new PoolWorkerUnknown();
  if (state === 'LAPSED') throw new PoolTooLate(graceEndsOn);
  if (worker.next !== 'OPEN') throw new PoolNextMonthPaid();
  if (worker.held) throw new PoolPledgeOpen();
}

const mayHand = (
  worker: Handed,
  { donorId, kecamatan }: { donorId: string | null; kecamatan: string | null },
) =>
  (donorId === null || donorId === worker.donorId) && (kecamatan === null || kecamatan === worker.kecamatan);
