import { bodyOf, ReminderTold, type Told } from '@lindungi/events';
import {
  afterKey,
  EventCursor,
  gapOf,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
  type Streamed,
  StreamGap,
  signedIn,
} from '@lindungi/subgraph';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  Int,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import type { DonorsContext } from '../context';
import { Worker } from '../pledge/pledge.entity';
import { Reminder, ReminderConnection } from './reminder.entity';
import { type ReminderRow, readReminder, readReminders } from './reminder.loaders';
import { reminderText } from './reminder.rules';

/** A reminder that is new, was renewed or has ended, and how many are open then. */
interface Seen {
  reminder: ReminderRow | null;
  open: number;
}

@ObjectType()
export class ReminderUpdate {
  @Field(() => Reminder, { nullable: true, description: 'Null in the snapshot that opens the stream.' })
  reminder!: ReminderRow | null;

  @Field(() => Int, { description: 'How many are open now.' })
  open!: number;

  @Field(() => EventCursor)
  cursor!: string;

  @Field(() => StreamGap, { nullable: true })
  gap!: StreamGap | null;
}

@Resolver(() => Reminder)
export class ReminderResolver {
  @Authorized('DONOR')
  @Query(() => ReminderConnection, {
    description: 'What the caller, as a donor, can still do, the latest first; or, ended, what there was.',
  })
  async reminders(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('ended', () => Boolean, { defaultValue: false }) ended: boolean,
    @Ctx() ctx: DonorsContext,
  ): Promise<Page<ReminderRow>> {
    const after = afterKey(page.after, 'instant', 'uuid');
    const rows = await readReminders(ctx, { ended, after, limit: pageLimit(page.first) });
    return pageOf(rows, page.first, ({ toldAt, id }) => [toldAt, id]);
  }

  @Authorized('DONOR')
  @Subscription(() => ReminderUpdate, {
    description: 'How many reminders are open, then each that is new, renewed or ended.',
    subscribe: ({ args, context }) => watchReminders(context as DonorsContext, args.after),
  })
  reminderTold(
    @Root() { value, cursor, gap }: Streamed<Seen>,
    @Arg('after', () => EventCursor, { nullable: true }) _after: string | null | undefined,
    @Ctx() { language }: DonorsContext,
  ): ReminderUpdate {
    return { ...value, cursor, gap: gapOf(gap, language) };
  }

  @FieldResolver(() => String)
  message(@Root() reminder: ReminderRow, @Ctx() { language }: DonorsContext): string {
    const { months, told, endedAt } = reminder;
    const ended = endedAt !== null;
    return reminderText({ ...reminder, ended, months: ended ? told : months }, language);
  }

  @FieldResolver(() => Worker, { nullable: true })
  worker(@Root() { workerId }: ReminderRow): Worker {
    return { id: workerId };
  }
}

/** Whose a reminder is, is asked anew of the table for each event. */
async function watchReminders(
  ctx: DonorsContext,
  after: string | null | undefined,
): Promise<AsyncGenerator<Streamed<Seen>>> {
  const self = signedIn(ctx);
  const toldIn = (told: Told) => bodyOf(ReminderTold, told);
  return ctx.live.stream<Seen>({
    city: ctx.city,
    names: [ReminderTold.name],
    match: (told) => toldIn(told).donorId === self,
    after,
    snapshot: () => readReminder(ctx, null),
    change: (told) => readReminder(ctx, toldIn(told).reminderId),
  });
}
