import type { LocalDate } from './local-date';
import type { Month } from './month';
import type { Rupiah } from './rupiah';

const locales = { id: 'id-ID', en: 'en-GB' } as const;

/** One of a kind for each language, made once: to make one costs as much as to write a hundred sums or days. */
const inBoth = <Format>(made: (locale: string) => Format) => ({ id: made(locales.id), en: made(locales.en) });
const amounts = inBoth((locale) => new Intl.NumberFormat(locale));
const months = inBoth((locale) => dates(locale, { month: 'long', year: 'numeric' }));
const days = inBoth((locale) => dates(locale, { day: 'numeric', month: 'long', year: 'numeric' }));

/** `Rp42.000.000` in Indonesian, `Rp42,000,000` in English. */
export function writtenRupiah(amount: Rupiah, language: 'id' | 'en'): string {
  return `Rp${amounts[language].format(amount)}`;
}

/** `Maret 2027`, `March 2027`. */
export function writtenMonth(month: Month, language: 'id' | 'en'): string {
  return months[language].format(new Date(`${month}-01T00:00:00Z`));
}

/** `22 November 2026`. */
export function writtenDate(date: LocalDate, language: 'id' | 'en'): string {
  return days[language].format(new Date(`${date}T00:00:00Z`));
}

function dates(locale: string, parts: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...parts });
}
