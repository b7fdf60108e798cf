import { ADDRESS_SECONDS, Refusal, refusing, signAddress } from '@lindungi/subgraph';
import { once } from '@lindungi/tenancy';
import {
  Arg,
  Authorized,
  Ctx,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Resolver,
  registerEnumType,
} from 'type-graphql';
import { actorOf, askedBy, type BeneficiariesContext } from '../context';
import { type DutkFormat, handOutDutk } from './dutk.service';
import { DUTK_ADDRESS } from './file-door';

const SheetFormat: Readonly<Record<DutkFormat, DutkFormat>> = { CSV: 'CSV', XLSX: 'XLSX' };
registerEnumType(SheetFormat, { name: 'SheetFormat' });

@InputType()
export class HandOutDutkInput {
  @Field(() => ID, { description: 'The list, as billing knows it; its transfer has been approved.' })
  remittanceId!: string;

  @Field(() => SheetFormat, { description: 'XLSX for people: a spreadsheet rounds the NIK of a CSV.' })
  format!: DutkFormat;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class HandOutDutkPayload {
  @Field(() => String, {
    nullable: true,
    description:
      "A path on the graph's own host. It works once, and stands for its holder: show it to nobody.",
  })
  path?: string | null;

  @Field(() => Date, { nullable: true, description: 'Until when.' })
  until?: Date | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class DutkResolver {
  @Authorized('BPJS', 'ADMIN')
  @Mutation(() => HandOutDutkPayload, {
    description:
      'Where the list that goes to BPJS with a transfer (DUTK: NIK, name, birth date, occupation, base wage, ' +
      'contribution) can be fetched, once. Who asked and for which list is kept. Its lines are those of ' +
      'remittanceFile, in that order; answerRemittanceByFile takes it back filled in. ' +
      'Refuses with DUTK_UNKNOWN, IDEMPOTENCY_KEY_REUSED, IDEMPOTENCY_KEY_MALFORMED.',
  })
  handOutDutk(
    @Arg('input', () => HandOutDutkInput) input: HandOutDutkInput,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<HandOutDutkPayload> {
    return refusing<HandOutDutkPayload>(ctx, async () => {
      const now = Math.floor(Date.now() / 1000);
      const { id, exp } = await ctx.inCity((tx) =>
        once(tx, askedBy(ctx, 'handOutDutk', input), async () => ({
          id: await handOutDutk(tx, actorOf(ctx), input),
          exp: now + ADDRESS_SECONDS,
        })),
      );
      const signed = signAddress(ctx.own.fileKey, DUTK_ADDRESS, [ctx.city.code, id], exp);
      return { path: `/files/dutk/${signed}`, until: new Date(exp * 1000) };
    });
  }
}
