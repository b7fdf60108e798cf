import { columnsOf } from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Authorized, Ctx, Info, Query, Resolver } from 'type-graphql';
import { actorOf, type BeneficiariesContext } from '../context';
import { lookUpByNik } from './lookup.service';
import { Worker } from './worker.entity';
import { readWorkers } from './worker.resolver';

/** An id nobody has: who is not found costs the same read as who is. */
const NOBODY = '00000000-0000-8000-8000-000000000000';

@Resolver()
export class LookupResolver {
  @Authorized('DISTRICT', 'BPJS', 'ADMIN')
  @Query(() => Worker, {
    nullable: true,
    description:
      'The worker with this NIK, for whoever stands by a family at the counter; null for nobody, and for anybody the caller may not see. Each look is written down. Refuses with NIK_MALFORMED, ASKED_TOO_OFTEN.',
  })
  async workerByNik(
    @Arg('nik', () => String, { description: 'Sixteen digits; spaces, dots and hyphens are dropped.' })
    nik: string,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<object | null> {
    const found = await ctx.inCity((tx) => lookUpByNik(tx, ctx.own.vault, actorOf(ctx), nik));
    return (await readWorkers([{ id: found ?? NOBODY }], ctx, columnsOf(info)))[0] ?? null;
  }
}
