import type { LocalDate } from '@lindungi/jamsostek';
import {
  afterKey,
  columnsOf,
  LocalDateScalar,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
  Refusal,
  refusing,
} from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { actorOf, type BenefitsContext } from '../context';
import { BenefitLine, linesIn } from '../coverage/benefit-line.entity';
import { Worker } from '../coverage/coverage.entity';
import { Claim, ClaimConnection, ClaimProgrammeEnum, type ClaimRow } from './claim.entity';
import { claimsByIds, claimsOfCity } from './claim.loaders';
import { CLAIM_ROLES, type ClaimProgramme } from './claim.rules';
import { fileClaim } from './claim.service';

@InputType()
class FileClaimInput {
  @Field(() => ID)
  workerId!: string;

  @Field(() => ClaimProgrammeEnum)
  programme!: ClaimProgramme;

  @Field(() => LocalDateScalar, { description: 'The day of the death, or of the accident that led to it.' })
  occurredOn!: LocalDate;

  @Field(() => ID, {
    nullable: true,
    description: 'The standing claim of this worker that this one corrects.',
  })
  replaces?: string | null;

  @Field(() => String, { description: 'The same key with the same input answers the same claim.' })
  idempotencyKey!: string;
}

@ObjectType()
class FileClaimPayload {
  @Field(() => Claim, { nullable: true })
  claim?: ClaimRow;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver(() => Claim)
export class ClaimResolver {
  @Authorized(...CLAIM_ROLES)
  @Query(() => Claim, { nullable: true })
  async claim(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: BenefitsContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ClaimRow | null> {
    const [claim] = await claimsByIds([{ id }], ctx, columnsOf(info));
    return claim ?? null;
  }

  @Authorized(...CLAIM_ROLES)
  @Query(() => ClaimConnection, { description: "The city's claims, the latest filed first." })
  async claims(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() ctx: BenefitsContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<ClaimRow>> {
    const page = { after: afterKey(after, 'date', 'uuid'), limit: pageLimit(first) };
    const rows = await claimsOfCity(ctx, page, columnsOf(info, 'edges', 'node'));
    return pageOf(rows, first, (row) => [row.filedOn, row.id]);
  }

  @Authorized(...CLAIM_ROLES)
  @Mutation(() => FileClaimPayload, {
    description:
      'Writes down what a family asks of BPJS after a death, with its amount by law and its deadlines; the claim itself is made at BPJS. Refuses with CLAIM_MONTH_NOT_PROTECTED, CLAIM_IN_FUTURE, CLAIM_ALREADY_FILED, CLAIM_UNKNOWN, IDEMPOTENCY_KEY_REUSED.',
  })
  fileClaim(
    @Arg('input', () => FileClaimInput) { idempotencyKey, replaces = null, ...claim }: FileClaimInput,
    @Ctx() ctx: BenefitsContext,
  ): Promise<FileClaimPayload> {
    const filing = {
      claim: { ...claim, replaces },
      idempotencyKey,
      by: actorOf(ctx),
      today: ctx.today,
    };
    return refusing<FileClaimPayload>(ctx, () => ctx.inCity((tx) => fileClaim(tx, ctx.own.law, filing)));
  }

  @FieldResolver(() => Worker, { nullable: true })
  worker(@Root() { workerId }: ClaimRow): Worker {
    return { id: workerId };
  }

  @FieldResolver(() => [BenefitLine])
  lines(@Root() { lines }: ClaimRow, @Ctx() { language }: BenefitsContext): BenefitLine[] {
    return linesIn(language, lines);
  }
}
