import type { KeyObject } from 'node:crypto';
import type { LocalDate } from '@lindungi/jamsostek';
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
import { sightOf } from '../invoice/invoice.rules';
import { PrintedFile } from '../printed-file';
import { printReceipt } from './print.service';
import { FileFormat, Receipt, ReceiptConnection, ReceiptVerification } from './receipt.entity';
import { readReceipt, receiptsOf, verifyCode } from './receipt.loaders';
import { receiptCode } from './receipt.rules';
import { issueReceipt } from './receipt.service';

type ReceiptContext = Context<{ receiptKey: KeyObject }>;

@InputType({ description: 'One payment, or all of a donor in some days.' })
export class IssueReceiptInput {
  @Field(() => ID, { nullable: true })
  paymentId?: string | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'First day, in the zone of the city.' })
  from?: LocalDate | null;

  @Field(() => LocalDateScalar, { nullable: true, description: 'Last day, itself included.' })
  until?: LocalDate | null;

  @Field(() => ID, { nullable: true, description: 'Whose; a donor may leave it out.' })
  donorId?: string | null;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class IssueReceiptPayload {
  @Field(() => Receipt, { nullable: true })
  receipt?: Receipt | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver(() => Receipt)
export class ReceiptResolver {
  @Authorized('DONOR', 'TREASURER', 'ADMIN')
  @Mutation(() => IssueReceiptPayload, {
    description:
      "Gives out a receipt of money that came: the donor's own, a treasurer's agency's, for the administrator any. It may be " +
      'given out again, with another code. Refuses with RECEIPT_WISH_UNCLEAR, RECEIPT_SPAN_REFUSED, ' +
      'NO_MONEY_TO_RECEIPT, RECEIPT_TOO_LONG, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  issueReceipt(
    @Arg('input', () => IssueReceiptInput) input: IssueReceiptInput,
    @Ctx() ctx: ReceiptContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<IssueReceiptPayload> {
    return asMutation<IssueReceiptPayload, string>(
      ctx,
      { mutation: 'issueReceipt', input },
      (tx, by) => issueReceipt(tx, ctx.own.receiptKey, input, { ...sightOf(ctx.principal)!, by }, ctx.today),
      async (id) => ({ receipt: await readReceipt(id, ctx, columnsOf(info, 'receipt')) }),
    );
  }

  @Authorized('DONOR', 'TREASURER', 'ADMIN')
  @Query(() => ReceiptConnection, {
    description:
      "The donor's own, a treasurer's agency's, or for the administrator the city's; latest first.",
  })
  async receipts(
    @Args(() => PageArgs) page: PageArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Receipt>> {
    const after = afterKey(page.after, 'instant', 'uuid');
    const rows = await receiptsOf(ctx, columnsOf(info, 'edges', 'node'), {
      after,
      limit: pageLimit(page.first),
    });
    return pageOf(rows, page.first, (row) => [row.issuedAt, row.id]);
  }

  @Authorized('DONOR', 'TREASURER', 'ADMIN')
  @Query(() => PrintedFile, {
    nullable: true,
    description:
      'A receipt on paper (PDF) or as a table (CSV), in Indonesian; null for who may not see it. Refuses with PAYER_NAME_REFUSED.',
  })
  receiptFile(
    @Arg('id', () => ID) id: string,
    @Arg('format', () => FileFormat) format: FileFormat,
    @Arg('payerName', () => String, {
      nullable: true,
      description: 'A name to print on it. It is kept nowhere, and nobody checks it.',
    })
    name: string | null,
    @Ctx() ctx: ReceiptContext,
  ): Promise<PrintedFile | null> {
    return printReceipt(ctx, ctx.own.receiptKey, id, format, name);
  }

  @Query(() => ReceiptVerification, {
    description:
      'For anybody who holds a paper: whether this city gave it out, and of how much. Never a name.',
  })
  verifyReceipt(@Arg('code', () => String) code: string, @Ctx() ctx: Context): Promise<ReceiptVerification> {
    return verifyCode(code, ctx);
  }

  @FieldResolver(() => String, { description: 'Printed on it; by it anybody can verify it.' })
  code(@Root() { id }: Receipt, @Ctx() { own, city }: ReceiptContext): string {
    return receiptCode(own.receiptKey, city.code, id);
  }
}
