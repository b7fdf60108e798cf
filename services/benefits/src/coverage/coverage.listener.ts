import { listener, ProtectionConfirmed } from '@lindungi/events';
import { recordCoverage } from './coverage.service';

/** BPJS has receipted months of a worker: from now on they are covered. */
export const whenProtectionIsConfirmed = listener(ProtectionConfirmed, recordCoverage);
