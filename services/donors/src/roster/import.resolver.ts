import {
  asMutation,
  EventCursor,
  gapOf,
  type Page,
  PageArgs,
  Refusal,
  type Streamed,
} from '@lindungi/subgraph';
import {
  Arg,
  Args,
  ArgsType,
  Authorized,
  Ctx,
  Field,
  FieldResolver,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import { Agency } from '../agency/agency.entity';
import { agencyByCode } from '../agency/agency.service';
import type { DonorsContext } from '../context';
import { addressOf } from './file-door';
import {
  OpenedImport,
  RosterImport,
  RosterImportUpdate,
  RosterLeaver,
  RosterLeaverConnection,
} from './import.entity';
import { type ImportRow, importById } from './import.loaders';
import {
  applyImport,
  type ImportSeen,
  leaverPage,
  openImport,
  ownImport,
  watchImport,
} from './import.service';
import type { LeaverRow } from './plan.loaders';

@InputType()
export class OpenRosterImportInput {
  @Field(() => Boolean, {
    description: 'The file is the whole roster: whoever is not in it has left. False: it adds and changes.',
  })
  complete!: boolean;

  @Field(() => Boolean, { defaultValue: false, description: 'Invented people, for demonstration.' })
  sample!: boolean;

  @Field(() => String)
  idempotencyKey!: string;
}

@InputType()
export class ApplyRosterImportInput {
  @Field(() => ID)
  importId!: string;

  @Field(() => Int, {
    description: '`plan.leavers`, as you have seen it: if it moved since, nothing is applied.',
  })
  leavers!: number;

  @Field(() => String)
  idempotencyKey!: string;
}

@ObjectType()
export class OpenRosterImportPayload {
  @Field(() => OpenedImport, { nullable: true })
  opened?: OpenedImport | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
export class ApplyRosterImportPayload {
  @Field(() => RosterImport, { nullable: true })
  import?: RosterImport | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ArgsType()
class LeaversArgs extends PageArgs {
  @Field(() => ID)
  importId!: string;
}

@Resolver(() => RosterImport)
export class RosterImportResolver {
  @Authorized('ADMIN')
  @Query(() => RosterImport, {
    nullable: true,
    description: 'An import of the roster; null when there is none.',
  })
  async rosterImport(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: DonorsContext,
  ): Promise<RosterImport | null> {
    const row = await importById(ctx, id);
    return row ? shown(row, ctx) : null;
  }

  @Authorized('ADMIN')
  @Query(() => RosterLeaverConnection, {
    description:
      'Who would leave the roster by a file that is READ, by name. Refuses with ROSTER_IMPORT_UNKNOWN.',
  })
  rosterLeavers(
    @Args(() => LeaversArgs) { importId, first, after }: LeaversArgs,
    @Ctx() ctx: DonorsContext,
  ): Promise<Page<LeaverRow>> {
    return leaverPage(ctx, { id: importId, first, after: after ?? null });
  }

  @Authorized('ADMIN')
  @Mutation(() => OpenRosterImportPayload, {
    description:
      'Opens the import of a file of the roster, and says where the file is sent. Nothing is applied by sending it: it is a ' +
      'dry run until applyRosterImport. Refuses with IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  openRosterImport(
    @Arg('input', () => OpenRosterImportInput) input: OpenRosterImportInput,
    @Ctx() ctx: DonorsContext,
  ): Promise<OpenRosterImportPayload> {
    return asMutation<OpenRosterImportPayload, string>(
      ctx,
      { mutation: 'openRosterImport', input },
      (tx, by) => openImport(tx, input, by),
      async (id) => ({
        opened: { import: shown(await ownImport(ctx, id), ctx), upload: addressOf(ctx, id) },
      }),
    );
  }

  @Authorized('ADMIN')
  @Mutation(() => ApplyRosterImportPayload, {
    description:
      'Applies a file that is READ; rosterImportProgress tells how far. It is READ again, with another plan, when somebody changed ' +
      'who leaves meanwhile. Refuses with ROSTER_IMPORT_UNKNOWN, ROSTER_NOT_READ, ' +
      'ROSTER_MOVED, IDEMPOTENCY_KEY_MALFORMED, IDEMPOTENCY_KEY_REUSED.',
  })
  applyRosterImport(
    @Arg('input', () => ApplyRosterImportInput) input: ApplyRosterImportInput,
    @Ctx() ctx: DonorsContext,
  ): Promise<ApplyRosterImportPayload> {
    return asMutation<ApplyRosterImportPayload, string>(
      ctx,
      { mutation: 'applyRosterImport', input },
      (tx, by) => applyImport(tx, input, by),
      async (id) => {
        ctx.own.wakeRoster(ctx.city.code);
        return { import: shown(await ownImport(ctx, id), ctx) };
      },
    );
  }

  @Authorized('ADMIN')
  @Subscription(() => RosterImportUpdate, {
    description:
      'An import now, then each time some lines more are read or applied. Refuses with ROSTER_IMPORT_UNKNOWN.',
    subscribe: ({ args, context }) => watchImport(context as DonorsContext, args.importId, args.after),
  })
  rosterImportProgress(
    @Root() { value, cursor, gap }: Streamed<ImportSeen>,
    @Arg('importId', () => ID) _importId: string,
    @Arg('after', () => EventCursor, { nullable: true }) _after: string | null | undefined,
    @Ctx() ctx: DonorsContext,
  ): RosterImportUpdate {
    const { row, done, total } = value;
    return { import: shown(row, ctx), done, total, cursor, gap: gapOf(gap, ctx.language) };
  }
}

@Resolver(() => RosterLeaver)
export class RosterLeaverResolver {
  @FieldResolver(() => Agency, { nullable: true })
  agency(@Root() { agencyCode }: LeaverRow, @Ctx() { city }: DonorsContext): { id: string } | null {
    return agencyByCode(city, agencyCode);
  }
}

/** In the caller's language, and without a plan as long as there is none. */
function shown(row: ImportRow, { language }: Pick<DonorsContext, 'language'>): RosterImport {
  const { problems, joiners, movers, changed, unchanged, leavers, pledges, ...rest } = row;
  const told = problems.map(({ words, ...problem }) => ({ ...problem, message: words[language] }));
  const plan = { joiners, movers, changed, unchanged, leavers, pledges } as RosterImport['plan'];
  return { ...rest, problems: told, plan: joiners === null ? null : plan };
}
