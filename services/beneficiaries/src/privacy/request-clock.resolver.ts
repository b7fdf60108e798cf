import { bodyOf, DataRequestDue, type Told } from '@lindungi/events';
import {
  afterKey,
  columnsOf,
  EventCursor,
  gapOf,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
  type Streamed,
  StreamGap,
} from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  Info,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { BeneficiariesContext } from '../context';
import { DataRequest, DataRequestConnection } from './data-request.entity';
import { countDue, readRequest, requestsByClock } from './data-request.loaders';
import { requestSight } from './request.resolver';

/** A request whose clock runs out, and how many do then. */
interface Seen {
  request: DataRequest | null;
  due: number;
}

@ObjectType()
export class DataRequestUpdate {
  @Field(() => DataRequest, { nullable: true, description: 'Null in the snapshot that opens the stream.' })
  request!: DataRequest | null;

  @Field(() => Int, { description: 'How many end within a day, or have ended, unanswered.' })
  due!: number;

  @Field(() => EventCursor)
  cursor!: string;

  @Field(() => StreamGap, { nullable: true })
  gap!: StreamGap | null;
}

@Resolver()
export class RequestClockResolver {
  @Authorized('ADMIN', 'DISTRICT', 'AUDITOR')
  @Query(() => DataRequestConnection, {
    description:
      "Unanswered requests whose 3x24 hours end within a day or have ended, the most urgent first; a district officer sees those of the own kecamatan's workers.",
  })
  async dueDataRequests(
    @Args(() => PageArgs) { first, after }: PageArgs,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<DataRequest>> {
    const page = { after: afterKey(after, 'instant', 'uuid'), limit: pageLimit(first) };
    const rows = await requestsByClock(ctx, requestSight(ctx), page, columnsOf(info, 'edges', 'node'));
    return pageOf(rows, first, (row) => [row.dueAt, row.id]);
  }

  @Authorized('ADMIN', 'DISTRICT', 'AUDITOR')
  @Subscription(() => DataRequestUpdate, {
    description:
      'How many requests are due, then each whose clock is about to run out, and each whose has: once before, once after.',
    subscribe: ({ args, context }) => watchRequests(context as BeneficiariesContext, args.after),
  })
  dataRequestDue(
    @Root() { value, cursor, gap }: Streamed<Seen>,
    @Arg('after', () => EventCursor, { nullable: true }) _after: string | null | undefined,
    @Ctx() { language }: BeneficiariesContext,
  ): DataRequestUpdate {
    return { ...value, cursor, gap: gapOf(gap, language) };
  }
}

/** The whole request is read: a stream's answer is shaped by its client afterwards. */
const WHOLE = [
  'id',
  'workerId',
  'kind',
  'state',
  'askedBy',
  'channel',
  'askedAt',
  'dueAt',
  'overdue',
  'answeredAt',
  'refusal',
];

/** Whose a request is, is asked anew of the tables for each event; to whom it is nothing, nothing is sent. */
async function watchRequests(
  ctx: BeneficiariesContext,
  after: string | null | undefined,
): Promise<AsyncGenerator<Streamed<Seen>>> {
  const sight = requestSight(ctx);
  return ctx.live.stream<Seen>({
    city: ctx.city,
    names: [DataRequestDue.name],
    after,
    snapshot: async () => ({ request: null, due: await countDue(ctx, sight) }),
    change: async (told: Told) => {
      const request = await readRequest(ctx, sight, bodyOf(DataRequestDue, told).requestId, WHOLE);
      return request ? { request, due: await countDue(ctx, sight) } : undefined;
    },
  });
}
