import { rowStart } from './benefit';
import { inForce, type Law, type SchoolLevel, schoolLevels } from './law';
import { ageOn, type LocalDate } from './local-date';
import { type Month, monthOf, monthsBetween, nextMonth } from './month';
import { type Rupiah, rupiah, sum } from './rupiah';

/** A child who may have a scholarship; neither married nor at work, which nobody here can see. */
export interface SchoolChild {
  birth: LocalDate;
  /** Where the child is at school. */
  level: SchoolLevel;
  /** The year at that level, from 1. */
  year: number;
}

/** What one child may have: in this school year, and at most until the end. */
export interface Scholarship {
  thisYear: Rupiah;
  /** A ceiling over `years` school years, each to be asked for when it comes; never a cheque. */
  atMost: Rupiah;
  years: number;
  source: string;
}

/**
 * What the scholarship gives one child from this school year on. A child of 23 years, or past the years of its level,
 * has none; a year counts while it begins before the 23rd birthday.
 *
 * Source: PP 82/2019 jo. Permenaker 5/2021.
 */
export function scholarshipOf(law: Law, child: SchoolChild, on: LocalDate): Scholarship {
  const { scholarship } = law;
  const of = (level: SchoolLevel) => inForce(scholarship[level], on);
  const left = Math.max(0, inForce(scholarship.endsAtAge, on).value - ageOn(child.birth, on));
  const from = schoolLevels.indexOf(child.level);
  const years = schoolLevels
    .slice(from)
    .flatMap((level, step) => {
      const all = inForce(scholarship[`${level}Years`], on).value;
      const count = step === 0 ? Math.max(0, all - child.year + 1) : all;
      return Array.from({ length: count }, () => of(level).value);
    })
    .slice(0, left);
  const past = child.year > inForce(scholarship[`${child.level}Years`], on).value;
  return {
    thisYear: past || left === 0 ? rupiah(0) : of(child.level).value,
    atMost: sum(years),
    years: years.length,
    source: of(child.level).source,
  };
}

/**
 * Whether JKM's scholarship is open on a day: thirty-six months protected in a row, the month of death among them.
 * Whether months in a row are meant is not settled; the careful reading is taken, as for JKM's waiting months. JKK's
 * has no such rule.
 *
 * Source: PP 82/2019: three years of contributions, for a death that is no work accident.
 */
export function scholarshipByJkm(
  law: Law,
  worker: { protectedMonths: readonly Month[]; diedOn: LocalDate },
): { open: boolean; months: number; needed: number } {
  const needed = inForce(law.scholarship.membershipMonths, worker.diedOn).value;
  const months = monthsInRow(worker.protectedMonths, monthOf(worker.diedOn));
  return { open: months >= needed, months, needed };
}

/** How many months in a row are protected, up to and with `at`; none when `at` is not. */
export function monthsInRow(protectedMonths: readonly Month[], at: Month): number {
  const start = protectedMonths.includes(at) ? rowStart(protectedMonths, at) : undefined;
  return start ? monthsBetween(start, nextMonth(at)) : 0;
}
