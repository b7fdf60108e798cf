import type { LocalDate } from '@lindungi/jamsostek';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { claimSeen } from '../claim/claim.loaders';
import type { Actor } from '../context';
import type { Paper } from './paper.rules';
import { dayOfTick } from './tick.rules';

/** A paper somebody was shown, or takes back that they were. */
export interface Tick {
  claimId: string;
  paper: Paper;
  seen: boolean;
  on: LocalDate;
}

/**
 * Writes down that a paper was shown, by whom and when. What is written last stands.
 *
 * @throws ClaimNotFound, TickDayRefused
 */
export async function tickPaper(
  tx: InCity,
  by: Actor,
  tick: Tick,
  today: LocalDate,
): Promise<{ claimId: string }> {
  const { paper, seen } = tick;
  const claim = await claimSeen(tx, by, tick.claimId);
  const on = dayOfTick(claim.occurredOn, tick.on, today);
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`paper ${claim.id} ${paper}`]);
  tx.write(
    `insert into claim_paper_seen (city_id, claim_id, paper, number, seen, on_day, told_by, recorded_by)
     select $1, $2::uuid, $3::text, count(*) + 1, $4::boolean, $5::date, $6::text, $7::uuid
       from claim_paper_seen where city_id = $1 and claim_id = $2::uuid and paper = $3::text`,
    [tx.city.code, claim.id, paper, seen, on, by.roles.includes('BPJS') ? 'BPJS' : 'OFFICER', by.subject],
  );
  recordDeed(tx, { by, act: 'tickPaper', kind: 'Claim', object: claim.id, after: { paper, seen, on } });
  return { claimId: claim.id };
}
