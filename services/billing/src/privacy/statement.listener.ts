import { listener, WorkerErased } from '@lindungi/events';
import { stateHoldings } from './statement.service';

/** Somebody's data went: what stays here, and why, is said. */
export const whenWorkerIsErased = listener(WorkerErased, stateHoldings);
