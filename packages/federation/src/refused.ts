import type { GraphQLFormattedError } from 'graphql';

/** A request that is answered without asking any subgraph: it does not parse, validate or fit the limits. */
export class Refused extends Error {
  override readonly name = 'Refused';

  constructor(readonly errors: readonly GraphQLFormattedError[]) {
    super(errors[0]?.message ?? 'refused');
  }

  /** One error with a stable code. */
  static because(message: string, code: string): Refused {
    return new Refused([{ message, extensions: { code } }]);
  }
}
