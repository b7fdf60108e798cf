import {
  ContributionPaid,
  ContributionRejected,
  ContributionReversed,
  InvoiceCancelled,
  InvoiceIssued,
  InvoicePartlyPaid,
  type Listener,
  listener,
  ProtectionConfirmed,
  ReservationReleased,
  ReservationReturned,
  WorkerReserved,
  WorkerTaken,
} from '@lindungi/events';
import { waitAgain } from '../pool/pool.service';
import { hearOfMonths } from './heard.service';
import { tellPledgeChanged } from './pledge.service';

/** What other services say became of a pledge: of its months it is kept, and passed on to its donor. */
export const pledgeListeners: readonly Listener[] = [
  listener(WorkerReserved, async (tx, body) => {
    hearOfMonths(tx, body, 'held');
    tellPledgeChanged(tx, body, 'RESERVED');
  }),
  listener(WorkerTaken, async (tx, body) => {
    hearOfMonths(tx, body, 'taken');
    tellPledgeChanged(tx, body, 'TAKEN');
  }),
  listener(ReservationReleased, async (tx, body) => {
    hearOfMonths(tx, body, 'held', false);
    tellPledgeChanged(tx, body, 'RELEASED');
  }),
  listener(ReservationReturned, async (tx, body) => {
    hearOfMonths(tx, body, 'held');
    tellPledgeChanged(tx, body, 'RESERVED');
  }),
  listener(InvoiceIssued, async (tx, body) => tellPledgeChanged(tx, body, 'INVOICED')),
  listener(InvoiceCancelled, async (tx, body) => tellPledgeChanged(tx, body, 'CANCELLED')),
  listener(InvoicePartlyPaid, async (tx, body) => tellPledgeChanged(tx, body, 'PARTLY_PAID')),
  listener(ContributionPaid, async (tx, body) => {
    hearOfMonths(tx, body, 'paid');
    waitAgain(tx, body.pledgeId);
    tellPledgeChanged(tx, body, 'PAID');
  }),
  listener(ContributionReversed, async (tx, body) => {
    hearOfMonths(tx, body, 'paid', false);
    tellPledgeChanged(tx, body, 'REVERSED');
  }),
  listener(ProtectionConfirmed, async (tx, { pledgeId, donorId, months }) => {
    hearOfMonths(tx, { pledgeId, months: months.map(({ month }) => month) }, 'protected');
    tellPledgeChanged(tx, { pledgeId, donorId }, 'PROTECTED');
  }),

  // BPJS answers line by line, a month each; the donor hears once for each pledge.
  listener(ContributionRejected, async (tx, { lines }) => {
    const pledges = new Map(lines.map((line) => [line.pledgeId, line]));
    for (const pledge of pledges.values()) tellPledgeChanged(tx, pledge, 'REJECTED');
  }),
];
