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
import { ProviderNotice } from './notice.entity';
import { readNotice } from './notice.loaders';
import { workAgain } from './notice.service';

@InputType({ description: 'A parked message that shall be worked again.' })
export class WorkNoticeAgainInput {
  @Field(() => ID, { description: 'Of the message.' })
  noticeId!: string;

  @Field(() => String, { description: 'The same key with the same input is done once.' })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The message as it stands now, or why it was refused.' })
export class WorkNoticeAgainPayload {
  @Field(() => ProviderNotice, { nullable: true, description: 'null when it was refused.' })
  notice?: ProviderNotice | null;

  @Field(() => [Refusal], { description: 'Empty when it is worked again.' })
  errors!: Refusal[];
}

@Resolver()
export class NoticeResolver {
  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => WorkNoticeAgainPayload, {
    description:
      'Works a parked message of a provider again, as it was kept; what its provider did not bear out is asked ' +
      'again first. Refuses with NOTICE_UNKNOWN, NOTICE_NOT_PARKED, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  workNoticeAgain(
    @Arg('input', () => WorkNoticeAgainInput) input: WorkNoticeAgainInput,
    @Ctx() ctx: Context<{ wakeDesk: (cityCode: string) => void }>,
    @Info() info: GraphQLResolveInfo,
  ): Promise<WorkNoticeAgainPayload> {
    return asMutation<WorkNoticeAgainPayload, string>(
      ctx,
      { mutation: 'workNoticeAgain', input },
      (tx, by) => workAgain(tx, input.noticeId, by),
      async (id) => {
        ctx.own.wakeDesk(ctx.city.code);
        return { notice: await readNotice(id, ctx, columnsOf(info, 'notice')) };
      },
    );
  }
}
