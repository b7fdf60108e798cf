import type { Law, LocalDate } from '@lindungi/jamsostek';
import { type InCity, type Pace, recordDeed } from '@lindungi/tenancy';
import type { Actor } from '../context';
import { CoverageMonthsRefused } from './coverage.errors';
import { type CoverageAnswer, coverageOn } from './coverage.rules';
import { coverageInPace } from './coverage.service';
import { type MonthOfWorker, monthsBack } from './history.rules';
import { sightOf } from './sight.rules';

/** A branch's counters in their busiest minute; who asks about more people than that collects them. */
export const COVERAGE_PACE: Pace = { act: 'coverageCheck', perMinute: 60, perDay: 2_000 };

const MOST_MONTHS = 36;

/**
 * Whether a worker is covered on a day, and month by month why; who asked about whom is kept in the trail. Two round
 * trips: what is known and how often this person asked, then the deed with the commit.
 *
 * @param asked.object  the worker as the trail names them
 * @param asked.count   months back, 1 to 36
 * @throws AskedTooOften, CoverageMonthsRefused
 */
export async function checkCoverage(
  tx: InCity,
  law: Law,
  asked: { workerId: string; object: string; at: LocalDate; count: number; by: Actor },
): Promise<{ answer: CoverageAnswer; months: MonthOfWorker[] }> {
  const { workerId, object, at, count, by } = asked;
  if (count < 1 || count > MOST_MONTHS) throw new CoverageMonthsRefused(MOST_MONTHS);
  const sight = sightOf(by);
  const months = await coverageInPace(tx, { workerId, subject: by.subject, sight }, COVERAGE_PACE);
  const answer = coverageOn(law, months, at, sight);
  recordDeed(tx, {
    by,
    act: COVERAGE_PACE.act,
    kind: 'Worker',
    object,
    after: { at, covered: answer.covered },
  });
  return { answer, months: monthsBack(months, at, count) };
}
