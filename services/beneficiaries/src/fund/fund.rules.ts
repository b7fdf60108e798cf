import {
  DomainError,
  type LocalDate,
  type Month,
  monthsFrom,
  type Nik,
  nextMonth,
  parseNik,
} from '@lindungi/jamsostek';
import { holdsNumber } from '../worker/numbers.rules';
import { FundDateRefused, FundMonthsRefused, FundSourceRefused } from './fund.errors';

export const LIST_FUNDS = ['APBD', 'APBN', 'DBHCHT', 'CSR', 'BAZNAS', 'SERTAKAN'] as const;

/** Whose money pays for people on a list that is not this movement's; SERTAKAN is anybody's, through BPJS's own app. */
export type ListFund = (typeof LIST_FUNDS)[number];

/** Rows of one delivery. */
export const LIST_LIMIT = 100;
const MOST_MONTHS = 24;

/** Questions one person may ask in an hour: an officer at a table in a kelurahan, and nobody who tries numbers out. */
export const QUESTIONS_AN_HOUR = 60;

/** One person of a list, as typed. */
export interface FundRow {
  nik: string;
  firstMonth: Month;
  months: number;
}

/** The same, read. */
export interface FundMonths {
  nik: Nik;
  months: Month[];
}

/**
 * The heading of a list: from whom, and of which day.
 *
 * @throws FundSourceRefused, FundDateRefused
 */
export function readHeading(
  { source, listedOn }: { source: string; listedOn: LocalDate },
  today: LocalDate,
): { source: string; listedOn: LocalDate } {
  const said = source.replace(/\s+/g, ' ').trim();
  if (said.length < 3 || said.length > 200 || holdsNumber(said)) throw new FundSourceRefused();
  if (listedOn > today) throw new FundDateRefused();
  return { source: said, listedOn };
}

/** Rows that are in order, and those left out with their refusal; rows are counted from 1. */
export function readRows(rows: readonly FundRow[]): {
  read: FundMonths[];
  refused: { row: number; refusal: DomainError }[];
} {
  const read: FundMonths[] = [];
  const refused: { row: number; refusal: DomainError }[] = [];
  rows.forEach(({ nik, firstMonth, months }, at) => {
    try {
      if (!Number.isInteger(months) || months < 1 || months > MOST_MONTHS)
        throw new FundMonthsRefused(MOST_MONTHS);
      read.push({ nik: parseNik(nik), months: monthsFrom(firstMonth, months) });
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      refused.push({ row: at + 1, refusal: error });
    }
  });
  return { read, refused };
}

/** Yes and until when; nothing more is anybody's to know. */
export interface ProtectedAnswer {
  protected: boolean;
  until: Month | null;
}

/**
 * Whether some fund holds months of a person from this month on, and the last month of the first row of them.
 *
 * @param held  months of this month and later, in order, each once
 */
export function protectedBy(held: readonly Month[]): ProtectedAnswer {
  const [first] = held;
  if (first === undefined) return { protected: false, until: null };
  let until = first;
  for (const month of held) if (month === nextMonth(until)) until = month;
  return { protected: true, until };
}
