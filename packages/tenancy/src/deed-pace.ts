import { DomainError } from '@lindungi/jamsostek';
import type { InCity } from './in-city';

/** How often one person may do something that leaves a deed; asking again about the same object is cheap, others count. */
export interface Pace {
  /** The deed's `act`. */
  act: string;
  /** Different objects in one minute, and in one day. */
  perMinute: number;
  perDay: number;
}

/** All deeds of the act together may be this many times as many as its different objects. */
const AGAIN = 20;

/** Somebody looks at more people than their work needs. */
export class AskedTooOften extends DomainError {
  readonly code = 'ASKED_TOO_OFTEN';

  constructor({ perMinute, perDay }: Pace) {
    super(
      {
        id: `Terlalu banyak permintaan: paling banyak ${perMinute} orang per menit dan ${perDay} per hari. Cobalah sebentar lagi.`,
        en: `Too many requests: ${perMinute} persons a minute and ${perDay} a day at most. Try again in a while.`,
      },
      { perMinute, perDay },
    );
  }
}

/** Migration SQL without which `keepPace` would read the whole trail. */
export function deedPaceIndex(): string {
  return 'create index deed_pace on deed (city_id, act, subject, at, object);';
}

interface Counts {
  minute: number;
  day: number;
  all: number;
  allDay: number;
}

/** How often a person did an act, in one row; `$at` is the first of its three values. */
const counts = (at: number) => `
  select count(distinct object) filter (where at > now() - interval '1 minute')::int as minute,
         count(distinct object)::int as day,
         count(*) filter (where at > now() - interval '1 minute')::int as all,
         count(*)::int as "allDay"
    from deed
   where city_id = $${at} and act = $${at + 1} and subject = $${at + 2} and at > now() - interval '1 day'`;

/**
 * Goes on while a person keeps the pace. What two calls of one moment ask may both go through; the next does not.
 *
 * @throws AskedTooOften
 */
export async function keepPace(tx: InCity, subject: string, pace: Pace): Promise<void> {
  const [asked] = await tx.query<Counts>(counts(1), [tx.city.code, pace.act, subject]);
  mustKeep(pace, asked!);
}

/**
 * The rows of one question, to somebody who keeps the pace: both in one round trip. Where the machine is busy, each
 * costs more than all that Postgres does for it.
 *
 * @param question  selects rows in their order; they come as JSON writes them, so a day is 'YYYY-MM-DD'
 * @throws AskedTooOften
 */
export async function askInPace<Row>(
  tx: InCity,
  subject: string,
  pace: Pace,
  question: { text: string; values: readonly unknown[] },
): Promise<Row[]> {
  const { text, values } = question;
  const [asked] = await tx.query<Counts & { rows: Row[] }>(
    `select counted.*, (select coalesce(jsonb_agg(to_jsonb(asked)), '[]') from (${text}) asked) as rows
       from (${counts(values.length + 1)}) counted`,
    [...values, tx.city.code, pace.act, subject],
  );
  mustKeep(pace, asked!);
  return asked!.rows;
}

function mustKeep(pace: Pace, { minute, day, all, allDay }: Counts): void {
  const over =
    minute >= pace.perMinute ||
    day >= pace.perDay ||
    all >= pace.perMinute * AGAIN ||
    allDay >= pace.perDay * AGAIN;
  if (over) throw new AskedTooOften(pace);
}
