import { type Listener, listener, RemittanceApproved } from '@lindungi/events';
import { keepDutk } from './dutk.service';

/** Whose transfer was let go may be told to BPJS by name. */
export const dutkListeners: readonly Listener[] = [listener(RemittanceApproved, keepDutk)];
