import type { KeptBodies } from './answer';

/** A plan or an operation that the scanner does not cover: it always takes the general path. */
export class Unsupported extends Error {
  override readonly name = 'Unsupported';
}

/**
 * A body that is not, byte for byte, what its operation lets expect. Thrown from generated code, so it is
 * made once and carries no stack worth reading.
 */
export class Surprise extends Error {
  override readonly name = 'Surprise';
}

export const SURPRISE = new Surprise('an answer is not in the expected form');

/** Every answer was in form, but an entity that is missing in one of them leaves a non-null field empty. */
export const MISSING = new Surprise('null for a non-null field across subgraphs');

/** The fast path gave up. What it was answered so far goes to the general path, which asks only for the rest. */
export class Deviation extends Error {
  override readonly name = 'Deviation';

  /**
   * @param reason    for operators: it never holds a byte of an answer
   * @param subgraph  who deviated; undefined if it was nobody's fault
   * @param defect    what was thrown, if it was our generated code that failed and not the answer
   */
  constructor(
    reason: string,
    readonly kept: KeptBodies,
    readonly subgraph?: string,
    readonly defect?: unknown,
  ) {
    super(reason);
  }

  /** Was there no answer at all? That says nothing about the form of a subgraph's answers. */
  get isFailure(): boolean {
    return [...this.kept.values()].some((bodies) => bodies.some((it) => 'failure' in it));
  }
}
