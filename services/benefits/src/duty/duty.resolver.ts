import { bodyOf, DutyNoticed, type Told } from '@lindungi/events';
import {
  afterKey,
  asMutation,
  columnsOf,
  EventCursor,
  gapOf,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
  Refusal,
  type Streamed,
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
  Subscription,
} from 'type-graphql';
import { Claim, type ClaimRow } from '../claim/claim.entity';
import { claimsByIds } from '../claim/claim.loaders';
import { CLAIM_ROLES } from '../claim/claim.rules';
import { actorOf, type BenefitsContext } from '../context';
import { DutyNotice, DutyNoticeConnection, DutyUpdate, type NoticeRow } from './duty.entity';
import { noticeById, standingNotice, standingNotices } from './duty.loaders';
import { noticeWords } from './duty.rules';
import { closeReview } from './duty.service';

/** A notice that is new, and how many stand then. */
interface Seen {
  notice: NoticeRow | null;
  open: number;
}

@InputType()
class CloseReviewInput {
  @Field(() => ID)
  noticeId!: string;

  @Field(() => String, { description: 'What was found, with BPJS: 3 to 300 letters, no number of a person.' })
  finding!: string;

  @Field(() => String, { description: 'The same key with the same input answers the same.' })
  idempotencyKey!: string;
}

@ObjectType()
class CloseReviewPayload {
  @Field(() => Claim, { nullable: true })
  claim?: ClaimRow;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver(() => DutyNotice)
export class DutyResolver {
  @Authorized(...CLAIM_ROLES)
  @Query(() => DutyNoticeConnection, {
    description:
      'What stands of what officers were told to do, the latest first: claims of the kecamatan for DISTRICT, of the city for BPJS and ADMIN, and grievances for ADMIN.',
  })
  async dutyNotices(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() ctx: BenefitsContext,
  ): Promise<Page<NoticeRow>> {
    const rows = await standingNotices(ctx, {
      after: afterKey(after, 'instant', 'uuid'),
      limit: pageLimit(first),
    });
    return pageOf(rows, first, ({ toldAt, id }) => [toldAt, id]);
  }

  @Authorized(...CLAIM_ROLES)
  @Subscription(() => DutyUpdate, {
    description: 'How many notices stand, then each that is new.',
    subscribe: ({ args, context }) => watchDuties(context as BenefitsContext, args.after),
  })
  dutyNoticed(
    @Root() { value, cursor, gap }: Streamed<Seen>,
    @Arg('after', () => EventCursor, { nullable: true }) _after: string | null | undefined,
    @Ctx() { language }: BenefitsContext,
  ): DutyUpdate {
    return { ...value, cursor, gap: gapOf(gap, language) };
  }

  @Authorized(...CLAIM_ROLES)
  @Mutation(() => CloseReviewPayload, {
    description:
      'Writes down what was found of a claim whose month is covered no more, and takes it off the list. Refuses with DUTY_NOTICE_NOT_FOUND, FINDING_REFUSED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  closeReview(
    @Arg('input', () => CloseReviewInput) input: CloseReviewInput,
    @Ctx() ctx: BenefitsContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CloseReviewPayload> {
    return asMutation<CloseReviewPayload, { claimId: string }>(
      ctx,
      { mutation: 'closeReview', input },
      (tx) => closeReview(tx, actorOf(ctx), input),
      async ({ claimId }) => {
        const [claim] = await claimsByIds([{ id: claimId }], ctx, columnsOf(info, 'claim'));
        return { claim };
      },
    );
  }

  @FieldResolver(() => String)
  message(@Root() notice: NoticeRow, @Ctx() { language }: BenefitsContext): string {
    return noticeWords(notice)[language];
  }
}

/** Whose a notice is, is asked anew of the tables for each event; to whom it is nothing, nothing is sent. */
async function watchDuties(
  ctx: BenefitsContext,
  after: string | null | undefined,
): Promise<AsyncGenerator<Streamed<Seen>>> {
  return ctx.live.stream<Seen>({
    city: ctx.city,
    names: [DutyNoticed.name],
    after,
    snapshot: () => standingNotice(ctx, null),
    change: async (told: Told) => {
      const id = bodyOf(DutyNoticed, told).noticeId;
      return (await noticeById(ctx, id)) ? standingNotice(ctx, id) : undefined;
    },
  });
}
