import type { Law } from '@lindungi/jamsostek';
import type { Context } from '@lindungi/subgraph';

/** What benefits gives its resolvers besides: the law, for amounts and deadlines. */
export interface Own {
  law: Law;
}

/** One operation on benefits. */
export type BenefitsContext = Context<Own>;
