import { type Listener, listener, PledgeGivenUp } from '@lindungi/events';
import type { Law } from '@lindungi/jamsostek';
import type { Clock } from '@lindungi/subgraph';
import { poolGivenUp } from './given-up.service';

/** Who is given up by one donor is looked after by another. */
export const poolListeners = (law: Law, clock: Clock): Listener[] => [
  listener(PledgeGivenUp, (tx, given) => poolGivenUp(tx, law, given, clock.today(tx.city))),
];
