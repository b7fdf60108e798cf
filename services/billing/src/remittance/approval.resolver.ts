import { asMutation, type Context, columnsOf, Refusal } from '@lindungi/subgraph';
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
import { approveRemittance } from './approval.service';
import { Remittance } from './remittance.entity';
import { readRemittance } from './remittance.loaders';

@InputType()
export class ApproveRemittanceInput {
  @Field(() => ID)
  remittanceId!: string;

  @Field(() => String, { description: "The bank's number of the transfer, at most 100 letters." })
  transferReference!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class ApproveRemittancePayload {
  @Field(() => Remittance, { nullable: true })
  remittance?: Remittance | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class ApprovalResolver {
  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => ApproveRemittancePayload, {
    description:
      "Lets the transfer of a list go: another person than who prepared it. Before that BPJS's answer is not booked. " +
      'Refuses with REMITTANCE_UNKNOWN, REMITTANCE_ALREADY_APPROVED, APPROVED_BY_ITS_MAKER, ' +
      'TRANSFER_REFERENCE_REFUSED, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  approveRemittance(
    @Arg('input', () => ApproveRemittanceInput) input: ApproveRemittanceInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ApproveRemittancePayload> {
    const { remittanceId, transferReference } = input;
    return asMutation<ApproveRemittancePayload, void>(
      ctx,
      { mutation: 'approveRemittance', input },
      (tx, by) => approveRemittance(tx, remittanceId, transferReference, by, ctx.today),
      async () => ({ remittance: await readRemittance(remittanceId, ctx, columnsOf(info, 'remittance')) }),
    );
  }
}
