import {
  type Listener,
  listener,
  ReservationReleased,
  ReservationReturned,
  WorkerReserved,
} from '@lindungi/events';
import type { Law } from '@lindungi/jamsostek';
import type { Clock } from '@lindungi/subgraph';
import { creditInvoice } from '../credit/credit.service';
import { poolReleased } from '../lapse/given-up.service';
import { takeFromPool } from '../lapse/pool.service';
import { creditRestarts } from '../parked/parked.service';
import { issueInvoice } from './invoice.service';
import { giveUpTaken, releaseMonths, returnMonths } from './release.service';

/** What beneficiaries reserves is invoiced; what it releases unpaid is owed no more, unless it is given back. */
export const invoiceListeners = (law: Law, clock: Clock): Listener[] => [
  listener(WorkerReserved, async (tx, reserved) => {
    await issueInvoice(tx, law, reserved, clock.thisMonth(tx.city));
    await giveUpTaken(tx, reserved);
    takeFromPool(tx, reserved);
    await creditRestarts(tx, reserved);
    await creditInvoice(tx, reserved.pledgeId);
  }),
  listener(ReservationReleased, async (tx, released) => {
    await releaseMonths(tx, released);
    await poolReleased(tx, law, released, clock.today(tx.city));
  }),
  listener(ReservationReturned, (tx, returned) => returnMonths(tx, returned)),
];
