import type { LocalDate } from '@lindungi/jamsostek';
import { LocalDateScalar, Refusal, refusing } from '@lindungi/subgraph';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql';
import { LEVELS, type LevelName, SchoolLevelEnum } from '../catalogue/estimate.input';
import { Claim, type ClaimRow } from '../claim/claim.entity';
import { CLAIM_ROLES } from '../claim/claim.rules';
import { actorOf, type BenefitsContext } from '../context';
import { fileScholarship } from './scholarship.service';

@InputType()
class FileScholarshipInput {
  @Field(() => ID, { description: 'The claim of the death or of the accident that it follows.' })
  claimId!: string;

  @Field(() => Int, { description: '1 or 2. No name is kept.' })
  child!: number;

  @Field(() => LocalDateScalar, { description: 'It decides whether the age is right, and is not kept.' })
  birth!: LocalDate;

  @Field(() => SchoolLevelEnum)
  level!: LevelName;

  @Field(() => Int, { description: 'The year at that level, from 1.' })
  year!: number;

  @Field(() => String, { description: "'2026/2027'." })
  schoolYear!: string;

  @Field(() => String, { description: 'The same key with the same input answers the same.' })
  idempotencyKey!: string;
}

@ObjectType()
class FileScholarshipPayload {
  @Field(() => Claim, { nullable: true })
  claim?: ClaimRow;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class ScholarshipResolver {
  @Authorized(...CLAIM_ROLES)
  @Mutation(() => FileScholarshipPayload, {
    description:
      'Files one school year of one child; each year is asked for anew. Refuses with CLAIM_NOT_FOUND, SCHOLARSHIP_NOT_OPEN, SCHOLARSHIP_OVER, SCHOOL_YEAR_REFUSED, CHILD_REFUSED, CLAIM_ALREADY_FILED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  fileScholarship(
    @Arg('input', () => FileScholarshipInput) input: FileScholarshipInput,
    @Ctx() ctx: BenefitsContext,
  ): Promise<FileScholarshipPayload> {
    const { claimId, level, idempotencyKey, ...year } = input;
    const asking = {
      claimId,
      year: { ...year, level: LEVELS[level] },
      level,
      idempotencyKey,
      by: actorOf(ctx),
      today: ctx.today,
    };
    return refusing<FileScholarshipPayload>(ctx, () =>
      ctx.inCity((tx) => fileScholarship(tx, ctx.own.law, asking)),
    );
  }
}
