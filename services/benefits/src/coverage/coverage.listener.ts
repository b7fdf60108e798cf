import { listener, ProtectionConfirmed, WorkersParted } from '@lindungi/events';
import { recordCoverage } from './coverage.service';
import { partCoverage } from './parting.service';

/** BPJS has receipted months of a worker: from now on they are covered. */
export const whenProtectionIsConfirmed = listener(ProtectionConfirmed, recordCoverage);

/** Two entries were not one person after all: what was the other's covers the kept one no more. */
export const whenWorkersParted = listener(WorkersParted, partCoverage);
