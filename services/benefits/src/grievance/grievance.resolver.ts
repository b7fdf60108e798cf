import type { LocalDate } from '@lindungi/jamsostek';
import {
  afterKey,
  LocalDateScalar,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
  Refusal,
  refusing,
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
import { actorOf, type BenefitsContext } from '../context';
import { Grievance, GrievanceCategoryEnum, GrievanceConnection } from './grievance.entity';
import { grievanceOfCode, grievancesLate, grievancesSeen } from './grievance.loaders';
import { codeHash, type GrievanceCategory } from './grievance.rules';
import { answerGrievance, fileGrievance, fileNameless } from './grievance.service';

@InputType()
class FileGrievanceInput {
  @Field(() => GrievanceCategoryEnum)
  category!: GrievanceCategory;

  @Field(() => String, { description: '10 to 2000 letters; numbers of persons are taken out.' })
  words!: string;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Without a name, signed in or not: nothing of who wrote it is kept, and a code is given.',
  })
  anonymous!: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'Needed under a name; without one it is not looked at, for it would have to be kept.',
  })
  idempotencyKey?: string | null;
}

@ObjectType()
class FileGrievancePayload {
  @Field(() => ID, { nullable: true })
  grievanceId?: string;

  @Field(() => LocalDateScalar, { nullable: true, description: 'The last day to answer.' })
  answerBy?: LocalDate;

  @Field(() => String, {
    nullable: true,
    description: 'To follow it by; told this once, and only for one without a name.',
  })
  code?: string;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@InputType()
class AnswerGrievanceInput {
  @Field(() => ID)
  grievanceId!: string;

  @Field(() => String, { description: '3 to 2000 letters.' })
  words!: string;

  @Field(() => Boolean, { description: 'The city expects no more of it.' })
  closes!: boolean;

  @Field(() => String, { description: 'The same key with the same input answers the same.' })
  idempotencyKey!: string;
}

@ObjectType()
class AnswerGrievancePayload {
  @Field(() => ID, { nullable: true })
  grievanceId?: string;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class GrievanceResolver {
  @Authorized()
  @Query(() => GrievanceConnection, {
    description:
      'Of the city for ADMIN, without words for AUDITOR, for anybody else their own; the latest first.',
  })
  async grievances(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() ctx: BenefitsContext,
  ): Promise<Page<Grievance>> {
    const page = { after: afterKey(after, 'date', 'uuid'), limit: pageLimit(first) };
    return pageOf(await grievancesSeen(ctx, page), first, (row) => [row.filedOn, row.id]);
  }

  @Authorized('ADMIN', 'AUDITOR')
  @Query(() => GrievanceConnection, {
    description:
      'Of the city, those past their last day without an answer, the latest first; without words for AUDITOR.',
  })
  async overdueGrievances(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() ctx: BenefitsContext,
  ): Promise<Page<Grievance>> {
    const page = { after: afterKey(after, 'date', 'uuid'), limit: pageLimit(first) };
    return pageOf(await grievancesLate(ctx, page), first, (row) => [row.answerBy, row.id]);
  }

  @Query(() => Grievance, { nullable: true, description: 'For anybody who has its code; without its words.' })
  grievanceByCode(
    @Arg('code', () => String) code: string,
    @Ctx() ctx: BenefitsContext,
  ): Promise<Grievance | null> {
    return grievanceOfCode(ctx, codeHash(ctx.city.code, code));
  }

  @Mutation(() => FileGrievancePayload, {
    description:
      'For anybody, also without signing in when it is without a name. Refuses with GRIEVANCE_WORDS_REFUSED, GRIEVANCE_LATER, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  fileGrievance(
    @Arg('input', () => FileGrievanceInput)
    { category, words, anonymous, idempotencyKey }: FileGrievanceInput,
    @Ctx() ctx: BenefitsContext,
  ): Promise<FileGrievancePayload> {
    const complaint = { category, words, today: ctx.today };
    const { law } = ctx.own;
    if (anonymous) {
      return refusing<FileGrievancePayload>(ctx, () => ctx.inCity((tx) => fileNameless(tx, law, complaint)));
    }
    const by = actorOf(ctx);
    return refusing<FileGrievancePayload>(ctx, () =>
      ctx.inCity((tx) => fileGrievance(tx, law, complaint, by, idempotencyKey ?? '')),
    );
  }

  @Authorized('ADMIN')
  @Mutation(() => AnswerGrievancePayload, {
    description:
      'Answers a grievance. Refuses with GRIEVANCE_NOT_FOUND, GRIEVANCE_CLOSED, GRIEVANCE_WORDS_REFUSED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  answerGrievance(
    @Arg('input', () => AnswerGrievanceInput) input: AnswerGrievanceInput,
    @Ctx() ctx: BenefitsContext,
  ): Promise<AnswerGrievancePayload> {
    const answer = { ...input, by: actorOf(ctx), today: ctx.today };
    return refusing<AnswerGrievancePayload>(ctx, () => ctx.inCity((tx) => answerGrievance(tx, answer)));
  }
}
