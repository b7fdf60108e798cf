import {
  afterKey,
  asMutation,
  type Context,
  columnsOf,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
  Refusal,
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
import { Alarm, AlarmConnection } from './alarm.entity';
import { readAlarm, readAlarms } from './alarm.loaders';
import { type AlarmCode, closeAlarm } from './alarm.service';
import { alarmWords } from './alarm.words';

@InputType({ description: 'An alarm nobody needs to look at any more.' })
export class CloseAlarmInput {
  @Field(() => ID, { description: 'Of the alarm.' })
  alarmId!: string;

  @Field(() => String, { description: 'Why nothing more is to be done; 1 to 500 characters.' })
  reason!: string;

  @Field(() => String, { description: 'The same key with the same input is done once.' })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The closed alarm, or why it was refused.' })
export class CloseAlarmPayload {
  @Field(() => Alarm, { nullable: true, description: 'null when it was refused.' })
  alarm?: Alarm | null;

  @Field(() => [Refusal], { description: 'Empty when it is closed.' })
  errors!: Refusal[];
}

@Resolver(() => Alarm)
export class AlarmResolver {
  @Authorized('TREASURER', 'ADMIN')
  @Query(() => AlarmConnection, {
    description: "What a person must look at about this city's money, latest first.",
  })
  async alarms(
    @Arg('open', () => Boolean, { defaultValue: true, description: 'Only what nobody has closed.' })
    open: boolean,
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Alarm>> {
    const after = afterKey(page.after, 'instant', 'uuid');
    const asked = columnsOf(info, 'edges', 'node');
    const rows = await readAlarms(ctx, asked, { open, after, limit: pageLimit(page.first) });
    return pageOf(rows, page.first, (row) => [row.at, row.id]);
  }

  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => CloseAlarmPayload, {
    description:
      'Closes an alarm, with a reason that stays. Refuses with ALARM_UNKNOWN, ALARM_ALREADY_CLOSED, ' +
      'REASON_REFUSED, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  closeAlarm(
    @Arg('input', () => CloseAlarmInput) input: CloseAlarmInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<CloseAlarmPayload> {
    return asMutation<CloseAlarmPayload, string>(
      ctx,
      { mutation: 'closeAlarm', input },
      (tx, by) => closeAlarm(tx, input, by),
      async (id) => ({ alarm: await readAlarm(id, ctx, columnsOf(info, 'alarm')) }),
    );
  }

  @FieldResolver(() => String)
  message(@Root() { code }: Alarm, @Ctx() { language }: Context): string {
    return alarmWords[code as AlarmCode]?.[language] ?? code;
  }
}
