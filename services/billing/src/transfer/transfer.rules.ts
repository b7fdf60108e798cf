import { addDays, type LocalDate, type Rupiah } from '@lindungi/jamsostek';

/** Why a paid month is in no list for BPJS. */
export const WAITING_REASONS = ['AWAITING_AGENCY_TRANSFER'] as const;
export type WaitingReason = (typeof WAITING_REASONS)[number];

/** A payment that a payroll made, as far as its turn needs it. */
export interface AwaitedPayment {
  paymentId: string;
  amount: Rupiah;
}

/**
 * Whose turn it is when an agency has transferred some of what it deducted: each in its turn, as long as the money pays
 * the next one whole. Nobody is passed over because theirs costs more; what does not pay the next one waits with it.
 *
 * @param waiting  in their turn: the earliest month first, then by invoice; what nobody owed comes last
 * @param free     rupiah seen in the bank, and not yet of anybody
 */
export function arrivedOf(waiting: readonly AwaitedPayment[], free: Rupiah): string[] {
  const arrived: string[] = [];
  let left: number = free;
  for (const { paymentId, amount } of waiting) {
    if (amount > left) break;
    arrived.push(paymentId);
    left -= amount;
  }
  return arrived;
}

/** Days before the grace of a bill's month ends: as many as a worker has left on the third reminder. */
const NEAR_DAYS = 30;

/** What calls a person about an agency's transfer. */
export type TransferCall = 'AGENCY_TRANSFER_AWAITED' | 'AGENCY_TRANSFER_GRACE_NEAR';

/**
 * What calls a person about a bill on this day. From the day its month is due at BPJS the agency is asked for its
 * transfer, though the city may have advanced it; when the grace comes near, a month that still waits is about to lapse.
 *
 * @param owed     whether a transfer of it is still to come
 * @param waiting  whether a month of it waits for that
 */
export function callsOn(
  today: LocalDate,
  bill: { dueOn: LocalDate; graceUntil: LocalDate; owed: boolean; waiting: boolean },
): TransferCall[] {
  const calls: TransferCall[] = [];
  if (bill.owed && today >= bill.dueOn) calls.push('AGENCY_TRANSFER_AWAITED');
  if (bill.waiting && today >= addDays(bill.graceUntil, -NEAR_DAYS)) calls.push('AGENCY_TRANSFER_GRACE_NEAR');
  return calls;
}
