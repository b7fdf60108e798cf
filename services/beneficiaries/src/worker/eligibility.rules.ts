import {
  addDays,
  ageOn,
  type DomainError,
  type LocalDate,
  localDate,
  type Month,
  monthOf,
} from '@lindungi/jamsostek';
import {
  BirthDateRefused,
  CivilServantRefused,
  EmployeeRefused,
  NotWorkingRefused,
  WorkerTooOld,
  WorkerTooOldAtFirstMonth,
} from './worker.errors';

/**
 * A new member is not 65 yet; who is one already may go on. Source: Perdir BPJS Ketenagakerjaan
 * 22/2022 #9e and the branches' "usia maksimal 64 tahun 11 bulan" (domain notes, section 2).
 */
export const AGE_LIMIT = 65;
const OLDEST = 120;

/** What a registrar says of how somebody lives; nobody can look it up. */
export interface Standing {
  working: boolean;
  /** Paid by a firm or an office: then the employer must insure them. */
  employee: boolean;
  /** ASN have JKK and JKM from Taspen: PP 70/2015. */
  civilServant: boolean;
}

export interface Eligibility {
  eligible: boolean;
  /** Each a refusal that registering would meet, gravest first; none when eligible. */
  reasons: DomainError[];
  /** The last day under the age limit. */
  until: LocalDate;
  /** The last month in which protection may begin: its first day is under the age limit too. */
  lastFirstMonth: Month;
}

/**
 * Whether somebody may become a member, every reason why not, and until when the age allows it.
 *
 * Age counts at registration and again at the first payment, for which the first day of the first month is taken.
 * There is no lower limit; under eighteen is flagged elsewhere.
 *
 * @param person.firstMonth  in which protection is to begin; null where nobody has said yet
 *
 * Source: PP 49/2023 Pasal 5(3) for who is no employee; domain notes, section 2, for what cities leave out.
 */
export function eligibilityOf(
  person: { birthDate: LocalDate; standing: Standing; firstMonth: Month | null },
  today: LocalDate,
): Eligibility {
  const { birthDate, standing, firstMonth } = person;
  const age = ageOn(birthDate, today);
  const reasons: DomainError[] = [];
  if (birthDate > today || age > OLDEST) reasons.push(new BirthDateRefused());
  else if (age >= AGE_LIMIT) reasons.push(new WorkerTooOld(AGE_LIMIT));
  else if (firstMonth && ageOn(birthDate, localDate(`${firstMonth}-01`)) >= AGE_LIMIT)
    reasons.push(new WorkerTooOldAtFirstMonth(AGE_LIMIT, firstMonth));
  if (!standing.working) reasons.push(new NotWorkingRefused());
  if (standing.employee) reasons.push(new EmployeeRefused());
  if (standing.civilServant) reasons.push(new CivilServantRefused());
  const until = eligibleUntil(birthDate);
  return { eligible: reasons.length === 0, reasons, until, lastFirstMonth: monthOf(until) };
}

/** The last day on which somebody is under the age limit; born on 29 February, that is 28 February. */
export function eligibleUntil(birthDate: LocalDate): LocalDate {
  const year = String(Number(birthDate.slice(0, 4)) + AGE_LIMIT).padStart(4, '0');
  const leapDay = birthDate.endsWith('-02-29') && !isLeap(Number(year));
  return addDays(localDate(leapDay ? `${year}-03-01` : `${year}${birthDate.slice(4)}`), -1);
}

const isLeap = (year: number) => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
