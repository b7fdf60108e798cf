import {
  afterKey,
  asMutation,
  type Context,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
  Refusal,
} from '@lindungi/subgraph';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { RejectionTask, RejectionTaskConnection } from './rejection.entity';
import { readTasks } from './rejection.loaders';
import { tasksSeenBy } from './rejection.rules';
import { closeTask } from './rejection.service';
import { Worker } from './remittance.entity';

@InputType()
export class CloseRejectionTaskInput {
  @Field(() => ID)
  taskId!: string;

  @Field(() => String, { description: 'What was done about it, at most 200 letters; no number of a person.' })
  note!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class CloseRejectionTaskPayload {
  @Field(() => RejectionTask, { nullable: true })
  task?: RejectionTask | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver(() => RejectionTask)
export class RejectionResolver {
  @Authorized('DISTRICT', 'BPJS', 'TREASURER', 'ADMIN')
  @Query(() => RejectionTaskConnection, {
    description: 'Months BPJS refused, latest first: for a district officer those of the own kecamatan.',
  })
  async rejectionTasks(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('open', () => Boolean, { defaultValue: true, description: 'Still to be done, or done.' })
    open: boolean,
    @Ctx() ctx: Context,
  ): Promise<Page<RejectionTask>> {
    const after = afterKey(page.after, 'instant', 'uuid');
    const rows = await readTasks(ctx, { open, after, limit: pageLimit(page.first) });
    return pageOf(rows, page.first, (row) => [row.openedAt, row.id]);
  }

  @Authorized('DISTRICT', 'ADMIN')
  @Mutation(() => CloseRejectionTaskPayload, {
    description:
      'An officer has seen to a refused month. Refuses with REJECTION_TASK_UNKNOWN, TASK_NOTE_REFUSED, ' +
      'IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  closeRejectionTask(
    @Arg('input', () => CloseRejectionTaskInput) input: CloseRejectionTaskInput,
    @Ctx() ctx: Context,
  ): Promise<CloseRejectionTaskPayload> {
    const seen = tasksSeenBy(ctx.principal) ?? { kecamatan: '' };
    const area = 'kecamatan' in seen ? seen.kecamatan : null;
    return asMutation<CloseRejectionTaskPayload, void>(
      ctx,
      { mutation: 'closeRejectionTask', input },
      (tx, by) => closeTask(tx, input, area, by),
      async () => ({ task: (await readTasks(ctx, { id: input.taskId, limit: 1 }))[0] ?? null }),
    );
  }

  @FieldResolver(() => Worker, { nullable: true })
  worker(@Root() { workerId }: RejectionTask): Worker {
    return { id: workerId };
  }
}
