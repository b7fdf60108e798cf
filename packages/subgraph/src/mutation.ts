import { type InCity, once, type Role } from '@lindungi/tenancy';
import type { Context } from './context';
import { type Refusal, refusing } from './refusal';
import { signedIn } from './roles';

/** Who does it, as `recordDeed` writes it down. */
export interface Doer {
  subject: string;
  roles: readonly Role[];
}

/**
 * Runs a mutation on people or money the way each of them goes: by somebody signed in, in one transaction, once for
 * each idempotency key. What the domain refuses becomes the payload's `errors`; the rest of the payload is read anew
 * after the commit, a replay's too.
 *
 * @param asked  the mutation's name, under which its keys are kept, and its input with the key
 * @param work   the use case; what it returns is kept with the key, so let it be ids and plain values
 * @param read   the payload of what `work` returned
 * @throws SignInNeeded for a visitor
 */
export async function asMutation<Payload extends { errors: Refusal[] }, Done>(
  ctx: Pick<Context, 'principal' | 'language' | 'inCity'>,
  asked: { mutation: string; input: { idempotencyKey: string } },
  work: (tx: InCity, by: Doer) => Promise<Done>,
  read: (done: Done) => Promise<Omit<Payload, 'errors'>>,
): Promise<Payload> {
  const by = { subject: signedIn(ctx), roles: ctx.principal.roles };
  const { idempotencyKey: key, ...input } = asked.input;
  const name = { subject: by.subject, mutation: asked.mutation, key, input };
  return refusing<Payload>(ctx, async () =>
    read(await ctx.inCity((tx) => once(tx, name, () => work(tx, by)))),
  );
}
