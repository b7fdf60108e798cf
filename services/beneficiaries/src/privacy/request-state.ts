import type { DataRequestKind } from '@lindungi/jamsostek';

export const REQUEST_STATES = ['OPEN', 'WAITING', 'ANSWERED', 'REFUSED'] as const;

/** WAITING is an erasure that has begun, and ends when BPJS has answered for the months that are paid. */
export type RequestState = (typeof REQUEST_STATES)[number];

/** Who asks, for the worker or for themselves. */
export type RequestAsker = 'WORKER' | 'FAMILY' | 'GUARDIAN' | 'HEIR';

/** How the request came. */
export type RequestChannel = 'COUNTER' | 'LETTER' | 'TELEPHONE' | 'ELECTRONIC';

/** A request as use cases need it. */
export interface OpenRequest {
  id: string;
  workerId: string;
  kind: DataRequestKind;
  state: RequestState;
}
