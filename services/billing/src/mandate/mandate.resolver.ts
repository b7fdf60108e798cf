import type { Law, Month, Rupiah } from '@lindungi/jamsostek';
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
  RupiahScalar,
  YearMonth,
} from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  ArgsType,
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
import { Agency, Donor } from '../agency/agency.entity';
import { agencyId } from '../agency/agency.rules';
import { ownAgency } from '../agency/agency.service';
import { Mandate, MandateConnection, MandateText } from './mandate.entity';
import { mandatesOf, readMandates } from './mandate.loaders';
import { textToSign } from './mandate.rules';
import { giveMandate, revokeMandate } from './mandate.service';

@InputType()
export class GiveMandateInput {
  @Field(() => String, { description: 'Version of the text that was signed: the one in force.' })
  textVersion!: string;

  @Field(() => String, { description: 'The name under the letter, as on the payslip.' })
  signedAs!: string;

  @Field(() => String, { description: 'Last four digits of the NIP; no more of it.' })
  nipEnd!: string;

  @Field(() => String, { description: 'The bank that the pay goes to; no account number.' })
  bank!: string;

  @Field(() => RupiahScalar, { description: 'Most that may be deducted in one month.' })
  cap!: Rupiah;

  @Field(() => String, { description: 'SHA-256 of the signed proof, 64 lower-case hexadecimal digits.' })
  proofHash!: string;

  @Field(() => YearMonth, {
    description: 'The first month whose pay may be deducted from; next month or later.',
  })
  firstMonth!: Month;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class GiveMandatePayload {
  @Field(() => Mandate, { nullable: true })
  mandate?: Mandate | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@InputType()
export class RevokeMandateInput {
  @Field(() => ID)
  mandateId!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class RevokeMandatePayload {
  @Field(() => Mandate, { nullable: true })
  mandate?: Mandate | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ArgsType()
class MandatesArgs extends PageArgs {
  @Field(() => ID, { nullable: true, description: "A treasurer's own agency; left out by a donor." })
  agency?: string | null;
}

@Resolver(() => Mandate)
export class MandateResolver {
  @Query(() => MandateText, { description: 'The text to sign today.' })
  mandateText(@Ctx() { own, today }: Context<{ law: Law }>): MandateText {
    return textToSign(own.law, today);
  }

  @Authorized('DONOR', 'TREASURER', 'ADMIN')
  @Query(() => MandateConnection, {
    description:
      "Mandates, latest first, revoked ones too: with `agency` those of its donors, for its treasurer; without, the caller's own. " +
      'Refuses with AGENCY_UNKNOWN.',
  })
  async mandates(
    @Args(() => MandatesArgs) { agency, first, after }: MandatesArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Mandate>> {
    const whose = agency ? { agency: await ownAgency(ctx, agency) } : { donorId: ctx.principal.subject };
    const page = { after: afterKey(after, 'instant', 'uuid'), limit: pageLimit(first) };
    const rows = await mandatesOf(ctx, whose, columnsOf(info, 'edges', 'node'), page);
    return pageOf(rows, first, (row) => [row.givenAt, row.id]);
  }

  @Authorized('DONOR')
  @Mutation(() => GiveMandatePayload, {
    description:
      "Lets the treasurer of the donor's agency deduct from pay, from the first month on. Refuses with MANDATE_TEXT_REFUSED, " +
      'MANDATE_CAP_REFUSED, MANDATE_START_REFUSED, MANDATE_FIELD_REFUSED, MANDATE_WITHOUT_AGENCY, MANDATE_ALREADY_GIVEN, ' +
      'IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  giveMandate(
    @Arg('input', () => GiveMandateInput) input: GiveMandateInput,
    @Ctx() ctx: Context<{ law: Law }>,
    @Info() info: GraphQLResolveInfo,
  ): Promise<GiveMandatePayload> {
    return asMutation<GiveMandatePayload, string>(
      ctx,
      { mutation: 'giveMandate', input },
      (tx, by) => giveMandate(tx, ctx.own.law, by, input, ctx.today),
      async (id) => ({ mandate: await seen(id, ctx, info) }),
    );
  }

  @Authorized('DONOR')
  @Mutation(() => RevokeMandatePayload, {
    description:
      "Ends the donor's own mandate at once. Refuses with MANDATE_UNKNOWN, MANDATE_ALREADY_REVOKED, IDEMPOTENCY_KEY_REUSED, " +
      'IDEMPOTENCY_KEY_MALFORMED.',
  })
  revokeMandate(
    @Arg('input', () => RevokeMandateInput) input: RevokeMandateInput,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<RevokeMandatePayload> {
    return asMutation<RevokeMandatePayload, void>(
      ctx,
      { mutation: 'revokeMandate', input },
      (tx, by) => revokeMandate(tx, by, input.mandateId),
      async () => ({ mandate: await seen(input.mandateId, ctx, info) }),
    );
  }

  @FieldResolver(() => Donor, { nullable: true })
  donor(@Root() { donorId }: Mandate): Donor {
    return { id: donorId };
  }

  @FieldResolver(() => Agency)
  agency(@Root() { agencyCode }: Mandate, @Ctx() { city }: Context): Agency {
    return { id: agencyId(city, agencyCode) };
  }
}

async function seen(id: string, ctx: Context, info: GraphQLResolveInfo): Promise<Mandate | null> {
  return (await readMandates([{ id }], ctx, columnsOf(info, 'mandate')))[0] ?? null;
}
