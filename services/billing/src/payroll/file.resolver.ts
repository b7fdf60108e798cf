import type { KeyObject } from 'node:crypto';
import { bodyOf, DeductionProgressed, type Told } from '@lindungi/events';
import {
  ADDRESS_SECONDS,
  asMutation,
  type Context,
  EventCursor,
  gapOf,
  Refusal,
  SignedAddress,
  type Streamed,
  StreamGap,
} from '@lindungi/subgraph';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { agenciesOf } from '../agency/agency.rules';
import { askingIn, treasurerOf } from '../agency/agency.service';
import { enumeration } from '../enumeration';
import { type FileAddress, signFileAddress } from './address';
import { AgencyBill } from './bill.entity';
import { BillUnknown } from './bill.errors';
import { readBill } from './bill.loaders';
import { bookResult } from './result.service';

export const DeductionFileFormat = enumeration('DeductionFileFormat', ['CSV', 'XLSX']);
export const DeductionStage = enumeration('DeductionStage', ['FILE', 'RESULT'], {
  FILE: 'The deduction file is being made.',
  RESULT: "The payroll's answer is being booked.",
});

@InputType()
export class BookDeductionResultInput {
  @Field(() => ID, { description: 'What the upload of the file answered as resultId.' })
  resultId!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class BookDeductionResultPayload {
  @Field(() => Boolean, {
    nullable: true,
    description: 'It is being booked; deductionProgress tells how far.',
  })
  booking?: boolean | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

/** How far it is, null in the snapshot that opens the stream. */
interface Progress {
  stage: keyof typeof DeductionStage;
  done: number;
  total: number;
}

@ObjectType()
export class DeductionUpdate {
  @Field(() => DeductionStage, { nullable: true, description: 'Null in the snapshot that opens the stream.' })
  stage?: Progress['stage'] | null;

  @Field(() => Int, { nullable: true, description: 'Donors done.' })
  done?: number | null;

  @Field(() => Int, { nullable: true, description: 'Donors in all.' })
  total?: number | null;

  @Field(() => EventCursor)
  cursor!: string;

  @Field(() => StreamGap, { nullable: true })
  gap!: StreamGap | null;
}

type FileContext = Context<{ fileKey: KeyObject; wakePayroll: (city: string) => void }>;

@Resolver(() => AgencyBill)
export class DeductionFileResolver {
  @FieldResolver(() => SignedAddress, {
    description: 'Where the deduction file can be fetched, for five minutes.',
  })
  file(
    @Root() { id }: AgencyBill,
    @Arg('format', () => DeductionFileFormat) format: keyof typeof DeductionFileFormat,
    @Ctx() ctx: FileContext,
  ): SignedAddress {
    return addressOf(ctx, id, format === 'CSV' ? 'csv' : 'xlsx');
  }

  @FieldResolver(() => SignedAddress, {
    description:
      'Where the file that the payroll has filled in is sent (POST, CSV or XLSX), for five minutes. It is looked through and ' +
      'kept, and every mistake is answered; bookDeductionResult books it.',
  })
  upload(@Root() { id }: AgencyBill, @Ctx() ctx: FileContext): SignedAddress {
    return addressOf(ctx, id, 'result');
  }

  @Authorized('TREASURER', 'ADMIN')
  @Mutation(() => BookDeductionResultPayload, {
    description:
      'Books a result file that had no mistake. What was deducted is held for its invoices; what failed is billed again next ' +
      'month. Refuses with RESULT_UNKNOWN, RESULT_HAS_PROBLEMS, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  bookDeductionResult(
    @Arg('input', () => BookDeductionResultInput) input: BookDeductionResultInput,
    @Ctx() ctx: FileContext,
  ): Promise<BookDeductionResultPayload> {
    return asMutation<BookDeductionResultPayload, void>(
      ctx,
      { mutation: 'bookDeductionResult', input },
      async (tx, by) => {
        const who = await treasurerOf(askingIn(tx, ctx.principal));
        await bookResult(tx, input.resultId, agenciesOf(who), by);
      },
      async () => {
        ctx.own.wakePayroll(ctx.city.code);
        return { booking: true };
      },
    );
  }

  @Authorized('TREASURER', 'ADMIN')
  @Subscription(() => DeductionUpdate, {
    description: "How far a bill's file is made, or its answer booked. Refuses with BILL_UNKNOWN.",
    subscribe: ({ args, context }) => watchBill(context as Context, args.billId, args.after),
  })
  deductionProgress(
    @Root() { value, cursor, gap }: Streamed<Progress | null>,
    @Arg('billId', () => ID) _billId: string,
    @Arg('after', () => EventCursor, { nullable: true }) _after: string | null | undefined,
    @Ctx() { language }: Context,
  ): DeductionUpdate {
    return { ...value, cursor, gap: gapOf(gap, language) };
  }
}

function addressOf({ city, own }: FileContext, billId: string, what: FileAddress['what']): SignedAddress {
  const exp = Math.floor(Date.now() / 1000) + ADDRESS_SECONDS;
  const signed = signFileAddress(own.fileKey, { city: city.code, billId, what, exp });
  return { path: `/files/payroll/${signed}`, until: new Date(exp * 1000) };
}

/** Whose bill it is, is asked anew for every event. */
async function watchBill(
  ctx: Context,
  billId: string,
  after: string | null | undefined,
): Promise<AsyncGenerator<Streamed<Progress | null>>> {
  const own = async () => {
    if (!(await readBill(billId, ctx, []))) throw new BillUnknown();
  };
  await own();
  const progressIn = (told: Told) => bodyOf(DeductionProgressed, told);
  return ctx.live.stream<Progress | null>({
    city: ctx.city,
    names: [DeductionProgressed.name],
    match: (told) => progressIn(told).billId === billId,
    after,
    snapshot: async () => null,
    change: async (told) => {
      await own();
      const { stage, done, total } = progressIn(told);
      return { stage, done, total };
    },
  });
}
