import { inForce, type Law, type LocalDate, localDate, type Month } from '@lindungi/jamsostek';
import type { Calendar } from './calendar';

/** @param thisMonth  in the city's zone */
export function calendarOf(law: Law, thisMonth: Month): Calendar {
  return { thisMonth, arrears: inForce(law.deadlines.arrearsMonths, firstDay(thisMonth)).value };
}

const firstDay = (of: Month): LocalDate => localDate(`${of}-01`);
