import type { InCity } from './in-city';
import { isolateByCity } from './isolate-by-city';
import { UUID } from './once';
import type { Role } from './pass';

/** Something a person did to a person's data or money, for those who must be able to look back. */
export interface Deed {
  /** Who did it, and as what; null is the house itself, at the end of a clock or of an event. */
  by: { subject: string | null; roles: readonly Role[] } | null;
  /** The mutation's name: `markCardHandedOver`. */
  act: string;
  /** The GraphQL type of the object, and its id. */
  kind: string;
  object: string;
  /** In the person's own words, where the act asks for them; 1 to 500 characters. */
  reason?: string | null;
  /** What the act changed, before and after it; never a number of a person, and no more than it needs. */
  before?: Record<string, unknown> | null;
  after?: Record<string, unknown> | null;
}

/** Fifteen digits and more, whatever but letters stands between them: a NIK, a NIP. Amounts of money are shorter. */
const PERSON_NUMBER = /\d(?:[^\p{L}\d]*\d){14,}/gu;

/**
 * Migration SQL of the table behind `recordDeed`; the service's role is called as its schema.
 *
 * Rows are added and read, and by nobody changed: neither grant nor trigger lets the owner either. What looks
 * like a NIK or a NIP is refused whole.
 */
export function deedTable(): string {
  return `
    create table deed (
      city_id text not null,
      number  bigint generated always as identity,
      at      timestamptz not null default now(),
      subject text,
      roles   text[] not null,
      act     text not null check (length(act) between 1 and 80),
      kind    text not null check (length(kind) between 1 and 80),
      object  text not null check (length(object) between 1 and 200),
      reason  text check (length(reason) between 1 and 500),
      before  jsonb,
      after   jsonb,
      primary key (city_id, number),
      constraint no_number_of_a_person
        check (concat_ws(' ', reason, before::text, after::text) !~ '[0-9]{15}')
    );
    create index deed_object on deed (city_id, kind, object, number);
    ${isolateByCity('deed')}
    create function deed_stands() returns trigger language plpgsql as $body$
      begin raise exception 'A deed is neither changed nor removed.' using errcode = 'restrict_violation'; end
    $body$;
    create trigger deed_stands before update or delete or truncate on deed execute function deed_stands();
    do $grant$ begin execute format('grant select, insert on deed to %I', current_schema()); end $grant$;
  `;
}

/** Remembers a deed with the work it belongs to: both are kept, or neither. */
export function recordDeed(tx: InCity, deed: Deed): void {
  const { by, act, kind, object, reason, before, after } = deed;
  tx.write(
    `insert into deed (city_id, subject, roles, act, kind, object, reason, before, after)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      tx.city.code,
      by?.subject ?? null,
      [...(by?.roles ?? [])],
      act,
      kind,
      object,
      reason?.replace(PERSON_NUMBER, '…') ?? null,
      plain(before),
      plain(after),
    ],
  );
}

function plain(change: Record<string, unknown> | null | undefined): string | null {
  if (!change) return null;
  return JSON.stringify(change, (_key, value: unknown) => {
    if (typeof value === 'bigint') return value.toString();
    return typeof value === 'string' && !UUID.test(value) ? value.replace(PERSON_NUMBER, '…') : value;
  });
}
