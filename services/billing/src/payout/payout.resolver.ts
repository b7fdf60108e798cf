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
import { bookPayout, takeBackPayout } from './payout.service';

@InputType()
export class BookProviderPayoutInput {
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
export class TakeBackProviderPayoutInput {
  @Field(() => ID)
  lineId!: string;

  @Field(() => String, { description: 'Why, in 5 to 500 letters; no name and no NIK.' })
  reason!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class BookProviderPayoutPayload {
  @Field(() => Statement, { nullable: true })
  statement?: Statement | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class TakeBackProviderPayoutPayload extends BookProviderPayoutPayload {}

@Resolver()
export class PayoutResolver {
  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => BookProviderPayoutPayload, {
    description:
      "Books a line of a statement as what a payment provider handed over to the city's account, and what it kept. Refuses " +
      'with STATEMENT_LINE_UNKNOWN, STATEMENT_LINE_DECIDED, NO_PAYOUT, FEE_REFUSED, PAYOUT_TOO_LARGE, ' +
      'IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  bookProviderPayout(
    @Arg('input', () => BookProviderPayoutInput) input: BookProviderPayoutInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<BookProviderPayoutPayload> {
    return asMutation<BookProviderPayoutPayload, string>(
      ctx,
      { mutation: 'bookProviderPayout', input },
      (tx, by) => bookPayout(tx, input, by),
      (id) => seen(id, ctx, info),
    );
  }

  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => TakeBackProviderPayoutPayload, {
    description:
      'Takes back what another booked as a payout: its line waits to be decided anew. Refuses with ' +
      'STATEMENT_LINE_UNKNOWN, NO_PAYOUT, PAYOUT_IS_YOUR_OWN, REASON_REFUSED, ' +
      'IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  takeBackProviderPayout(
    @Arg('input', () => TakeBackProviderPayoutInput) input: TakeBackProviderPayoutInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<TakeBackProviderPayoutPayload> {
    return asMutation<TakeBackProviderPayoutPayload, string>(
      ctx,
      { mutation: 'takeBackProviderPayout', input },
      (tx, by) => takeBackPayout(tx, input, by),
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
