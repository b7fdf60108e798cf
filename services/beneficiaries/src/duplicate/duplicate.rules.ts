import { addDays, type LocalDate, localDate, type Month } from '@lindungi/jamsostek';
import { MergeChain, MonthsOverlap, SameWorker, WorkerMergedAlready } from './duplicate.errors';
import { likeness } from './name.rules';

export const LIKENESSES = ['NAME', 'NAME_LIKE', 'BIRTH_DATE', 'BIRTH_DATE_SWAPPED', 'PHONE'] as const;

/** In what two entries are alike. */
export type Likeness = (typeof LIKENESSES)[number];

/** What of an entry is compared. */
export interface Compared {
  /** Of the name, see `wordsOf`. */
  words: readonly string[];
  birthDate: LocalDate;
  /** A keyed mark of the telephone number; null where there is none. */
  phone: string | null;
}

/** From here on somebody should look. */
export const WORTH_A_LOOK = 60;

/** Of one entry so many are shown, the most likely: a birthday that whole lists have is nobody's. */
export const MOST_OF_ONE = 5;

/** A name must be this much alike to count at all. */
const LEAST_LIKENESS = 0.7;

/**
 * How likely two entries are one person, 0 to 100, and why: up to 50 for the name, 30 for the birth date (20 with day
 * and month exchanged), 20 for the telephone. A shared telephone and birthday without a like name are twins.
 */
export function compare(one: Compared, other: Compared): { score: number; because: Likeness[] } {
  const because: Likeness[] = [];
  let score = 0;
  const alike = likeness(one.words, other.words);
  if (alike >= LEAST_LIKENESS) {
    because.push(alike === 1 ? 'NAME' : 'NAME_LIKE');
    score += Math.floor(alike * 50);
  }
  if (one.birthDate === other.birthDate) {
    because.push('BIRTH_DATE');
    score += 30;
  } else if (exchanged(one.birthDate) === other.birthDate) {
    because.push('BIRTH_DATE_SWAPPED');
    score += 20;
  }
  if (one.phone !== null && one.phone === other.phone) {
    because.push('PHONE');
    score += 20;
  }
  return { score, because };
}

/** The day with day and month exchanged; undefined where no calendar has it, or it is the same. */
export function exchanged(date: LocalDate): LocalDate | undefined {
  const [year, month, day] = date.split('-');
  try {
    const other = localDate(`${year}-${day}-${month}`);
    return other === date ? undefined : other;
  } catch {
    return undefined;
  }
}

/** For how long a merge can be undone: until the papers of the next month's list have been looked at. */
const UNDO_DAYS = 60;

/** The last day on which a merge of today can be undone. */
export const undoUntil = (today: LocalDate): LocalDate => addDays(today, UNDO_DAYS);

/** An entry, as a merge must know it. */
export interface Mergeable {
  id: string;
  mergedInto: string | null;
  /** Whether another entry was merged into this one. */
  keepsOthers: boolean;
  /** Months some pledge holds for it now. */
  held: readonly Month[];
}

/**
 * Whether `merged` may become `kept`. Where both have a month, one of them must be freed or settled first: nobody is
 * protected twice, and no month that was paid is dropped by a merge.
 *
 * @throws SameWorker, WorkerMergedAlready, MergeChain, MonthsOverlap
 */
export function checkMerge(kept: Mergeable, merged: Mergeable): void {
  if (kept.id === merged.id) throw new SameWorker();
  if (kept.mergedInto !== null || merged.mergedInto !== null) throw new WorkerMergedAlready();
  if (merged.keepsOthers) throw new MergeChain();
  const both = merged.held.filter((month) => kept.held.includes(month)).sort();
  if (both.length > 0) throw new MonthsOverlap(both);
}
