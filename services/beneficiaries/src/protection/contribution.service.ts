import type {
  BodyOf,
  ContributionPaid,
  ContributionRejected,
  ContributionRemitted,
  ContributionReversed,
} from '@lindungi/events';
import type { LocalDate } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { countPayment } from '../progress/payment.service';
import { move } from '../progress/progress.service';
import { hideNumbers } from '../worker/numbers.rules';
import type { Vault } from '../worker/vault';
import type { Moment } from './moment.rules';
import { settleMonths } from './settlement.service';

type Contribution = BodyOf<typeof ContributionPaid> | BodyOf<typeof ContributionReversed>;

/**
 * The money of an invoice came, or went back. Nobody is protected by that.
 *
 * @param fact   PAID or REVERSED, and when billing said so
 * @param today  in the city's zone: whose money went back has the whole time again to pay anew
 */
export async function contribute(
  tx: InCity,
  vault: Vault,
  { invoiceId, pledgeId, workerId, amount, months }: Contribution,
  fact: Moment & { what: 'PAID' | 'REVERSED' },
  today: LocalDate,
): Promise<void> {
  const heard = months.map((month) => ({ pledgeId, month, fact }));
  const { kecamatan, moves } = await settleMonths(tx, vault, [workerId], heard);
  const counted = await countPayment(tx, { invoiceId, kecamatan: kecamatan.get(workerId)!, amount }, fact);
  if (fact.what === 'REVERSED') {
    tx.write(
      'update reservation set held_since = greatest(held_since, $3::date) where city_id = $1 and pledge_id = $2',
      [tx.city.code, pledgeId, today],
    );
  }
  move(tx, [...moves, ...counted]);
}

/** A branch of BPJS has receipted these months: now they are protected. */
export async function receipt(
  tx: InCity,
  vault: Vault,
  { receivedOn, lines }: BodyOf<typeof ContributionRemitted>,
  moment: Moment,
): Promise<void> {
  const heard = lines.map(({ pledgeId, month, receipt }) => ({
    pledgeId,
    month,
    fact: { what: 'REMITTED' as const, ...moment, receivedOn, receipt },
  }));
  const { moves } = await settleMonths(tx, vault, workersOf(lines), heard);
  move(tx, moves);
}

/** A branch of BPJS has refused these months; their money is still here. Its words are kept without any number in them. */
export async function reject(
  tx: InCity,
  vault: Vault,
  { lines }: BodyOf<typeof ContributionRejected>,
  moment: Moment,
): Promise<void> {
  const heard = lines.map(({ pledgeId, month, reason }) => ({
    pledgeId,
    month,
    fact: { what: 'REJECTED' as const, ...moment, reason: hideNumbers(reason) },
  }));
  const { moves } = await settleMonths(tx, vault, workersOf(lines), heard);
  move(tx, moves);
}

const workersOf = (lines: readonly { workerId: string }[]) => lines.map(({ workerId }) => workerId);
