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
import { sightOf } from '../worker/sight.rules';
import { ReceiverEnum } from './card-list.entity';
import type { Receiver } from './card-state';
import { handOverOnce, undoHandoverOnce } from './handover.service';
import type { CardRowRefused } from './on-the-way.service';

@InputType()
export class MarkCardHandedOverInput {
  @Field(() => [ID], { description: 'At most 100 workers.' })
  workerIds!: string[];

  @Field(() => LocalDateScalar, { description: 'The day it was handed over.' })
  on!: LocalDate;

  @Field(() => ReceiverEnum)
  to!: Receiver;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class MarkCardHandedOverPayload {
  @Field(() => Int, { nullable: true })
  handedOver?: number | null;

  @Field(() => [RowRefusal], { nullable: true })
  refused?: RowRefusal[] | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@InputType()
export class UndoCardHandedOverInput {
  @Field(() => ID)
  workerId!: string;

  @Field(() => String, { description: 'Kept in the trail: 10 to 300 letters, and no NIK or KPJ in it.' })
  reason!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class UndoCardHandedOverPayload {
  @Field(() => Boolean, { nullable: true })
  undone?: boolean | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

/** Rows left out, in the caller's language. */
export const rowsInWords = (refused: readonly CardRowRefused[], language: 'id' | 'en'): RowRefusal[] =>
  refused.map(({ row, code, words }) => ({ row, code, message: words[language] }));

@Resolver()
export class HandoverResolver {
  @Authorized('DISTRICT', 'ADMIN')
  @Mutation(() => MarkCardHandedOverPayload, {
    description:
      'Writes down that printed cards are in the hands of the workers or their families. A district officer does so ' +
      'in the own kecamatan. Refuses with IMPORT_SIZE_REFUSED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED; a ' +
      'card with CARD_NOT_ISSUED, CARD_NOT_PRINTED, CARD_ALREADY_HANDED_OVER, HANDOVER_DATE_REFUSED, WORKER_NOT_FOUND.',
  })
  markCardHandedOver(
    @Arg('input', () => MarkCardHandedOverInput) input: MarkCardHandedOverInput,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<MarkCardHandedOverPayload> {
    const table = { by: actorOf(ctx), desk: sightOf(ctx.principal), today: ctx.today };
    return refusing<MarkCardHandedOverPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'markCardHandedOver', input);
      const { workerIds, refused } = await ctx.inCity((tx) => handOverOnce(tx, asked, input, table));
      return { handedOver: workerIds.length, refused: rowsInWords(refused, ctx.language) };
    });
  }

  @Authorized('DISTRICT', 'ADMIN')
  @Mutation(() => UndoCardHandedOverPayload, {
    description:
      'Takes a wrong mark back, within seven days. Refuses with CARD_REASON_REFUSED, WORKER_NOT_FOUND, ' +
      'CARD_NOT_HANDED_OVER, UNDO_TOO_LATE, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  undoCardHandedOver(
    @Arg('input', () => UndoCardHandedOverInput) input: UndoCardHandedOverInput,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<UndoCardHandedOverPayload> {
    const table = { by: actorOf(ctx), desk: sightOf(ctx.principal), today: ctx.today };
    return refusing<UndoCardHandedOverPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'undoCardHandedOver', input);
      await ctx.inCity((tx) => undoHandoverOnce(tx, asked, input, table));
      return { undone: true };
    });
  }
}
