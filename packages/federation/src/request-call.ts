import type { Call, Sent, SubgraphError } from './execute/answer';
import type { GuardedFetch } from './fetch/guarded';
import type { Supergraph } from './plan/supergraph';
import type { GraphSettings, Request } from './settings';

/** What the calls of one graph have in common. */
export interface Callers<C> {
  fetch: GuardedFetch<C>;
  maskError: GraphSettings<C>['maskError'];
}

/** What the execution of one request may do. A class, so that nothing is made for a request but this. */
export class RequestCall<C> implements Call {
  constructor(
    private readonly callers: Callers<C>,
    private readonly subgraphs: Supergraph['subgraphs'],
    private readonly request: Request<C>,
    readonly primary: Buffer | undefined,
  ) {}

  get signal(): AbortSignal | undefined {
    return this.request.signal;
  }

  fetch(sent: Sent): Promise<Buffer> {
    return this.callers.fetch(sent, this.subgraphs.get(sent.subgraph)?.url ?? '', this.request);
  }

  get mask(): Call['mask'] {
    const { maskError } = this.callers;
    return maskError && ((error: SubgraphError) => maskError(error, this.request.context));
  }
}
