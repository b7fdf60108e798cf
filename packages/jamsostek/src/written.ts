import type { LocalDate } from './local-date';
import type { Month } from './month';
import type { Rupiah } from './rupiah';

const locales = { id: 'id-ID', en: 'en-GB' } as const;

/** `Rp42.000.000` in Indonesian, `Rp42,000,000` in English. */
export function writtenRupiah(amount: Rupiah, language: 'id' | 'en'): string {
  return `Rp${new Intl.NumberFormat(locales[language]).format(amount)}`;
}

/** `Maret 2027`, `March 2027`. */
export function writtenMonth(month: Month, language: 'id' | 'en'): string {
  return written(`${month}-01`, language, { month: 'long', year: 'numeric' });
}

/** `22 November 2026`. */
export function writtenDate(date: LocalDate, language: 'id' | 'en'): string {
  return written(date, language, { day: 'numeric', month: 'long', year: 'numeric' });
}

function written(day: string, language: 'id' | 'en', parts: Intl.DateTimeFormatOptions): string {
  const format = new Intl.DateTimeFormat(locales[language], { timeZone: 'UTC', ...parts });
  return format.format(new Date(`${day}T00:00:00Z`));
}
