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
  RowRefusal,
} from '@lindungi/subgraph';
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
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { type Accepted, acceptLines } from './accept.service';
import { Statement, StatementConnection, StatementFormat } from './statement.entity';
import { readStatements } from './statement.loaders';
import { type Imported, importStatement } from './statement.service';

@InputType()
export class ImportStatementInput {
  @Field(() => String, { description: "The city's own account, as its bank writes it." })
  account!: string;

  @Field(() => StatementFormat)
  format!: StatementFormat;

  @Field(() => String, { description: 'The file itself, at most 30,000 letters; more goes in several.' })
  content!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class ImportStatementPayload {
  @Field(() => Statement, { nullable: true, description: 'null when every line of it was known.' })
  statement?: Statement | null;

  @Field(() => Int, { nullable: true, description: 'Lines that are new.' })
  imported?: number | null;

  @Field(() => Int, { nullable: true, description: 'Lines that another file brought before.' })
  known?: number | null;

  @Field(() => [RowRefusal], {
    nullable: true,
    description: 'With one of them nothing is kept; row 1 is the heads.',
  })
  refused?: RowRefusal[] | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@InputType()
export class AcceptStatementLinesInput {
  @Field(() => ID)
  statementId!: string;

  @Field(() => [ID], {
    nullable: true,
    description: 'Only these; left out, all that are not decided, but for disbursements.',
  })
  lineIds?: string[] | null;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class AcceptStatementLinesPayload {
  @Field(() => Statement, { nullable: true })
  statement?: Statement | null;

  @Field(() => Int, { nullable: true })
  accepted?: number | null;

  @Field(() => Int, { nullable: true, description: 'In suspense, each with an alarm.' })
  suspense?: number | null;

  @Field(() => Int, { nullable: true, description: 'What left the account for something else.' })
  noted?: number | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class StatementResolver {
  @Authorized('TREASURER', 'ADMIN')
  @Query(() => StatementConnection, { description: "What banks said of the city's accounts, latest first." })
  async statements(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Statement>> {
    const after = afterKey(page.after, 'instant', 'uuid');
    const asked = columnsOf(info, 'edges', 'node');
    const rows = await readStatements(ctx, asked, { after, limit: pageLimit(page.first) });
    return pageOf(rows, page.first, (row) => [row.importedAt, row.id]);
  }

  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => ImportStatementPayload, {
    description:
      'Keeps what a bank says, each line once, and proposes what each is; nothing is booked. Refuses with ' +
      'ACCOUNT_MALFORMED, SHEET_MALFORMED, SHEET_COLUMNS_WRONG, MT940_MALFORMED, STATEMENT_UNBALANCED, ' +
      'IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED; a row with CELL_REFUSED.',
  })
  importStatement(
    @Arg('input', () => ImportStatementInput) input: ImportStatementInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ImportStatementPayload> {
    return asMutation<ImportStatementPayload, Imported>(
      ctx,
      { mutation: 'importStatement', input },
      (tx, by) => importStatement(tx, input, by),
      async ({ statementId, refused, ...counts }) => {
        const inWords = refused.map(({ row, code, words }) => ({ row, code, message: words[ctx.language] }));
        const statement = statementId && (await one(statementId, ctx, columnsOf(info, 'statement')));
        return { ...counts, refused: inWords, statement: statement || null };
      },
    );
  }

  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => AcceptStatementLinesPayload, {
    description:
      'Books what is proposed for its invoice, and the rest of what came into suspense. What a payment provider hands over ' +
      'waits for bookDisbursement, unless it is named here. A line is booked once, however ' +
      'often it is asked for. Refuses with STATEMENT_UNKNOWN, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  acceptStatementLines(
    @Arg('input', () => AcceptStatementLinesInput) input: AcceptStatementLinesInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AcceptStatementLinesPayload> {
    const wanted = { statementId: input.statementId, lineIds: input.lineIds ?? null };
    return asMutation<AcceptStatementLinesPayload, Accepted>(
      ctx,
      { mutation: 'acceptStatementLines', input },
      (tx, by) => acceptLines(tx, wanted, by),
      async (done) => ({
        ...done,
        statement: await one(input.statementId, ctx, columnsOf(info, 'statement')),
      }),
    );
  }
}

const one = async (id: string, ctx: Context, asked: string[]): Promise<Statement | null> =>
  (await readStatements(ctx, asked, { id, limit: 1 }))[0] ?? null;
