import type { KeyObject } from 'node:crypto';
import type { Law } from '@lindungi/jamsostek';
import { type Context, signedIn } from '@lindungi/subgraph';
import type { Role } from '@lindungi/tenancy';

/** What benefits gives its resolvers besides: the law, for amounts and deadlines, and the key of documents' addresses. */
export interface Own {
  law: Law;
  documentKey: KeyObject;
}

/** One operation on benefits. */
export type BenefitsContext = Context<Own>;

/** Who does something to people's data, as it is written down, and as far as rules must know. */
export interface Actor {
  subject: string;
  roles: readonly Role[];
  /** The kecamatan a district officer answers for. */
  area: string | null;
}

/** @throws SignInNeeded for a visitor */
export function actorOf(ctx: Pick<BenefitsContext, 'principal'>): Actor {
  const { roles, area } = ctx.principal;
  return { subject: signedIn(ctx), roles, area };
}
