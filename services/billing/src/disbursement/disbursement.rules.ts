import type { Rupiah } from '@lindungi/jamsostek';
import type { PaymentProviderName } from '@lindungi/tenancy';
import {
  type Account,
  feeAccount,
  moved,
  movedBack,
  type Posting,
  providerAccount,
} from '../ledger/ledger.rules';
import { DisbursementTooLarge, FeeRefused } from './disbursement.errors';

/** Where money comes from that reached the city's own account. */
export const BANK: Account = 'provider:bank';

/** What a provider handed over, and what it kept. */
export interface Disbursement {
  provider: PaymentProviderName;
  amount: Rupiah;
  fee: Rupiah;
}

/**
 * How a disbursement is booked: it settles what the provider was paid, partly by the bank, partly by the fee, which is the
 * programme's cost: the contribution of a worker is never smaller by it.
 *
 * @param kept  what the provider was paid and has not handed over yet
 * @throws FeeRefused  when the fee is larger than the disbursement itself
 * @throws DisbursementTooLarge  when both together are more than it kept
 */
export function disbursementPostings(disbursement: Disbursement, kept: Rupiah): Posting[] {
  const { amount, fee } = disbursement;
  if (!Number.isSafeInteger(fee) || fee < 0 || fee > amount) throw new FeeRefused();
  if (amount + fee > kept) throw new DisbursementTooLarge(kept);
  return movedBack(...sidesOf(disbursement));
}

/** The other way: it was no disbursement, or its fee was another. */
export const takenBack = (disbursement: Disbursement): Posting[] => moved(...sidesOf(disbursement));

const sidesOf = ({ provider, amount, fee }: Disbursement): [Account, Posting[]] => [
  providerAccount(provider),
  [
    { account: BANK, amount },
    { account: feeAccount(provider), amount: fee },
  ],
];

/** The one provider of the city that a line of a statement names; of two it is none. */
export function providerNamed(
  words: string,
  providers: readonly PaymentProviderName[],
): PaymentProviderName | null {
  const said = words.toUpperCase();
  const [only, ...others] = providers.filter((name) => new RegExp(`\\b${name}\\b`).test(said));
  return only && others.length === 0 ? only : null;
}
