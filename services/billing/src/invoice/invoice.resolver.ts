import { type Fund, type Law, type Month, type Sector } from '@lindungi/jamsostek';
import { answeredByChildren, type Context, columnsOf, YearMonth } from '@lindungi/subgraph';
import { paymentWays } from '@lindungi/tenancy';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  Info,
  InputType,
  Int,
  Query,
  Resolver,
  Root,
} from 'type-graphql';
import { PayTo } from '../payment/payment.entity';
import { payToOf } from '../payment/provider/snap.rules';
import { City, Contributions, FundEnum, Invoice, Pledge, Quote, SectorEnum } from './invoice.entity';
import { readInvoices } from './invoice.loaders';
import { quotePledge } from './invoice.service';

@InputType()
export class PledgeQuoteInput {
  @Field(() => YearMonth)
  firstMonth!: Month;

  @Field(() => Int, { description: '1 to 12, in a row.' })
  months!: number;

  @Field(() => SectorEnum, { description: "Of the worker's main occupation; it decides the relief." })
  sector!: Sector;

  @Field(() => FundEnum, { description: 'Whose money pays; reliefs leave out APBD and APBN.' })
  fund!: Fund;
}

@Resolver(() => Invoice)
export class InvoiceResolver {
  @Query(() => Quote, {
    description: 'What it would cost, for anybody. Refuses with QUOTE_LENGTH_REFUSED, MONTH_WITHOUT_PRICE.',
  })
  pledgeQuote(
    @Arg('input', () => PledgeQuoteInput) wish: PledgeQuoteInput,
    @Ctx() { own }: Context<{ law: Law }>,
  ): Pick<Quote, 'amount'> {
    return quotePledge(own.law, wish);
  }

  @Authorized('DONOR', 'TREASURER', 'ADMIN')
  @Query(() => Invoice, {
    nullable: true,
    description:
      "The donor's own; for a treasurer those of the agency the roster places them in, for the administrator any.",
  })
  async invoice(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Invoice | null> {
    return (await readInvoices([{ id }], ctx, columnsOf(info)))[0] ?? null;
  }

  @FieldResolver(() => Pledge)
  pledge(@Root() { pledgeId }: Invoice): Pledge {
    return { id: pledgeId };
  }

  @FieldResolver(() => PayTo, { description: 'Where to pay, and under which order.' })
  payTo(@Root() { number }: Invoice, @Ctx() { city }: Context): PayTo {
    return payToOf(city.payment.provider, number);
  }

  @FieldResolver(() => [PayTo], { description: 'Every way the city can be paid, the first as in payTo.' })
  waysToPay(@Root() { number }: Invoice, @Ctx() { city }: Context): PayTo[] {
    return paymentWays(city).map(({ provider }) => payToOf(provider, number));
  }
}

@Resolver(() => City)
export class CityContributionsResolver {
  @FieldResolver(() => Contributions, {
    description: 'What is paid for one month, without any person in it.',
  })
  contributions(@Arg('month', () => YearMonth) _month: Month): Contributions {
    return answeredByChildren();
  }
}
