import { DonorsLeft, DonorsPlaced, type Listener, listener } from '@lindungi/events';
import { leaveAgencies, placeDonors } from './agency.service';

/** Where donors work decides which treasurer deducts; who left works nowhere. */
export const agencyListeners: readonly Listener[] = [
  listener(DonorsPlaced, placeDonors),
  listener(DonorsLeft, leaveAgencies),
];
