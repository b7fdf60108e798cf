import type { Prepared } from '../plan/prepared';
import type { Call, KeptBodies, SubgraphError } from './answer';
import type { Tree } from './general-json';
import type { Representing } from './general-represent';

/** One execution on the general path. */
export interface Run extends Representing {
  readonly prepared: Prepared;
  readonly call: Call;
  readonly kept: KeptBodies | undefined;
  readonly data: Tree;
  /** By the fetch they came from, in the plan's order: answers come in any. */
  readonly errors: SubgraphError[][];
  /** Objects that lack what a subgraph should have told, because of an error that stands among `errors`. */
  readonly explained: (string | number)[][];
}

/**
 * Reads what was answered, and puts it where it belongs. Not done when an answer comes but when all have come that are
 * asked at once: objects that live while others are waited for are what the collector is busy with.
 */
export type Apply = () => void;

/** A compiled plan node: asks, and says what then is to be done. */
export type Step = (run: Run) => Promise<Apply | undefined> | Apply | undefined;
