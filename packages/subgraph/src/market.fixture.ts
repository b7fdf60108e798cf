import 'reflect-metadata';
import { DomainError } from '@lindungi/jamsostek';
import type { GraphQLResolveInfo } from 'graphql';
import {
  Arg,
  Args,
  Authorized,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Info,
  Mutation,
  ObjectType,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';
import {
  answeredByChildren,
  Connection,
  type Context,
  columnsOf,
  type Graph,
  gapOf,
  groupFor,
  type Page,
  PageArgs,
  pageLimit,
  pageOf,
  Refusal,
  RupiahScalar,
  refusing,
  type Streamed,
  StreamGap,
  selectList,
  YearMonth,
} from './index';

/** What this package's tests serve: a market, small enough to know by heart. */
export class StallClosed extends DomainError {
  readonly code = 'STALL_CLOSED';

  constructor() {
    super({ id: 'Lapak ini tutup.', en: 'This stall is closed.' });
  }
}

@ObjectType()
@Directive('@key(fields: "id", resolvable: false)')
class Keeper {
  @Field(() => ID)
  id!: string;
}

@ObjectType()
class Ware {
  @Field(() => String)
  name!: string;
}

const WareConnection = Connection(Ware);

@ObjectType({ description: 'A stall in the market.' })
@Directive('@key(fields: "id")')
class Stall {
  @Field(() => ID)
  id!: string;

  @Field(() => String)
  name!: string;

  @Field(() => RupiahScalar)
  rent!: number;

  @Field(() => Date, { nullable: true })
  openedAt?: string | null;

  @Field(() => Keeper)
  keeper!: Keeper;

  @Field(() => [Ware])
  wares?: Ware[];
}

@ObjectType()
@Directive('@key(fields: "code")')
class Town {
  @Field(() => String)
  code!: string;

  @Field(() => String)
  name!: string;
}

@ObjectType()
class Till {
  @Authorized('ADMIN')
  @Field(() => RupiahScalar)
  sum?: number;
}

@ObjectType()
class BuyPayload {
  @Field(() => Ware, { nullable: true })
  ware?: Ware | null;

  @Field(() => [Refusal])
  errors!: Refusal[];
}

@ObjectType()
class StallUpdate {
  @Field(() => Stall)
  stall!: Stall;

  @Field(() => String)
  cursor!: string;

  @Field(() => StreamGap, { nullable: true })
  gap!: StreamGap | null;
}

const StallConnection = Connection(Stall);

const columns = {
  id: 'id',
  name: 'name',
  rent: 'rent',
  keeper: ['keeperId'],
  keeperId: 'keeper_id',
} as const;

@Resolver(() => Stall)
class StallResolver {
  @Query(() => Stall, { nullable: true })
  stall(@Arg('id', () => ID) id: string, @Ctx() ctx: Context): Promise<Stall | undefined> {
    return findStalls(ctx, [id]).then(([row]) => row);
  }

  @Query(() => StallConnection)
  async stalls(
    @Args(() => PageArgs) { first }: PageArgs,
    @Ctx() ctx: Context,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<Stall>> {
    pageLimit(first);
    const rows = await ctx.read<Stall>(selectList(columns, columnsOf(info, 'edges', 'node')), [
      's1',
      's2',
      's3',
    ]);
    return pageOf(rows, first, (row) => [row.id]);
  }

  @Query(() => String)
  broken(@Arg('month', () => YearMonth, { nullable: true }) _month: string | null): string {
    throw Object.assign(new Error('relation "secret_table" has no row (nik)=(3374010101010001)'), {
      code: '42P01',
    });
  }

  @Query(() => String)
  closed(): string {
    throw new StallClosed();
  }

  @Query(() => String)
  slow(): Promise<string> {
    return new Promise((done) => setTimeout(done, 2000, 'late').unref());
  }

  @Authorized('ADMIN')
  @Query(() => String)
  takings(): string {
    return 'much';
  }

  @Query(() => String)
  async twice(@Ctx() ctx: Context): Promise<string> {
    const together = async (keys: readonly number[]) => keys.map(() => keys.join('+'));
    const both = await Promise.all([1, 2].map((n) => ctx.load('together', together).load(n)));
    return both.join(' and ');
  }

  @Authorized()
  @Mutation(() => BuyPayload)
  buy(@Arg('stallId', () => ID) stallId: string, @Ctx() ctx: Context): Promise<BuyPayload> {
    return refusing<BuyPayload>(ctx, async () => {
      if (stallId === 's2') throw new StallClosed();
      return { ware: { name: 'tempe' } };
    });
  }

  @FieldResolver(() => WareConnection)
  shelf(@Args(() => PageArgs) _page: PageArgs): Page<Ware> {
    return answeredByChildren();
  }

  @Subscription(() => StallUpdate, {
    subscribe: ({ args, context }: { args: { id: string }; context: Context }) =>
      context.live.stream<Stall>({
        city: context.city,
        names: ['stall-changed'],
        snapshot: async () => (await findStalls(context, [args.id]))[0]!,
        change: async () => undefined,
      }),
  })
  stallChanged(
    @Root() { value, cursor, gap }: Streamed<Stall>,
    @Arg('id', () => ID) _id: string,
    @Ctx() ctx: Context,
  ): StallUpdate {
    if (value.name === 'Pak Joko') ctx.load('stalls', async () => []);
    return { stall: value, cursor, gap: gapOf(gap, ctx.language) };
  }
}

const findStalls = (ctx: Context, ids: readonly string[]) =>
  ctx.read<Stall>('id, keeper_id as "keeperId"', [...ids]);

export const market: Graph = {
  resolvers: [StallResolver],
  orphanedTypes: [Stall, Town, Keeper, Till],
  readers: {
    Stall: (refs, ctx, asked) =>
      ctx.read<Stall>(
        selectList(columns, asked),
        refs.map(({ id }) => id),
      ),
    Town: async (refs) =>
      [Object.freeze({ code: '3374', name: 'Kota Semarang' })].filter((it) =>
        refs.some(({ code }) => code === it.code),
      ),
  },
  children: {
    'Stall.wares': async (parents: readonly Stall[], ctx) => waresOf(ctx, parents),
    'Stall.shelf': async (parents: readonly Stall[], ctx, _columns, { first }) =>
      (await waresOf(ctx, parents)).map((all) => pageOf(all, Number(first), ({ name }) => [name])),
  },
};

async function waresOf(ctx: Context, parents: readonly Stall[]): Promise<Ware[][]> {
  const ids = parents.map(({ id }) => id);
  const rows = await ctx.read<{ stallId: string; name: string }>('wares', ids);
  return groupFor(ids, rows, ({ stallId }) => stallId);
}
