import { type LocalDate, type Month, monthOf, todayIn } from '@lindungi/jamsostek';
import type { City } from '@lindungi/tenancy';

/** Which day it is in a city. Rules take the day as an argument; this is where it comes from. */
export interface Clock {
  today(city: City): LocalDate;
  thisMonth(city: City): Month;
}

/** The cities' own clocks, or the one day `LINDUNGI_TODAY` says, in rehearsals. */
export function clockOf({ today }: { today?: LocalDate | undefined }): Clock {
  const known = new Map<string, { at: number; day: LocalDate }>();

  const dayIn = (zone: string): LocalDate => {
    const now = Date.now();
    const at = Math.floor(now / 1000);
    const last = known.get(zone);
    if (last?.at === at) return last.day;
    const day = todayIn(zone, new Date(now));
    known.set(zone, { at, day });
    return day;
  };
  const todayOf = (city: City) => today ?? dayIn(city.timeZone);
  return { today: todayOf, thisMonth: (city) => monthOf(todayOf(city)) };
}
