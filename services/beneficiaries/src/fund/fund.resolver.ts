import type { LocalDate, Month } from '@lindungi/jamsostek';
import {
  columnsOf,
  LocalDateScalar,
  type Page,
  PageArgs,
  pageOf,
  Refusal,
  RowRefusal,
  refusing,
  YearMonth,
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
import { actorOf, askedBy, type BeneficiariesContext } from '../context';
import { AlreadyProtected, FundList, FundListConnection, ListFundEnum } from './fund.entity';
import { fundListById, fundListsByTime } from './fund.loaders';
import type { FundRow, ListFund } from './fund.rules';
import { importFundListOnce, withdrawFundListOnce } from './fund.service';
import { alreadyProtected } from './protected.service';

@InputType({ description: 'One person of a list, and the months paid for.' })
export class FundRowInput implements FundRow {
  @Field(() => String, { description: 'Sixteen digits. Hashed at once; kept nowhere and never answered.' })
  nik!: string;

  @Field(() => YearMonth, { description: 'The first month the fund pays for.' })
  firstMonth!: Month;

  @Field(() => Int, { description: 'How many months in a row: 1 to 24.' })
  months!: number;
}

@InputType({ description: 'A list of people for whom another fund pays.' })
export class ImportFundListInput {
  @Field(() => ListFundEnum, { description: 'Whose money. Kept, and shown of no person.' })
  fund!: ListFund;

  @Field(() => String, { description: 'Who gave the list: 3 to 200 letters, and no NIK in it.' })
  source!: string;

  @Field(() => LocalDateScalar, { description: 'The day the list is of.' })
  listedOn!: LocalDate;

  @Field(() => [FundRowInput], { description: 'At most 100; send more in several calls.' })
  rows!: FundRowInput[];

  @Field(() => String, { description: 'The same key with the same input is answered as before.' })
  idempotencyKey!: string;
}

@InputType()
export class WithdrawFundListInput {
  @Field(() => ID, { description: 'Of `fundLists`.' })
  listId!: string;

  @Field(() => String, { description: 'Kept in the trail: 10 to 300 letters, and no NIK in it.' })
  reason!: string;

  @Field(() => String, { description: 'The same key with the same input is answered as before.' })
  idempotencyKey!: string;
}

@ObjectType()
export class ImportFundListPayload {
  @Field(() => FundList, { nullable: true, description: 'Null when no row was in order.' })
  list?: FundList | null;

  @Field(() => [RowRefusal], { nullable: true, description: 'Rows left out.' })
  refused?: RowRefusal[] | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class WithdrawFundListPayload {
  @Field(() => FundList, { nullable: true, description: 'As it stands now.' })
  list?: FundList | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

const deskOf = (ctx: BeneficiariesContext) => ({ vault: ctx.own.vault, by: actorOf(ctx), today: ctx.today });

@Resolver()
export class FundResolver {
  @Authorized('DONOR', 'DISTRICT', 'ADMIN')
  @Query(() => AlreadyProtected, {
    description:
      'Whether somebody is protected already, across all cities and funds. Sixty questions an hour for one person; each is ' +
      'in the trail. Send the NIK as a variable. Refuses with NIK_MALFORMED, TOO_MANY_QUESTIONS.',
  })
  alreadyProtected(
    @Arg('nik', () => String) nik: string,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<AlreadyProtected> {
    const asking = { vault: ctx.own.vault, by: actorOf(ctx), thisMonth: ctx.thisMonth };
    return ctx.inCity((tx) => alreadyProtected(tx, nik, asking));
  }

  @Authorized('ADMIN', 'AUDITOR')
  @Query(() => FundListConnection, { description: "Other funds' lists that were taken in, latest first." })
  async fundLists(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<FundList>> {
    const rows = await fundListsByTime(ctx, page, columnsOf(info, 'edges', 'node'));
    return pageOf(rows, page.first, (row) => [row.importedAt, row.id]);
  }

  @Authorized('ADMIN')
  @Mutation(() => ImportFundListPayload, {
    description:
      "Takes another fund's months into the registry. Refuses with IMPORT_SIZE_REFUSED, FUND_SOURCE_REFUSED, " +
      'FUND_DATE_REFUSED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED; a row with NIK_MALFORMED, FUND_MONTHS_REFUSED.',
  })
  importFundList(
    @Arg('input', () => ImportFundListInput) input: ImportFundListInput,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<ImportFundListPayload> {
    return refusing<ImportFundListPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'importFundList', input);
      const { id, refused } = await ctx.inCity((tx) => importFundListOnce(tx, asked, input, deskOf(ctx)));
      return {
        list: id === null ? null : await fundListById(ctx, id, columnsOf(info, 'list')),
        refused: refused.map(({ row, code, words }) => ({ row, code, message: words[ctx.language] })),
      };
    });
  }

  @Authorized('ADMIN')
  @Mutation(() => WithdrawFundListPayload, {
    description:
      'Takes a list back: its months count no more. Refuses with FUND_LIST_NOT_FOUND, FUND_SOURCE_REFUSED, ' +
      'IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  withdrawFundList(
    @Arg('input', () => WithdrawFundListInput) input: WithdrawFundListInput,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<WithdrawFundListPayload> {
    return refusing<WithdrawFundListPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'withdrawFundList', input);
      const { id } = await ctx.inCity((tx) => withdrawFundListOnce(tx, asked, input, deskOf(ctx)));
      return { list: await fundListById(ctx, id, columnsOf(info, 'list')) };
    });
  }
}
