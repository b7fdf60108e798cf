import type { Rupiah } from '@lindungi/jamsostek';
import { asMutation, type Context, columnsOf, Refusal, RupiahScalar } from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql';
import { PaymentProvider } from '../payment/payment.entity';
import { Statement } from '../statement/statement.entity';
import { readStatements } from '../statement/statement.loaders';
import { bookDisbursement, takeBackDisbursement } from './disbursement.service';

@InputType()
export class BookDisbursementInput {
  @Field(() => ID)
  lineId!: string;

  @Field(() => PaymentProvider)
  provider!: PaymentProvider;

  @Field(() => RupiahScalar, { description: 'What the provider kept of what it was paid; 0 for nothing.' })
  fee!: Rupiah;

  @Field(() => String)
  idempotencyKey!: string;
}

@InputType()
export class TakeBackDisbursementInput {
  @Field(() => ID)
  lineId!: string;

  @Field(() => String, { description: 'Why, in 5 to 500 letters; no name and no NIK.' })
  reason!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class BookDisbursementPayload {
  @Field(() => Statement, { nullable: true })
  statement?: Statement | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class TakeBackDisbursementPayload extends BookDisbursementPayload {}

@Resolver()
export class DisbursementResolver {
  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => BookDisbursementPayload, {
    description:
      "Books a line of a statement as what a payment provider handed over to the city's account, and what it kept. Refuses " +
      'with STATEMENT_LINE_UNKNOWN, STATEMENT_LINE_DECIDED, NO_DISBURSEMENT, FEE_REFUSED, DISBURSEMENT_TOO_LARGE, ' +
      'IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  bookDisbursement(
    @Arg('input', () => BookDisbursementInput) input: BookDisbursementInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BookDisbursementPayload> {
    return asMutation<BookDisbursementPayload, string>(
      ctx,
      { mutation: 'bookDisbursement', input },
      (tx, by) => bookDisbursement(tx, input, by),
      (id) => seen(id, ctx, info),
    );
  }

  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => TakeBackDisbursementPayload, {
    description:
      'Takes back what another booked as a disbursement: its line waits to be decided anew. Refuses with ' +
      'STATEMENT_LINE_UNKNOWN, NO_DISBURSEMENT, DISBURSEMENT_IS_YOUR_OWN, REASON_REFUSED, ' +
      'IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  takeBackDisbursement(
    @Arg('input', () => TakeBackDisbursementInput) input: TakeBackDisbursementInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<TakeBackDisbursementPayload> {
    return asMutation<TakeBackDisbursementPayload, string>(
      ctx,
      { mutation: 'takeBackDisbursement', input },
      (tx, by) => takeBackDisbursement(tx, input, by),
      (id) => seen(id, ctx, info),
    );
  }
}

async function seen(
  id: string,
  ctx: Context,
  info: GraphQLResolveInfo,
): Promise<{ statement: Statement | null }> {
  const [statement] = await readStatements(ctx, columnsOf(info, 'statement'), { id, limit: 1 });
  return { statement: statement ?? null };
}
