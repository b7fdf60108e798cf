import { Refusal, RowRefusal, refusing } from '@lindungi/subgraph';
import { Arg, Authorized, Ctx, Field, InputType, Int, Mutation, ObjectType, Resolver } from 'type-graphql';
import { askedBy, type DonorsContext } from '../context';
import { importRosterOnce, lookAtRoster, MOST_ROWS } from './roster.service';

@InputType()
export class RosterRowInput {
  @Field(() => String, { description: 'Eighteen digits; spaces, dots and hyphens are dropped.' })
  nip!: string;

  @Field(() => String)
  name!: string;

  @Field(() => String, { description: 'JPT pratama, administrator, pengawas, fungsional or pelaksana.' })
  post!: string;

  @Field(() => String, { description: "Code or name of an agency in the city's file." })
  agency!: string;
}

@InputType()
export class ImportRosterInput {
  @Field(() => [RosterRowInput], {
    description: `At most ${MOST_ROWS}; send a longer roster in several calls.`,
  })
  rows!: RosterRowInput[];

  @Field(() => Boolean, { defaultValue: false, description: 'Invented people, for demonstration.' })
  sample!: boolean;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Only look: what would be new, changed and refused.',
  })
  dryRun!: boolean;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class ImportRosterPayload {
  @Field(() => Int, { nullable: true, description: 'Donors new on the roster.' })
  imported?: number | null;

  @Field(() => Int, { nullable: true, description: 'Donors whose name, post or agency changed.' })
  updated?: number | null;

  @Field(() => [RowRefusal], { nullable: true })
  refused?: RowRefusal[] | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@Resolver()
export class RosterResolver {
  @Authorized('ADMIN')
  @Mutation(() => ImportRosterPayload, {
    description:
      'Takes civil servants onto the roster. Refuses with ROSTER_TOO_LONG, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED; a row with ' +
      'NIP_MALFORMED, DONOR_NAME_REFUSED, POST_UNKNOWN, AGENCY_UNKNOWN, ROSTER_ROW_REPEATED.',
  })
  importRoster(
    @Arg('input', () => ImportRosterInput) input: ImportRosterInput,
    @Ctx() ctx: DonorsContext,
  ): Promise<ImportRosterPayload> {
    return refusing<ImportRosterPayload>(ctx, () =>
      ctx.inCity(async (tx) => {
        const asked = askedBy(ctx, 'importRoster', input);
        const { refused, ...counts } = input.dryRun
          ? await lookAtRoster(tx, input, ctx.own.personKey)
          : await importRosterOnce(tx, asked, input, { personKey: ctx.own.personKey, by: ctx.principal });
        const inWords = refused.map(({ row, code, words }) => ({ row, code, message: words[ctx.language] }));
        return { ...counts, refused: inWords };
      }),
    );
  }
}
