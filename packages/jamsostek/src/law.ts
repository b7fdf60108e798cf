import type { LocalDate } from './local-date';
import type { Month } from './month';
import type { PrivacyClock, Retention } from './privacy';
import type { Rupiah } from './rupiah';

export const sectors = ['TRANSPORT', 'OTHER'] as const;

/** The two kinds of work PP 50/2025 tells apart. */
export type Sector = (typeof sectors)[number];

export const funds = ['OWN', 'APBD', 'APBN', 'DBHCHT', 'CSR', 'BAZNAS'] as const;

/** Whose money pays: the donor's own, the city's, the state's, tobacco excise, a firm's, alms. */
export type Fund = (typeof funds)[number];

/** Who compared the value with the legal text, and when. 'nobody yet' is an honest answer. */
export interface Verified {
  on: LocalDate;
  by: string;
}

/** What a parameter says from a month or day on, until the next such line. */
export interface Dated<At extends string, Value> {
  from: At;
  value: Value;
  source: string;
}

/** One number of the law through time, oldest first; the past is never edited. */
export interface Parameter<At extends string, Value = number> {
  name: string;
  english: string;
  unit: string;
  values: readonly Dated<At, Value>[];
  verified: Verified;
}

/** Months for which the law asks less. What counts is the month protected, not the day of payment. */
export interface Relief {
  source: string;
  percent: number;
  sector: Sector;
  from: Month;
  until: Month;
  notPaidFrom: readonly Fund[];
}

export interface Occupation {
  code: string;
  /** In Indonesian, as people say it. */
  name: string;
  english: string;
  sector: Sector;
}

/** A text that somebody may sign; a text that was signed is never edited. */
export interface MandateText {
  version: string;
  /** The day from which it is the text to sign. */
  from: LocalDate;
  text: string;
  source: string;
}

export const schoolLevels = [
  'kindergarten',
  'primary',
  'lowerSecondary',
  'upperSecondary',
  'university',
] as const;

/** The levels of school a scholarship is told apart by, in their order. */
export type SchoolLevel = (typeof schoolLevels)[number];

/** What the law caps in rupiah after a work accident. */
export type AccidentSum =
  | 'highestBase'
  | 'landTransport'
  | 'seaTransport'
  | 'airTransport'
  | 'homeCare'
  | 'disabledPeriodic'
  | 'dentures'
  | 'hearingAid'
  | 'glasses';

/** What it fixes in months and percent. */
export type AccidentNumber =
  | 'unableMonths'
  | 'unableFirst'
  | 'unableAfter'
  | 'disabledMultiple'
  | 'disabledWhole';

/** The dated, sourced numbers this product stands on; read from `parameters/`. */
export interface Law {
  contribution: { jkk: Parameter<Month, Rupiah>; jkm: Parameter<Month, Rupiah>; dueDay: Parameter<Month> };
  reliefs: readonly Relief[];
  /** Public holidays, by day; those only expected are left out until they are announced. */
  holidays: ReadonlyMap<LocalDate, string>;
  /** Years whose holidays are in `holidays`; of other years only the weekends are known. */
  holidayYears: ReadonlySet<number>;
  jkm: {
    lumpSum: Parameter<LocalDate, Rupiah>;
    periodic: Parameter<LocalDate, Rupiah>;
    funeral: Parameter<LocalDate, Rupiah>;
    /** Months that must lie behind a worker before JKM is whole; until then only `early`. */
    waitingMonths: Parameter<LocalDate>;
    early: Parameter<LocalDate, Rupiah>;
  };
  accidentDeath: {
    base: Parameter<LocalDate, Rupiah>;
    /** Months of the base wage, and which percent of them the heirs receive. */
    multiple: Parameter<LocalDate>;
    percent: Parameter<LocalDate>;
    minimum: Parameter<LocalDate, Rupiah>;
    periodic: Parameter<LocalDate, Rupiah>;
    funeral: Parameter<LocalDate, Rupiah>;
  };
  /** What somebody receives who survives a work accident. Percents and multiples are of the base wage. */
  accident: Record<AccidentSum, Parameter<LocalDate, Rupiah>> & Record<AccidentNumber, Parameter<LocalDate>>;
  /** Of one table for JKK and JKM: per child and school year, and for how many of them. */
  scholarship: Record<SchoolLevel, Parameter<LocalDate, Rupiah>> &
    Record<`${SchoolLevel}Years` | 'children' | 'endsAtAge' | 'membershipMonths', Parameter<LocalDate>>;
  deadlines: {
    reportDays: Parameter<LocalDate>;
    payWorkingDays: Parameter<LocalDate>;
    arrearsMonths: Parameter<LocalDate>;
    latePercent: Parameter<LocalDate>;
    accidentYears: Parameter<LocalDate>;
    grievanceDays: Parameter<LocalDate>;
  };
  membership: {
    /** Months that JKM asks for before children get a scholarship; after a work accident none. */
    scholarshipMonths: Parameter<LocalDate>;
  };
  occupations: readonly Occupation[];
  /** Letters by which pay may be deducted, oldest first. */
  mandateTexts: readonly MandateText[];
  /** How fast people's requests about their data are answered, and what is kept for how long. */
  privacy: { clocks: readonly PrivacyClock[]; retention: readonly Retention[] };
}

/**
 * What a parameter says at a month or day.
 *
 * @throws RangeError before its first value: there is no law to apply.
 */
export function inForce<At extends string, Value>(parameter: Parameter<At, Value>, at: At): Dated<At, Value> {
  const found = parameter.values.findLast((it) => it.from <= at);
  if (!found) throw new RangeError(`${parameter.english}: nothing in force in ${at}`);
  return found;
}
