export type RequestPhase = 'BEFORE' | 'AFTER';

/** So long before the last hour somebody is told: a day of three is left. The movement's choice; the law knows the end alone. */
export const LEAD_HOURS = 24;

/**
 * Which of its two notices a request is due; null while there is time. After a standstill only the later one is.
 *
 * @param dueAt  the end of the 3x24 hours, ISO text
 */
export function phaseOfRequest(dueAt: string, now: Date): RequestPhase | null {
  const left = Date.parse(dueAt) - now.getTime();
  if (left < 0) return 'AFTER';
  return left <= LEAD_HOURS * 3_600_000 ? 'BEFORE' : null;
}
