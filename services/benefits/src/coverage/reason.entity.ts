import { Field, ObjectType } from 'type-graphql';
import type { Reason } from './reason.rules';

@ObjectType({ description: 'Why an answer is what it is. Branch on the code; show the message.' })
export class CoverageReason {
  @Field(() => String, { description: 'Stable, in English: never changes once released.' })
  code!: string;

  @Field(() => String, { description: "A sentence in the caller's language." })
  message!: string;
}

/** Reasons as a caller reads them. */
export function reasonsIn(language: 'id' | 'en', reasons: readonly Reason[]): CoverageReason[] {
  return reasons.map(({ code, words }) => ({ code, message: words[language] }));
}
