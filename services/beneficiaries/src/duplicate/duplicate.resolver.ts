import { columnsOf, type Page, PageArgs, pageOf, Refusal, refusing } from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  ID,
  Info,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { actorOf, askedBy, type BeneficiariesContext } from '../context';
import {
  type PossibleDuplicate,
  PossibleDuplicateConnection,
  WorkerMerge,
  WorkerMergeConnection,
} from './duplicate.entity';
import { duplicatesByScore, mergeById, mergesByTime } from './duplicate.loaders';
import { dismissDuplicateOnce } from './duplicate.service';
import { mergeWorkersOnce, undoMergeOnce } from './merge.service';

const REASON = 'Kept in the trail: 10 to 300 letters, and no NIK in it.';
const KEY = 'The same key with the same input is answered as before.';

@InputType()
export class MergeWorkersInput {
  @Field(() => ID, { description: 'Who stays, with the number that is right.' })
  keptId!: string;

  @Field(() => ID, { description: 'Who is the same person.' })
  mergedId!: string;

  @Field(() => String, { description: REASON })
  reason!: string;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@InputType()
export class UndoMergeInput {
  @Field(() => ID, { description: 'Of `workerMerges`.' })
  mergeId!: string;

  @Field(() => String, { description: REASON })
  reason!: string;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@InputType()
export class DismissDuplicateInput {
  @Field(() => ID, { description: 'Of `possibleDuplicates`.' })
  duplicateId!: string;

  @Field(() => String, { description: REASON })
  reason!: string;

  @Field(() => String, { description: KEY })
  idempotencyKey!: string;
}

@ObjectType()
export class MergeWorkersPayload {
  @Field(() => WorkerMerge, { nullable: true, description: 'As it stands now.' })
  merge?: WorkerMerge | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class UndoMergePayload {
  @Field(() => WorkerMerge, { nullable: true, description: 'As it stands now.' })
  merge?: WorkerMerge | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class DismissDuplicatePayload {
  @Field(() => Boolean, { nullable: true, description: 'Nobody is asked to look at the pair again.' })
  dismissed?: boolean | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

const KEY_REFUSALS = 'IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED';
const deskOf = (ctx: BeneficiariesContext) => ({ by: actorOf(ctx), today: ctx.today });

@Resolver()
export class DuplicateResolver {
  @Authorized('DISTRICT', 'ADMIN')
  @Query(() => PossibleDuplicateConnection, {
    description:
      'Workers who may be one person, the most likely first; a district officer has those of the kecamatan.',
  })
  async possibleDuplicates(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<PossibleDuplicate>> {
    const rows = await duplicatesByScore(ctx, page, columnsOf(info, 'edges', 'node'));
    return pageOf(rows, page.first, (row) => [row.score, row.id]);
  }

  @Authorized('DISTRICT', 'ADMIN')
  @Query(() => WorkerMergeConnection, {
    description: 'Who became one person, latest first; a district officer has those of the kecamatan.',
  })
  async workerMerges(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<WorkerMerge>> {
    const rows = await mergesByTime(ctx, page, columnsOf(info, 'edges', 'node'));
    return pageOf(rows, page.first, (row) => [row.mergedAt, row.id]);
  }

  @Authorized('DISTRICT', 'ADMIN')
  @Mutation(() => MergeWorkersPayload, {
    description:
      'Makes two entries one person: months and cards of both are the kept one’s. Refuses with MERGE_REASON_REFUSED, ' +
      `WORKER_NOT_FOUND, SAME_WORKER, WORKER_MERGED_ALREADY, MERGE_CHAIN, MONTHS_OVERLAP, ${KEY_REFUSALS}.`,
  })
  mergeWorkers(
    @Arg('input', () => MergeWorkersInput) input: MergeWorkersInput,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<MergeWorkersPayload> {
    return refusing<MergeWorkersPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'mergeWorkers', input);
      const { id } = await ctx.inCity((tx) => mergeWorkersOnce(tx, asked, input, deskOf(ctx)));
      return { merge: await mergeById(ctx, id, columnsOf(info, 'merge')) };
    });
  }

  @Authorized('DISTRICT', 'ADMIN')
  @Mutation(() => UndoMergePayload, {
    description: `Makes them two again. Refuses with MERGE_REASON_REFUSED, MERGE_NOT_FOUND, UNDO_TOO_LATE, ${KEY_REFUSALS}.`,
  })
  undoMerge(
    @Arg('input', () => UndoMergeInput) input: UndoMergeInput,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<UndoMergePayload> {
    return refusing<UndoMergePayload>(ctx, async () => {
      const asked = askedBy(ctx, 'undoMerge', input);
      const { id } = await ctx.inCity((tx) => undoMergeOnce(tx, asked, input, deskOf(ctx)));
      return { merge: await mergeById(ctx, id, columnsOf(info, 'merge')) };
    });
  }

  @Authorized('DISTRICT', 'ADMIN')
  @Mutation(() => DismissDuplicatePayload, {
    description: `Says that two are two. Refuses with MERGE_REASON_REFUSED, DUPLICATE_NOT_FOUND, ${KEY_REFUSALS}.`,
  })
  dismissDuplicate(
    @Arg('input', () => DismissDuplicateInput) input: DismissDuplicateInput,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<DismissDuplicatePayload> {
    return refusing<DismissDuplicatePayload>(ctx, async () => {
      const asked = askedBy(ctx, 'dismissDuplicate', input);
      await ctx.inCity((tx) => dismissDuplicateOnce(tx, asked, input, actorOf(ctx)));
      return { dismissed: true };
    });
  }
}
