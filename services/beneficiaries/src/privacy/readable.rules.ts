import {
  type Law,
  type LocalDate,
  localDate,
  month,
  todayIn,
  writtenDate,
  writtenMonth,
} from '@lindungi/jamsostek';
import type { City } from '@lindungi/tenancy';
import { CODE_WORDS, DEED_WORDS, FIELD_WORDS } from './code-words';

/** What turns stored values into words a person of this city reads. */
export interface Reading {
  words: ReadonlyMap<string, string>;
  timeZone: string;
}

/** The glossary, with the city's places and the law's occupations. */
export function readingOf(
  { kecamatan, timeZone }: Pick<City, 'kecamatan' | 'timeZone'>,
  { occupations }: Pick<Law, 'occupations'>,
): Reading {
  const places = kecamatan.flatMap((it) => [it, ...it.kelurahan]);
  return {
    timeZone,
    words: new Map([
      ...Object.entries(CODE_WORDS),
      ...Object.entries(DEED_WORDS),
      ...occupations.map(({ code, name }): [string, string] => [code, name]),
      ...places.map(({ code, name }): [string, string] => [code, name]),
    ]),
  };
}

/** A stored value as it is read aloud, in Indonesian; a code keeps its letters, in brackets behind the words. */
export function readable(value: unknown, reading: Reading): string {
  if (value === null || value === undefined) return '-';
  if (typeof value === 'boolean') return value ? 'ya' : 'tidak';
  if (value instanceof Date) return moment(value.toISOString(), reading);
  if (Array.isArray(value))
    return value.length === 0 ? '-' : value.map((it) => readable(it, reading)).join(', ');
  if (typeof value === 'object') return fields(value, reading);
  return typeof value === 'string' ? text(value, reading) : String(value);
}

const fields = (value: object, reading: Reading): string =>
  Object.entries(value)
    .map(([name, of]) => {
      const said = readable(of, reading);
      return `${FIELD_WORDS[name] ?? name}: ${of !== null && typeof of === 'object' && !Array.isArray(of) ? `[${said}]` : said}`;
    })
    .join('; ') || '-';

function text(value: string, reading: Reading): string {
  const words = reading.words.get(value);
  if (words) return `${words} (${value})`;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return writtenDate(localDate(value), 'id');
  if (/^\d{4}-(0[1-9]|1[0-2])$/.test(value)) return writtenMonth(month(value), 'id');
  if (/^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}/.test(value)) return moment(value, reading);
  return value.startsWith('{') ? inside(value, reading) : value;
}

/** What was sealed as a whole is JSON; anything else a person wrote is left as they wrote it. */
function inside(value: string, reading: Reading): string {
  try {
    return readable(JSON.parse(value), reading);
  } catch {
    return value;
  }
}

function moment(at: string, { timeZone }: Reading): string {
  const instant = new Date(at);
  const day: LocalDate = todayIn(timeZone, instant);
  const options = { timeZone, hour: '2-digit', minute: '2-digit', hour12: false } as const;
  return `${writtenDate(day, 'id')} pukul ${new Intl.DateTimeFormat('id', options).format(instant)}`;
}
