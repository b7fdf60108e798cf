import type { LocalDate } from '@lindungi/jamsostek';
import { LocalDateScalar, Refusal, RowRefusal, refusing } from '@lindungi/subgraph';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Resolver,
} from 'type-graphql';
import { actorOf, askedBy, type BeneficiariesContext } from '../context';
import { recordCardsOnce } from './card.service';

@InputType()
export class CardInput {
  @Field(() => ID)
  workerId!: string;

  @Field(() => String, {
    description: 'Eleven digits; spaces, dots and hyphens are dropped. Never answered.',
  })
  kpj!: string;

  @Field(() => LocalDateScalar)
  issuedOn!: LocalDate;
}

@InputType()
export class RecordCardsInput {
  @Field(() => [CardInput], { description: 'At most 100; send more in several calls.' })
  cards!: CardInput[];

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class RecordCardsPayload {
  @Field(() => Int, { nullable: true, description: 'Cards that were not known before.' })
  recorded?: number | null;

  @Field(() => [RowRefusal], { nullable: true })
  refused?: RowRefusal[] | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class CardResolver {
  @Authorized('BPJS')
  @Mutation(() => RecordCardsPayload, {
    description:
      'Records membership cards. Refuses with IMPORT_SIZE_REFUSED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED; ' +
      'a card with KPJ_MALFORMED, CARD_DATE_REFUSED, CARD_OF_ANOTHER_WORKER, WORKER_NOT_FOUND.',
  })
  recordCards(
    @Arg('input', () => RecordCardsInput) input: RecordCardsInput,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<RecordCardsPayload> {
    const desk = { vault: ctx.own.vault, by: actorOf(ctx), today: ctx.today };
    return refusing<RecordCardsPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'recordCards', input);
      const { recorded, refused } = await ctx.inCity((tx) => recordCardsOnce(tx, asked, input.cards, desk));
      return {
        recorded,
        refused: refused.map(({ row, code, words }) => ({ row, code, message: words[ctx.language] })),
      };
    });
  }
}
