import { columnsOf, type Page, PageArgs, pageOf } from '@lindungi/subgraph';
import type { GraphQLResolveInfo } from 'graphql';
import { Arg, Args, Authorized, Ctx, Info, Query, Resolver } from 'type-graphql';
import type { BeneficiariesContext } from '../context';
import { sightOf } from '../worker/sight.rules';
import { readInOrder } from '../worker/worker.resolver';
import { CardOfWorkerConnection, CardStateEnum, CardVerification } from './card-list.entity';
import { cardsByName, verifyCode } from './card-list.loaders';
import type { CardState } from './card-state';
import { TooManyChecks } from './handover.errors';

@Resolver()
export class CardListResolver {
  @Authorized('DISTRICT', 'ADMIN', 'BPJS')
  @Query(() => CardOfWorkerConnection, {
    description: "Workers' latest cards by name; a district officer sees those of the own kecamatan.",
  })
  async cards(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('kecamatan', () => String, { nullable: true }) kecamatan: string | null,
    @Arg('state', () => CardStateEnum, { nullable: true }) state: CardState | null,
    @Ctx() ctx: BeneficiariesContext,
    @Info() info: GraphQLResolveInfo,
  ): Promise<Page<object>> {
    const wanted = { kecamatan: kecamatan ?? null, state: state ?? null };
    const asked = columnsOf(info, 'edges', 'node');
    const rows = await cardsByName(ctx, sightOf(ctx.principal), page, wanted, asked);
    const ids = rows.map(({ workerId }) => workerId);
    const workers = asked.includes('worker')
      ? await readInOrder(ids, ctx, [...columnsOf(info, 'edges', 'node', 'worker'), 'id'])
      : [];
    const byId = new Map(workers.map((worker) => [worker.id, worker]));
    const shown = rows.map((row) => ({ ...row, worker: byId.get(row.workerId) }));
    return pageOf(shown, page.first, ({ name, workerId }) => [name, workerId]);
  }

  @Query(() => CardVerification, {
    description:
      'For anybody who holds a card: whether it is valid, and until when months are protected. Never whose it is. ' +
      'Refuses with TOO_MANY_CHECKS.',
  })
  async verifyCard(
    @Arg('code', () => String) code: string,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<CardVerification> {
    if (!ctx.own.pace.take(ctx.city)) throw new TooManyChecks();
    return verifyCode(ctx, code);
  }
}
