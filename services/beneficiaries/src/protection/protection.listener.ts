import {
  ContributionPaid,
  ContributionRejected,
  ContributionRemitted,
  ContributionReversed,
  type Listener,
  listener,
  PledgeOffered,
  PledgePassedOn,
  PledgeWithdrawn,
  type Told,
} from '@lindungi/events';
import type { Clock } from '@lindungi/subgraph';
import type { Vault } from '../worker/vault';
import { contribute, receipt, reject } from './contribution.service';
import { passOn } from './passing.service';
import { reserve } from './reservation.service';
import { withdraw } from './settlement.service';

/** What others say of pledges and money, and what it does to months. */
export function protectionListeners(vault: Vault, clock: Clock): Listener[] {
  return [
    listener(PledgeOffered, (tx, body) => reserve(tx, vault, body, clock.today(tx.city))),
    listener(PledgeWithdrawn, (tx, body, told) => withdraw(tx, vault, body, momentOf(told))),
    listener(PledgePassedOn, (tx, body, told) =>
      passOn(tx, vault, body, momentOf(told), clock.today(tx.city)),
    ),
    listener(ContributionPaid, (tx, body, told) =>
      contribute(tx, vault, body, { what: 'PAID', ...momentOf(told) }, clock.today(tx.city)),
    ),
    listener(ContributionReversed, (tx, body, told) =>
      contribute(tx, vault, body, { what: 'REVERSED', ...momentOf(told) }, clock.today(tx.city)),
    ),
    listener(ContributionRemitted, (tx, body, told) => receipt(tx, vault, body, momentOf(told))),
    listener(ContributionRejected, (tx, body, told) => reject(tx, vault, body, momentOf(told))),
  ];
}

/** In milliseconds, as rows carry times: the same event is the same moment when it is stored and read again. */
const momentOf = ({ at, cursor }: Told) => ({
  at: new Date(at).toISOString(),
  told: `${cursor.epoch}:${cursor.id}`,
});
