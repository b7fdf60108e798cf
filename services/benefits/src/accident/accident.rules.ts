import { type Law, type LocalDate, reportBy, rightEndsOn } from '@lindungi/jamsostek';
import { AccidentInFuture, AccidentRightEnded } from './accident.errors';

/**
 * When an accident must be reported, and until when anything of it can be asked for. Whether its month is protected is
 * not asked: the 48 hours run while papers are argued over, and BPJS judges the month.
 *
 * @param at.day    the day of the accident in the city's zone
 * @param at.ahead  whether its hour has not come yet
 * @throws AccidentInFuture, AccidentRightEnded
 *
 * Source: Permenaker 1/2025 for the report; PP 82/2019 Pasal 26 for the end of the right.
 */
export function decideAccident(
  law: Law,
  at: { day: LocalDate; ahead: boolean },
  today: LocalDate,
): { reportBy: LocalDate } {
  if (at.ahead || at.day > today) throw new AccidentInFuture();
  if (rightEndsOn(law, at.day) < today) throw new AccidentRightEnded();
  return { reportBy: reportBy(law, at.day) };
}
