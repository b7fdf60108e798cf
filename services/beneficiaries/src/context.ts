import type { KeyObject } from 'node:crypto';
import type { Law } from '@lindungi/jamsostek';
import { type Context, signedIn } from '@lindungi/subgraph';
import type { Asked, Role } from '@lindungi/tenancy';
import type { CheckPace } from './card/check-pace';
import type { Intake } from './intake/intake.service';
import { markNumbers } from './worker/numbers.rules';
import type { Vault } from './worker/vault';

/** What beneficiaries gives its resolvers besides: the law, the vault for NIK and KPJ, a key for files' addresses, how fast cards are checked. */
export interface Own extends Intake {
  law: Law;
  vault: Vault;
  fileKey: KeyObject;
  pace: CheckPace;
}

/** One operation on beneficiaries. */
export type BeneficiariesContext = Context<Own>;

/** Who does something to people's data, as it is written down. */
export interface Actor {
  subject: string;
  roles: readonly Role[];
  area: string | null;
}

/** @throws SignInNeeded for a visitor */
export function actorOf(ctx: BeneficiariesContext): Actor {
  const { roles, area } = ctx.principal;
  return { subject: signedIn(ctx), roles, area };
}

/** A mutation as `once` remembers it: who asked for what, under which key; of each number only a keyed mark. */
export function askedBy(
  ctx: BeneficiariesContext,
  mutation: string,
  { idempotencyKey, ...input }: { idempotencyKey: string },
): Asked {
  const marked = markNumbers(input, (text) => ctx.own.vault.requestMark(ctx.city.code, text));
  return { subject: signedIn(ctx), mutation, key: idempotencyKey, input: marked };
}
