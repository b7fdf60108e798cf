import { afterKey, type Page, PageArgs, pageLimit, pageOf } from '@lindungi/subgraph';
import { Arg, Args, Authorized, Ctx, Query, Resolver } from 'type-graphql';
import type { BeneficiariesContext } from '../context';
import { LapsingWorkerConnection } from './nearing.entity';
import { type LapsingRow, readLapsing } from './nearing.loaders';

@Resolver()
export class NearingResolver {
  @Authorized('DISTRICT', 'ADMIN')
  @Query(() => LapsingWorkerConnection, {
    description:
      "Workers whose membership ends soon because nobody pays, the most urgent first: an officer's kecamatan, or the city's.",
  })
  async lapsingWorkers(
    @Args(() => PageArgs) page: PageArgs,
    @Arg('kecamatan', () => String, { nullable: true }) kecamatan: string | null,
    @Ctx() ctx: BeneficiariesContext,
  ): Promise<Page<LapsingRow>> {
    const after = afterKey(page.after, 'date', 'uuid');
    const rows = await readLapsing(ctx, {
      kecamatan: kecamatan ?? null,
      after,
      limit: pageLimit(page.first),
    });
    return pageOf(rows, page.first, (row) => [row.graceEndsOn, row.workerId]);
  }
}
