import { ProgressChanged } from '@lindungi/events';
import { EventCursor, gapOf, type Streamed } from '@lindungi/subgraph';
import { Arg, Ctx, Resolver, Root, type SubscribeResolverData, Subscription } from 'type-graphql';
import type { BeneficiariesContext } from '../context';
import { type CityProgress, CityProgressUpdate } from './progress.entity';
import { cityProgress } from './progress.loaders';

type Asked = SubscribeResolverData<unknown, { after?: string | null }, BeneficiariesContext>;

@Resolver()
export class ProgressResolver {
  @Subscription(() => CityProgressUpdate, {
    description: "The city's figures now, and again whenever they move. Open to the public.",
    subscribe: ({ args, context }: Asked) =>
      context.live.stream<CityProgress>({
        city: context.city,
        names: [ProgressChanged.name],
        after: args.after,
        coalesce: () => 'progress', // only the newest figures matter
        snapshot: () => cityProgress(context),
        change: () => cityProgress(context),
      }),
  })
  cityProgress(
    @Root() { value, cursor, gap }: Streamed<CityProgress>,
    @Arg('after', () => EventCursor, {
      nullable: true,
      description: 'The last cursor received, to go on from there.',
    })
    _after: string | null,
    @Ctx() { language }: BeneficiariesContext,
  ): CityProgressUpdate {
    return { progress: value, cursor, gap: gapOf(gap, language) };
  }
}
