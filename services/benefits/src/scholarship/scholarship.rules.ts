import {
  type BenefitLine,
  inForce,
  type Law,
  type LocalDate,
  type Month,
  type Rupiah,
  type SchoolChild,
  scholarshipByJkm,
  scholarshipOf,
} from '@lindungi/jamsostek';
import type { ClaimKind, ClaimProgramme } from '../claim/claim.rules';
import type { ClaimState, Outcome } from '../claim/step.rules';
import { ChildRefused, ScholarshipNotOpen, ScholarshipOver, SchoolYearRefused } from './scholarship.errors';

/** The claim that a scholarship would follow. */
export interface Followed {
  kind: ClaimKind;
  programme: ClaimProgramme;
  state: ClaimState;
  occurredOn: LocalDate;
  /** How an accident ended; null of a death. */
  outcome: Outcome | null;
}

/** One school year of one child. */
export interface SchoolYear extends SchoolChild {
  /** 1 or 2; the law gives it to two. */
  child: number;
  /** `2026/2027`. */
  schoolYear: string;
}

/**
 * What a scholarship asks for: this school year's amount, by the law of today. It is asked for every year anew.
 *
 * @param protectedMonths  months BPJS has receipted, in any order
 * @throws ScholarshipNotOpen, ScholarshipOver, SchoolYearRefused, ChildRefused
 *
 * Source: PP 82/2019 jo. Permenaker 5/2021.
 */
export function decideScholarship(
  law: Law,
  followed: Followed,
  protectedMonths: readonly Month[],
  asked: SchoolYear,
  today: LocalDate,
): { amount: Rupiah; lines: BenefitLine[] } {
  if (!isOpen(law, followed, protectedMonths)) throw new ScholarshipNotOpen();
  const [, begins = '', ends = ''] = /^(\d{4})\/(\d{4})$/.exec(asked.schoolYear) ?? [];
  const first = followed.occurredOn.slice(0, 4);
  if (Number(ends) !== Number(begins) + 1 || begins > today.slice(0, 4) || ends < first) {
    throw new SchoolYearRefused();
  }
  const most = inForce(law.scholarship.children, today).value;
  if (!Number.isInteger(asked.child) || asked.child < 1 || asked.child > most) throw new ChildRefused();
  if (!Number.isInteger(asked.year) || asked.year < 1 || asked.birth > today) throw new ScholarshipOver();

  const { thisYear, source } = scholarshipOf(law, asked, today);
  if (thisYear === 0) throw new ScholarshipOver();
  const { name, english } = law.scholarship[asked.level];
  return { amount: thisYear, lines: [{ name, english, amount: thisYear, source }] };
}

function isOpen(law: Law, followed: Followed, protectedMonths: readonly Month[]): boolean {
  if (followed.state === 'REPLACED' || followed.state === 'REJECTED') return false;
  if (followed.kind === 'ACCIDENT') return followed.outcome === 'WHOLLY_DISABLED';
  if (followed.kind !== 'DEATH') return false;
  return (
    followed.programme === 'JKK' ||
    scholarshipByJkm(law, { protectedMonths, diedOn: followed.occurredOn }).open
  );
}
