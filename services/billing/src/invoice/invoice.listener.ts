import { type Listener, listener, ReservationReleased, WorkerReserved } from '@lindungi/events';
import type { Law } from '@lindungi/jamsostek';
import type { Clock } from '@lindungi/subgraph';
import { issueInvoice, releaseMonths } from './invoice.service';

/** What beneficiaries reserves is invoiced; what it releases unpaid is owed no more. */
export const invoiceListeners = (law: Law, clock: Clock): Listener[] => [
  listener(WorkerReserved, (tx, reserved) => issueInvoice(tx, law, reserved, clock.thisMonth(tx.city))),
  listener(ReservationReleased, (tx, released) => releaseMonths(tx, released)),
];
