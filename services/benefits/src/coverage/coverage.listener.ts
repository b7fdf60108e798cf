import { type Listener, listener, ProtectionConfirmed, WorkersParted } from '@lindungi/events';
import type { Clock } from '@lindungi/subgraph';
import { noticeDoubts } from '../duty/duty.service';
import { recordCoverage } from './coverage.service';
import { partCoverage } from './parting.service';

/** BPJS has receipted months of a worker: from now on they are covered. */
export const whenProtectionIsConfirmed = listener(ProtectionConfirmed, recordCoverage);

/** Two entries were not one person after all: what was the other's covers the kept one no more, and officers are told of claims that rest on it. */
export const whenWorkersParted = (clock: Clock): Listener =>
  listener(WorkersParted, async (tx, body, told) => {
    await partCoverage(tx, body, told);
    const months = body.pledges.flatMap((pledge) => pledge.months);
    await noticeDoubts(tx, body.keptId, months, clock.today(tx.city));
  });
