import type { LocalDate } from '@lindungi/jamsostek';
import { asMutation, columnsOf, LocalDateScalar, Refusal } from '@lindungi/subgraph';
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
import { Claim, type ClaimRow } from '../claim/claim.entity';
import { claimsByIds } from '../claim/claim.loaders';
import { CLAIM_ROLES } from '../claim/claim.rules';
import { actorOf, type BenefitsContext } from '../context';
import { PaperEnum } from './document.entity';
import type { Paper } from './paper.rules';
import { tickPaper } from './tick.service';

@InputType()
class TickPaperInput {
  @Field(() => ID)
  claimId!: string;

  @Field(() => PaperEnum)
  paper!: Paper;

  @Field(() => Boolean, { defaultValue: true, description: 'false takes a tick back.' })
  seen!: boolean;

  @Field(() => LocalDateScalar, { description: 'The day you held it in your hands.' })
  on!: LocalDate;

  @Field(() => String, { description: 'The same key with the same input answers the same.' })
  idempotencyKey!: string;
}

@ObjectType()
class TickPaperPayload {
  @Field(() => Claim, { nullable: true })
  claim?: ClaimRow;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class TickResolver {
  @Authorized(...CLAIM_ROLES)
  @Mutation(() => TickPaperPayload, {
    description:
      'Writes down that a paper of a claim was shown, where nobody can scan it. Refuses with CLAIM_NOT_FOUND, PAPER_DAY_REFUSED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  tickPaper(
    @Arg('input', () => TickPaperInput) input: TickPaperInput,
    @Ctx() ctx: BenefitsContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<TickPaperPayload> {
    return asMutation<TickPaperPayload, { claimId: string }>(
      ctx,
      { mutation: 'tickPaper', input },
      (tx) => tickPaper(tx, actorOf(ctx), input, ctx.today),
      async ({ claimId }) => {
        const [claim] = await claimsByIds([{ id: claimId }], ctx, columnsOf(info, 'claim'));
        return { claim };
      },
    );
  }
}
