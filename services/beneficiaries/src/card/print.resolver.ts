import { PrintedFile, printedFile, Refusal, RowRefusal, refusing } from '@lindungi/subgraph';
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
  registerEnumType,
} from 'type-graphql';
import { actorOf, askedBy, type BeneficiariesContext } from '../context';
import { sightOf } from '../worker/sight.rules';
import { cardSheets } from './card.paper';
import { cardSvg } from './card.svg';
import type { CardFace } from './card-face.rules';
import { rowsInWords } from './handover.resolver';
import { facesOf, printCardsOnce, revokeCardOnce } from './print.service';

const CardFormat = { PDF: 'PDF', SVG: 'SVG' } as const;
registerEnumType(CardFormat, {
  name: 'CardFormat',
  description: 'PDF: A4 sheets of eight with cut marks, one file. SVG: a file for each card.',
});

@InputType()
export class PrintCardsInput {
  @Field(() => [ID], { description: 'At most 100 workers; print more in several calls.' })
  workerIds!: string[];

  @Field(() => CardFormat, { defaultValue: 'PDF' })
  format!: keyof typeof CardFormat;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class PrintCardsPayload {
  @Field(() => Int, { nullable: true, description: 'Cards in the files.' })
  printed?: number | null;

  @Field(() => [PrintedFile], { nullable: true })
  files?: PrintedFile[] | null;

  @Field(() => [RowRefusal], { nullable: true })
  refused?: RowRefusal[] | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@InputType()
export class RevokeCardInput {
  @Field(() => ID)
  workerId!: string;

  @Field(() => String, { description: 'Kept in the trail: 10 to 300 letters, and no NIK or KPJ in it.' })
  reason!: string;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class RevokeCardPayload {
  @Field(() => Boolean, {
    nullable: true,
    description: 'True when the code on the lost card is worth nothing.',
  })
  revoked?: boolean | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class PrintResolver {
  @Authorized('DISTRICT', 'ADMIN', 'BPJS')
  @Mutation(() => PrintCardsPayload, {
    description:
      'Prints cards: with the KPJ in full, so a deed is kept of each. A district officer prints those of the own ' +
      'kecamatan. Refuses with IMPORT_SIZE_REFUSED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED; a card with ' +
      'CARD_NOT_ISSUED, WORKER_NOT_FOUND.',
  })
  printCards(
    @Arg('input', () => PrintCardsInput) input: PrintCardsInput,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<PrintCardsPayload> {
    const { vault } = ctx.own;
    const printer = { vault, by: actorOf(ctx), desk: sightOf(ctx.principal) };
    return refusing<PrintCardsPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'printCards', input);
      const { workerIds, refused } = await ctx.inCity((tx) =>
        printCardsOnce(tx, asked, input.workerIds, printer),
      );
      const faces = await ctx.inCity((tx) => facesOf(tx, workerIds, printer));
      const files = await filesOf(ctx, faces, input.format);
      return { printed: faces.length, files, refused: rowsInWords(refused, ctx.language) };
    });
  }

  @Authorized('DISTRICT', 'ADMIN')
  @Mutation(() => RevokeCardPayload, {
    description:
      'For a card that was lost: its code is worth nothing from now on, and the next printing has another. Refuses ' +
      'with CARD_REASON_REFUSED, WORKER_NOT_FOUND, CARD_NOT_ISSUED, CARD_NOT_PRINTED, IDEMPOTENCY_KEY_MALFORMED, ' +
      'IDEMPOTENCY_KEY_REUSED.',
  })
  revokeCard(
    @Arg('input', () => RevokeCardInput) input: RevokeCardInput,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<RevokeCardPayload> {
    const officer = { by: actorOf(ctx), desk: sightOf(ctx.principal) };
    return refusing<RevokeCardPayload>(ctx, async () => {
      const asked = askedBy(ctx, 'revokeCard', input);
      await ctx.inCity((tx) => revokeCardOnce(tx, asked, input, officer));
      return { revoked: true };
    });
  }
}

/** Names of files name nobody: they end up in histories and on shared desks. */
async function filesOf(
  { city, today }: BeneficiariesContext,
  faces: readonly CardFace[],
  format: keyof typeof CardFormat,
): Promise<PrintedFile[]> {
  if (faces.length === 0) return [];
  if (format === 'SVG') {
    return faces.map((face, at) => printedFile(`kartu-${today}-${at + 1}`, 'svg', cardSvg(face)));
  }
  const sheets = await cardSheets(faces, { city: city.name, printedOn: today });
  return [printedFile(`kartu-${today}`, 'pdf', sheets)];
}
