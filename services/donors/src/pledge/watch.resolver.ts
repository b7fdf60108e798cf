import { EventCursor, gapOf, type Streamed, StreamGap } from '@lindungi/subgraph';
import { Arg, Authorized, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import type { DonorsContext } from '../context';
import { Pledge, type PledgeChange, PledgeChangeEnum, type PledgeRow } from './pledge.entity';
import { type PledgeSeen, watchPledge } from './watch.service';

@ObjectType()
export class PledgeUpdate {
  @Field(() => Pledge)
  pledge!: PledgeRow;

  @Field(() => PledgeChangeEnum, {
    nullable: true,
    description: 'Null in the snapshot that opens the stream.',
  })
  what!: PledgeChange | null;

  @Field(() => EventCursor)
  cursor!: string;

  @Field(() => StreamGap, { nullable: true })
  gap!: StreamGap | null;
}

@Resolver()
export class WatchResolver {
  @Authorized('DONOR')
  @Subscription(() => PledgeUpdate, {
    description:
      'An own pledge now, then after each change of it, here or elsewhere. Refuses with PLEDGE_UNKNOWN.',
    subscribe: ({ args, context }) => watchPledge(context as DonorsContext, args.pledgeId, args.after),
  })
  pledgeChanged(
    @Root() { value, cursor, gap }: Streamed<PledgeSeen>,
    @Arg('pledgeId', () => ID) _pledgeId: string,
    @Arg('after', () => EventCursor, { nullable: true }) _after: string | null | undefined,
    @Ctx() { language }: DonorsContext,
  ): PledgeUpdate {
    return { ...value, cursor, gap: gapOf(gap, language) };
  }
}
