import type { LocalDate, Month } from '@lindungi/jamsostek';
import {
  afterKey,
  asMutation,
  type Context,
  columnsOf,
  LocalDateScalar,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
  Refusal,
  YearMonth,
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
import { Remittance, RemittanceConnection, RemittanceLine, Worker } from './remittance.entity';
import { readRemittance, readRemittances } from './remittance.loaders';
import { confirmRemittance, prepareRemittance } from './remittance.service';

@InputType()
export class PrepareRemittanceInput {
  @Field(() => String, { description: "Code of the branch, as the city's file names it." })
  branch!: string;

  @Field(() => YearMonth, { description: 'The last month to send.' })
  through!: Month;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class PrepareRemittancePayload {
  @Field(() => Remittance, { nullable: true })
  remittance?: Remittance | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@InputType({ description: "A branch's word on one line: a receipt, or the reason it was refused." })
export class RemittanceLineAnswer {
  @Field(() => ID)
  lineId!: string;

  @Field(() => Boolean)
  accepted!: boolean;

  @Field(() => String, { nullable: true })
  receipt?: string | null;

  @Field(() => String, {
    nullable: true,
    description: "The worker's card; only its last four digits are kept.",
  })
  kpj?: string | null;

  @Field(() => String, { nullable: true })
  reason?: string | null;
}

@InputType()
export class ConfirmRemittanceInput {
  @Field(() => ID)
  remittanceId!: string;

  @Field(() => LocalDateScalar, { description: 'The day BPJS had the money.' })
  receivedOn!: LocalDate;

  @Field(() => [RemittanceLineAnswer], { description: 'Every line of the list, each once.' })
  lines!: RemittanceLineAnswer[];

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class ConfirmRemittancePayload {
  @Field(() => Remittance, { nullable: true })
  remittance?: Remittance | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver(() => RemittanceLine)
export class RemittanceResolver {
  @Authorized('BPJS', 'TREASURER', 'ADMIN', 'AUDITOR')
  @Query(() => Remittance, { nullable: true, description: 'One list sent to BPJS.' })
  remittance(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Remittance | null> {
    return readRemittance(id, ctx, columnsOf(info));
  }

  @Authorized('BPJS', 'TREASURER', 'ADMIN', 'AUDITOR')
  @Query(() => RemittanceConnection, { description: 'Lists sent to BPJS, latest first.' })
  async remittances(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Remittance>> {
    const after = afterKey(page.after, 'instant', 'uuid');
    const asked = columnsOf(info, 'edges', 'node');
    const rows = await readRemittances(ctx, asked, { after, limit: pageLimit(page.first) });
    return pageOf(rows, page.first, (row) => [row.preparedAt, row.id]);
  }

  @Authorized('BPJS', 'TREASURER', 'ADMIN')
  @Mutation(() => PrepareRemittancePayload, {
    description:
      'Gathers paid months BPJS has not been sent into one list, at most 100 lines, the oldest first. ' +
      'Refuses with BRANCH_UNKNOWN, NOTHING_TO_REMIT, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  prepareRemittance(
    @Arg('input', () => PrepareRemittanceInput) input: PrepareRemittanceInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<PrepareRemittancePayload> {
    return asMutation<PrepareRemittancePayload, string>(
      ctx,
      { mutation: 'prepareRemittance', input },
      (tx, by) => prepareRemittance(tx, input, ctx.today, by),
      async (id) => ({ remittance: await readRemittance(id, ctx, columnsOf(info, 'remittance')) }),
    );
  }

  @Authorized('BPJS')
  @Mutation(() => ConfirmRemittancePayload, {
    description:
      'Books what BPJS has receipted; only then are the months protected. Refuses with REMITTANCE_UNKNOWN, ' +
      'REMITTANCE_ALREADY_CONFIRMED, REMITTANCE_NOT_APPROVED, REMITTANCE_LINES_MISMATCHED, ' +
      'REMITTANCE_LINE_INCOMPLETE, KPJ_MALFORMED, RECEIVED_ON_REFUSED, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  confirmRemittance(
    @Arg('input', () => ConfirmRemittanceInput) input: ConfirmRemittanceInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ConfirmRemittancePayload> {
    return asMutation<ConfirmRemittancePayload, void>(
      ctx,
      { mutation: 'confirmRemittance', input },
      (tx, by) => confirmRemittance(tx, input, by, ctx.today),
      async () => ({
        remittance: await readRemittance(input.remittanceId, ctx, columnsOf(info, 'remittance')),
      }),
    );
  }

  @FieldResolver(() => Worker, { nullable: true })
  worker(@Root() { workerId }: RemittanceLine): Worker {
    return { id: workerId };
  }
}
