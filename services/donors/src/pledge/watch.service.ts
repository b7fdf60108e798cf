import { bodyOf, PledgeChanged, type Told } from '@lindungi/events';
import { type Streamed, signedIn } from '@lindungi/subgraph';
import type { DonorsContext } from '../context';
import type { PledgeChange, PledgeRow } from './pledge.entity';
import { PledgeUnknown } from './pledge.errors';
import { pledgesByIds, WHOLE_PLEDGE } from './pledge.loaders';

/** A pledge as it is now, and what became of it; null in the snapshot that opens a stream. */
export interface PledgeSeen {
  pledge: PledgeRow;
  what: PledgeChange | null;
}

/**
 * An own pledge now, then again after each thing that becomes of it; whose it is, is asked anew every
 * time.
 *
 * @throws PledgeUnknown  absent, or another's: the same words
 */
export async function watchPledge(
  ctx: DonorsContext,
  pledgeId: string,
  after: string | null | undefined,
): Promise<AsyncGenerator<Streamed<PledgeSeen>>> {
  const { id } = await ownPledge(ctx, pledgeId);
  const see = async (what: PledgeChange | null) => ({ pledge: await ownPledge(ctx, id), what });
  return ctx.live.stream<PledgeSeen>({
    city: ctx.city,
    names: [PledgeChanged.name],
    match: (told) => changeIn(told).pledgeId === id,
    after,
    snapshot: () => see(null),
    change: (told) => see(changeIn(told).what),
  });
}

const changeIn = (told: Told) => bodyOf(PledgeChanged, told);

async function ownPledge(ctx: DonorsContext, id: string): Promise<PledgeRow> {
  const own = { everyone: false, self: signedIn(ctx), colleague: null };
  const [pledge] = await pledgesByIds(ctx, own, [{ id }], WHOLE_PLEDGE);
  if (!pledge) throw new PledgeUnknown();
  return pledge;
}
