import type { GraphQLFormattedError } from 'graphql';
import type { SubgraphError } from './answer';
import { isTree, type Tree } from './general-json';

export type Place = (string | number)[];

/** What a subgraph says went wrong, without what it says of itself: no stack, no positions in a text it was sent. */
export function subgraphError(error: unknown, subgraph: string, path: Place | undefined): SubgraphError {
  const { message, extensions } = isTree(error) ? error : { message: undefined, extensions: undefined };
  return {
    message: typeof message === 'string' ? message : 'A part of the answer failed.',
    ...(path && { path }),
    ...(isTree(extensions) && { extensions: withoutStack(extensions) }),
    subgraph,
  };
}

function withoutStack(extensions: Tree): Tree {
  const { stacktrace: _, exception: __, ...told } = extensions;
  return told;
}

/** A subgraph that did not answer, or not with GraphQL. Its fields are null, the rest of the answer stands. */
export function degradedError(subgraph: string, path: Place | undefined): SubgraphError {
  return {
    message: `The subgraph ${subgraph} did not answer.`,
    ...(path && { path }),
    extensions: { code: 'DEGRADED', subgraph },
    subgraph,
  };
}

/** The error as it leaves: masked by the host, or as it is without the name of who is to blame. */
export function told(
  error: SubgraphError,
  mask: ((error: SubgraphError) => GraphQLFormattedError) | undefined,
): GraphQLFormattedError {
  if (mask) return mask(error);
  const { subgraph: _, ...rest } = error;
  return rest;
}

/** Where something is already known to be wrong: nulls there need no error of their own. */
export class KnownFaults {
  #root: Branch | undefined;

  constructor(readonly places: readonly (readonly (string | number)[])[]) {}

  /** Is there an error at this place, above it or below it? */
  explains(path: readonly (string | number)[], length: number): boolean {
    this.#root ??= branchOf(this.places);
    let branch = this.#root;
    for (let i = 0; i < length; i++) {
      if (branch.ends) return true;
      const next = branch.below.get(path[i]!);
      if (!next) return false;
      branch = next;
    }
    return branch !== this.#root || branch.ends;
  }
}

interface Branch {
  ends: boolean;
  below: Map<string | number, Branch>;
}

function branchOf(places: KnownFaults['places']): Branch {
  const root: Branch = { ends: false, below: new Map() };
  for (const path of places) {
    let branch = root;
    for (const step of path) {
      let next = branch.below.get(step);
      if (!next) {
        next = { ends: false, below: new Map() };
        branch.below.set(step, next);
      }
      branch = next;
    }
    branch.ends = true;
  }
  return root;
}
