import type { LocalDate, Rupiah } from '@lindungi/jamsostek';
import {
  answeredByChildren,
  LocalDateScalar,
  type Page,
  PageArgs,
  Refusal,
  RupiahScalar,
  refusing,
} from '@lindungi/subgraph';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  Root,
} from 'type-graphql';
import { actorOf, type BenefitsContext } from '../context';
import { City, Payout, PayoutConnection, PayoutProgrammeEnum, type PayoutRow } from './payout.entity';
import { noteOf, type PayoutProgramme, partsOf } from './payout.rules';
import { recordPayout } from './payout.service';

@InputType()
class PayoutPartInput {
  @Field(() => PayoutProgrammeEnum)
  programme!: PayoutProgramme;

  @Field(() => RupiahScalar, { nullable: true, description: 'null: nobody has said how much.' })
  amount?: Rupiah | null;
}

@InputType()
class RecordPayoutInput {
  @Field(() => String, { description: 'Names the event, never a person.' })
  title!: string;

  @Field(() => LocalDateScalar)
  paidOn!: LocalDate;

  @Field(() => RupiahScalar)
  total!: Rupiah;

  @Field(() => [PayoutPartInput])
  programmes!: PayoutPartInput[];

  @Field(() => String, { description: 'Where the sum was reported.' })
  source!: string;

  @Field(() => String, { description: 'The same key with the same input answers the same payout.' })
  idempotencyKey!: string;
}

@ObjectType()
class RecordPayoutPayload {
  @Field(() => Payout, { nullable: true })
  payout?: PayoutRow;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver(() => Payout)
export class PayoutResolver {
  @Authorized('ADMIN')
  @Mutation(() => RecordPayoutPayload, {
    description:
      'Records a sum that heirs received, told apart by programme. Refuses with PAYOUT_TEXT_REFUSED, PAYOUT_IN_FUTURE, PAYOUT_AMOUNT_REFUSED, PAYOUT_PROGRAMMES_REFUSED, PAYOUT_TOTAL_TOO_SMALL, PAYOUT_TOTAL_UNEXPLAINED, IDEMPOTENCY_KEY_REUSED.',
  })
  recordPayout(
    @Arg('input', () => RecordPayoutInput) { idempotencyKey, programmes, ...typed }: RecordPayoutInput,
    @Ctx() ctx: BenefitsContext,
  ): Promise<RecordPayoutPayload> {
    const parts = programmes.map(({ programme, amount }) => ({ programme, amount: amount ?? null }));
    const recording = {
      payout: { ...typed, programmes: parts },
      idempotencyKey,
      by: actorOf(ctx),
      today: ctx.today,
    };
    return refusing<RecordPayoutPayload>(ctx, () => ctx.inCity((tx) => recordPayout(tx, recording)));
  }

  @FieldResolver(() => RupiahScalar, { nullable: true })
  fromJkkJkm(@Root() payout: PayoutRow): Rupiah | null {
    return partsOf(payout).fromJkkJkm;
  }

  @FieldResolver(() => RupiahScalar, { nullable: true })
  notFromJkkJkm(@Root() payout: PayoutRow): Rupiah | null {
    return partsOf(payout).notFromJkkJkm;
  }

  @FieldResolver(() => String)
  note(@Root() payout: PayoutRow, @Ctx() { language }: BenefitsContext): string {
    return noteOf(payout)[language];
  }
}

@Resolver(() => City)
export class CityPayoutsResolver {
  @FieldResolver(() => PayoutConnection, {
    description: 'Reported payouts, the latest first; names no person.',
  })
  payouts(@Args(() => PageArgs) _page: PageArgs): Page<PayoutRow> {
    return answeredByChildren();
  }
}
