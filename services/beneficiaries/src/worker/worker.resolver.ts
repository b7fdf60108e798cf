import type { Sector } from '@lindungi/jamsostek';
import { columnsOf, Page, PageArgs, pageOf, type Reader } from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Authorized, Ctx, Field, ID, Info, ObjectType, Query, Resolver } from 'type-graphql';
import type { BeneficiariesContext, Own } from '../context';
import { sightOf } from './sight.rules';
import { SectorEnum, Worker, WorkerConnection } from './worker.entity';
import { type WorkerRow, workersByAge, workersByIds } from './worker.loaders';

@ObjectType({
  description: 'Work the city knows; its sector decides how long PP 50/2025 halves the contribution.',
})
export class Occupation {
  @Field(() => String)
  code!: string;

  @Field(() => String, { description: "In the caller's language." })
  name!: string;

  @Field(() => SectorEnum)
  sector!: Sector;
}

/** Workers for `_entities`, and for whoever asks by id: each row authorised anew. */
export const readWorkers: Reader<Own> = (refs, ctx, asked): Promise<WorkerRow[]> =>
  workersByIds(ctx, sightOf(ctx.principal), refs, asked);

/** The same, in the order of the ids; whoever is not seen is left out. */
export async function readInOrder(
  ids: readonly string[],
  ctx: BeneficiariesContext,
  asked: string[],
): Promise<WorkerRow[]> {
  const refs = ids.map((id) => ({ id }));
  const found = await workersByIds(ctx, sightOf(ctx.principal), refs, asked);
  const byId = new Map(found.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

@Resolver()
export class WorkerResolver {
  @Authorized('DONOR', 'DISTRICT', 'BPJS', 'ADMIN')
  @Query(() => Worker, { nullable: true, description: 'Null also for a worker the caller may not see.' })
  async worker(
    @Arg('id', () => ID) id: string,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    return (await readWorkers([{ id }], ctx, columnsOf(info)))[0] ?? null;
  }

  @Authorized('DONOR', 'DISTRICT', 'BPJS', 'ADMIN')
  @Query(() => WorkerConnection, { description: 'Workers the caller may see, newest first.' })
  async workers(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('kecamatan', () => String, { nullable: true }) kecamatan: string | null,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<WorkerRow>> {
    const asked = columnsOf(info, 'edges', 'node');
    const rows = await workersByAge(ctx, sightOf(ctx.principal), page, kecamatan ?? null, asked);
    return pageOf(rows, page.first, (row) => [row.registeredAt, row.id]);
  }

  @Query(() => [Occupation])
  occupations(@Ctx() { own, language }: BeneficiariesContext): Occupation[] {
    return own.law.occupations.map(({ code, name, english, sector }) => ({
      code,
      name: language === 'id' ? name : english,
      sector,
    }));
  }
}
