import type { KeyObject } from 'node:crypto';
import type { Law } from '@lindungi/jamsostek';
import { type Context, signedIn } from '@lindungi/subgraph';
import type { Asked } from '@lindungi/tenancy';

/** What donors gives its resolvers besides: the law, for the city's potential, and the key that makes ids. */
export interface Own {
  law: Law;
  /** From a NIP to a donor's id; the gateway has the same. */
  personKey: KeyObject;
  /** Signs addresses of files. */
  fileKey: KeyObject;
  /** There may be a file of the roster to apply in this city. */
  wakeRoster: (cityCode: string) => void;
}

/** One operation on donors. */
export type DonorsContext = Context<Own>;

/** A mutation as `once` remembers it: who asked for what, under which key. */
export function askedBy(
  ctx: DonorsContext,
  mutation: string,
  { idempotencyKey, ...input }: { idempotencyKey: string },
): Asked {
  return { subject: signedIn(ctx), mutation, key: idempotencyKey, input };
}
