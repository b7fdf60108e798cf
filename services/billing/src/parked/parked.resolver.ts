import type { Rupiah } from '@lindungi/jamsostek';
import {
  afterKey,
  asMutation,
  type Context,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
  Refusal,
  RupiahScalar,
} from '@lindungi/subgraph';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { ParkedChoice, ParkedMoney, ParkedMoneyConnection } from './parked.entity';
import { readParked } from './parked.loaders';
import type { Choice } from './parked.rules';
import { resolveParked } from './parked.service';

@InputType()
export class ResolveParkedMoneyInput {
  @Field(() => ID)
  paymentId!: string;

  @Field(() => ParkedChoice)
  choice!: Choice;

  @Field(() => String, { nullable: true, description: 'For CREDIT: the number of the invoice.' })
  invoiceNumber?: string | null;

  @Field(() => String, { nullable: true, description: "For REFUND: the bank's number of the transfer back." })
  transferReference?: string | null;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class ResolveParkedMoneyPayload {
  @Field(() => RupiahScalar, { nullable: true, description: 'How much of what was left over.' })
  amount?: Rupiah | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class ParkedResolver {
  @Authorized('TREASURER', 'ADMIN')
  @Query(() => ParkedMoneyConnection, {
    description: 'Money that is left over of a payment, the oldest first.',
  })
  async parkedMoney(@Args(() => PageArgs) page: PageArgs, @Ctx() ctx: Context): Promise<Page<ParkedMoney>> {
    const after = afterKey(page.after, 'instant', 'uuid');
    const rows = await readParked(ctx, { after, limit: pageLimit(page.first) });
    return pageOf(rows, page.first, (row) => [row.paidAt, row.paymentId]);
  }

  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => ResolveParkedMoneyPayload, {
    description:
      'Uses money that is left over of a payment: for another invoice, back to who paid it, or kept for the next ' +
      'pledge. Refuses with NOTHING_PARKED, MONEY_NOT_HERE, INVOICE_NOT_OPEN, RESTART_IMPOSSIBLE, TRANSFER_REFERENCE_REFUSED, ' +
      'IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  resolveParkedMoney(
    @Arg('input', () => ResolveParkedMoneyInput) input: ResolveParkedMoneyInput,
    @Ctx() ctx: Context,
  ): Promise<ResolveParkedMoneyPayload> {
    return asMutation<ResolveParkedMoneyPayload, Rupiah>(
      ctx,
      { mutation: 'resolveParkedMoney', input },
      (tx, by) => resolveParked(tx, input, by),
      async (amount) => ({ amount }),
    );
  }
}
