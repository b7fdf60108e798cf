import type { Law, Parameter } from './law';
import type { LocalDate } from './local-date';

/** The chapters of the catalogue. */
export const benefitChapters = ['JKM', 'JKK_DEATH', 'JKK', 'SCHOLARSHIP', 'DEADLINE'] as const;
export type BenefitChapter = (typeof benefitChapters)[number];

/** One number of the law as it stood on a day. */
export interface CatalogueLine {
  chapter: BenefitChapter;
  /** Stable: `JKM_LUMP_SUM`. */
  code: string;
  name: string;
  english: string;
  /** In rupiah, percent, months, days or years: as `unit` says. */
  value: number;
  unit: string;
  /** Since when it stands, and until the day before which the next one does; undefined while it still stands. */
  from: LocalDate;
  until: LocalDate | undefined;
  source: string;
  verifiedBy: string;
}

/**
 * Every number of the law of benefits in force on a day, chapter by chapter; what had not begun is left out, so that
 * before the law at hand there is nothing.
 */
export function benefitCatalogue(law: Law, at: LocalDate): CatalogueLine[] {
  const chapters: Record<BenefitChapter, Readonly<Record<string, Parameter<LocalDate>>>> = {
    JKM: law.jkm,
    JKK_DEATH: law.accidentDeath,
    JKK: law.accident,
    SCHOLARSHIP: law.scholarship,
    DEADLINE: law.deadlines,
  };
  return benefitChapters.flatMap((chapter) =>
    Object.entries(chapters[chapter]).flatMap(([key, parameter]) => lineOf(chapter, key, parameter, at)),
  );
}

function lineOf(
  chapter: BenefitChapter,
  key: string,
  { name, english, unit, values, verified }: Parameter<LocalDate>,
  at: LocalDate,
): CatalogueLine[] {
  const place = values.findLastIndex((it) => it.from <= at);
  const found = values[place];
  if (!found) return [];
  const code = `${chapter}_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`;
  const { from, value, source } = found;
  const until = values[place + 1]?.from;
  return [{ chapter, code, name, english, value, unit, from, until, source, verifiedBy: verified.by }];
}
