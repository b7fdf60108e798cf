import type { Month } from '@lindungi/jamsostek';

/** `Desember 2026`, `December 2026`: a month as it is said to people. */
export function monthInWords(month: Month, language: 'id' | 'en'): string {
  const locale = language === 'id' ? 'id-ID' : 'en-GB';
  const format = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  return format.format(new Date(`${month}-01T00:00:00Z`));
}
