import { DonorsPlaced, type Listener, listener } from '@lindungi/events';
import { placeDonors } from './agency.service';

/** Where donors work decides which treasurer deducts. */
export const agencyListeners: readonly Listener[] = [listener(DonorsPlaced, placeDonors)];
