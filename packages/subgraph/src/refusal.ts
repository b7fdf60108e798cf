import 'reflect-metadata';
import { DomainError } from '@lindungi/jamsostek';
import { Directive, Field, Int, ObjectType } from 'type-graphql';
import type { Context } from './context';

/** A foreseen "no", in the payload of the mutation that was refused. */
@ObjectType({ description: 'Why a mutation was refused. Branch on the code; show the message.' })
@Directive('@shareable')
export class Refusal {
  @Field(() => String, { description: 'Stable, in English: never changes once released.' })
  code!: string;

  @Field(() => String, { description: "A sentence in the caller's language." })
  message!: string;
}

/** A row of an import that was left out; the others were taken. */
@ObjectType({ description: 'A row left out. The others were taken.' })
@Directive('@shareable')
export class RowRefusal {
  @Field(() => Int, { description: 'Counted from 1.' })
  row!: number;

  @Field(() => String, { description: 'Stable, in English: never changes once released.' })
  code!: string;

  @Field(() => String, { description: "A sentence in the caller's language." })
  message!: string;
}

/** The refusal as its caller may read it. */
export function refusalOf(refused: DomainError, language: 'id' | 'en'): Refusal {
  return { code: refused.code, message: refused.words[language] };
}

/**
 * Runs a mutation's use case; what the domain refuses becomes the payload's `errors`.
 *
 * Every other field of the payload must be nullable. What is no `DomainError` is a defect: it is thrown on,
 * and reaches the caller only as INTERNAL with an id.
 */
export async function refusing<P extends { errors: Refusal[] }>(
  ctx: Pick<Context, 'language'>,
  work: () => Promise<Omit<P, 'errors'>>,
): Promise<P> {
  try {
    return { ...(await work()), errors: [] as Refusal[] } as P;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { errors: [refusalOf(error, ctx.language)] } as P;
  }
}
