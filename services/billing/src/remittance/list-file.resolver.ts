import type { KeyObject } from 'node:crypto';
import { type LocalDate, type Month, monthsBetween } from '@lindungi/jamsostek';
import {
  ADDRESS_SECONDS,
  asMutation,
  type Context,
  columnsOf,
  LocalDateScalar,
  Refusal,
  RowRefusal,
  SignedAddress,
  signAddress,
  signedIn,
  YearMonth,
} from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
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
import { enumeration } from '../enumeration';
import { PrintedFile } from '../printed-file';
import { tableIn } from '../sheet/sheet.rules';
import { ANSWER_ADDRESS } from './answer-door';
import { RemittanceFigures } from './figures.entity';
import { readFigures } from './figures.loaders';
import { answerByFile, type FileAnswered, printList } from './list-file.service';
import { Remittance } from './remittance.entity';
import { FigureSpanRefused } from './remittance.errors';
import { readRemittance } from './remittance.loaders';

const SheetFormat = enumeration('SheetFormat', ['CSV', 'XLSX']);
type SheetFormat = keyof typeof SheetFormat;

const MOST_MONTHS = 24;

@InputType()
export class AnswerRemittanceByFileInput {
  @Field(() => ID)
  remittanceId!: string;

  @Field(() => LocalDateScalar, { description: 'The day BPJS had the money.' })
  receivedOn!: LocalDate;

  @Field(() => String, {
    description:
      'The CSV itself: the list as it went out, its last four columns filled in. A workbook, or a longer file, goes to remittanceAnswerUpload.',
  })
  content!: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Only look; nothing is booked.' })
  dryRun!: boolean;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class AnswerRemittanceByFilePayload {
  @Field(() => Remittance, { nullable: true })
  remittance?: Remittance | null;

  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether this call booked it: not in a dry run, not with a refused row, not a second time.',
  })
  booked?: boolean | null;

  @Field(() => Int, { nullable: true })
  accepted?: number | null;

  @Field(() => Int, { nullable: true })
  rejected?: number | null;

  @Field(() => [RowRefusal], {
    nullable: true,
    description: 'With one of them nothing is booked; row 1 is the heads.',
  })
  refused?: RowRefusal[] | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class ListFileResolver {
  @Authorized('BPJS', 'TREASURER', 'ADMIN')
  @Query(() => PrintedFile, {
    nullable: true,
    description:
      'The list of a remittance, for BPJS to fill in and send back. Workers stand in it by id; the list with their names and numbers is given out by handOutDutk.',
  })
  remittanceFile(
    @Arg('id', () => ID) id: string,
    @Arg('format', () => SheetFormat) format: SheetFormat,
    @Ctx() ctx: Context,
  ): Promise<PrintedFile | null> {
    return printList(ctx, id, format);
  }

  @Authorized('BPJS')
  @Mutation(() => AnswerRemittanceByFilePayload, {
    description:
      "BPJS's answer as a file, booked whole or not at all; the same file again changes nothing. Refuses with " +
      'SHEET_MALFORMED, SHEET_COLUMNS_WRONG, REMITTANCE_UNKNOWN, REMITTANCE_ALREADY_CONFIRMED, ' +
      'REMITTANCE_NOT_APPROVED, REMITTANCE_LINES_MISMATCHED, RECEIVED_ON_REFUSED, IDEMPOTENCY_KEY_REUSED, ' +
      'IDEMPOTENCY_KEY_MALFORMED; a row with CELL_REFUSED.',
  })
  answerRemittanceByFile(
    @Arg('input', () => AnswerRemittanceByFileInput) input: AnswerRemittanceByFileInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<AnswerRemittanceByFilePayload> {
    return asMutation<AnswerRemittanceByFilePayload, FileAnswered>(
      ctx,
      { mutation: 'answerRemittanceByFile', input },
      async (tx, by) => answerByFile(tx, { ...input, table: tableIn(input.content) }, by, ctx.today),
      async ({ refused, ...said }) => ({
        ...said,
        refused: refused.map(({ row, code, words }) => ({ row, code, message: words[ctx.language] })),
        remittance: await readRemittance(input.remittanceId, ctx, columnsOf(info, 'remittance')),
      }),
    );
  }

  @Authorized('BPJS')
  @Query(() => SignedAddress, {
    nullable: true,
    description:
      'Where the filled-in list is sent (POST, CSV or XLSX, the list with names too), for five minutes. It is booked as by ' +
      'answerRemittanceByFile, with the same refusals, or with dryRun only looked through. null for a list that is not here.',
  })
  async remittanceAnswerUpload(
    @Arg('remittanceId', () => ID) remittanceId: string,
    @Arg('receivedOn', () => LocalDateScalar, { description: 'The day BPJS had the money.' })
    receivedOn: LocalDate,
    @Arg('dryRun', () => Boolean, { defaultValue: false, description: 'Only look; nothing is booked.' })
    dryRun: boolean,
    @Ctx() ctx: Context<{ fileKey: KeyObject }>,
  ): Promise<SignedAddress | null> {
    if (!(await readRemittance(remittanceId, ctx, ['id']))) return null;
    const exp = Math.floor(Date.now() / 1000) + ADDRESS_SECONDS;
    const facts = [ctx.city.code, remittanceId, receivedOn, dryRun ? 'look' : 'book', signedIn(ctx)];
    return {
      path: `/files/remittance/${signAddress(ctx.own.fileKey, ANSWER_ADDRESS, facts, exp)}`,
      until: new Date(exp * 1000),
    };
  }

  @Authorized('BPJS', 'TREASURER', 'ADMIN', 'MAYOR', 'AUDITOR')
  @Query(() => [RemittanceFigures], {
    description: `Where the money of each month and branch is, at most ${MOST_MONTHS} months. Refuses with FIGURE_SPAN_REFUSED.`,
  })
  remittanceFigures(
    @Arg('from', () => YearMonth) from: Month,
    @Arg('until', () => YearMonth) until: Month,
    @Ctx() ctx: Context,
  ): Promise<RemittanceFigures[]> {
    const months = monthsBetween(from, until) + 1;
    if (months < 1 || months > MOST_MONTHS) throw new FigureSpanRefused(MOST_MONTHS);
    return readFigures(ctx, from, until);
  }
}
