import { createHash } from 'node:crypto';
import { DomainError } from '@lindungi/jamsostek';
import type { InCity } from './in-city';
import { isolateByCity } from './isolate-by-city';

/** The same key came with another input: the client has lost track of what it asked for. */
export class IdempotencyKeyReused extends DomainError {
  readonly code = 'IDEMPOTENCY_KEY_REUSED';

  constructor() {
    super({
      id: 'Kunci idempoten ini sudah dipakai untuk permintaan lain.',
      en: 'This idempotency key was already used for another request.',
    });
  }
}

/** A key nobody could keep: empty, or longer than 200 characters. */
export class IdempotencyKeyMalformed extends DomainError {
  readonly code = 'IDEMPOTENCY_KEY_MALFORMED';

  constructor() {
    super({
      id: 'Kunci idempoten terdiri dari 1 sampai 200 karakter.',
      en: 'An idempotency key has 1 to 200 characters.',
    });
  }
}

/** A mutation as one person asked for it. */
export interface Asked {
  /** Who asks; two people may use one key. */
  subject: string;
  mutation: string;
  key: string;
  input: unknown;
}

/** Migration SQL of the table behind `once`; the service's role is called as its schema. */
export function onceTable(): string {
  return `
    create table idempotency (
      city_id     text not null,
      subject     text not null,
      mutation    text not null,
      key         text not null check (length(key) between 1 and 200),
      fingerprint bytea not null,
      answer      jsonb,
      at          timestamptz not null default now(),
      primary key (city_id, subject, mutation, key)
    );
    ${isolateByCity('idempotency')}
    do $grant$ begin
      execute format('grant select, insert, update (answer) on idempotency to %I', current_schema());
    end $grant$;
  `;
}

/**
 * Does `work` the first time, and answers the same every other time.
 *
 * The key is taken in the same transaction as the work: who comes second waits for the first to
 * end, and then replays its answer, or does the work if the first one failed. A refusal is not
 * kept, so that what was refused today may be asked again tomorrow.
 *
 * @returns what `work` returned; a replay is it as JSON, so let it be ids and plain values
 * @throws IdempotencyKeyReused     the key is known, with another input
 * @throws IdempotencyKeyMalformed  no key, or a very long one
 */
export async function once<T>(tx: InCity, asked: Asked, work: () => Promise<T>): Promise<T> {
  const { subject, mutation, key, input } = asked;
  if (key.length < 1 || key.length > 200) throw new IdempotencyKeyMalformed();
  const name = [tx.city.code, subject, mutation, key];
  const fingerprint = fingerprintOf(input);
  const taken = await tx.query(
    `insert into idempotency (city_id, subject, mutation, key, fingerprint)
     values ($1, $2, $3, $4, $5) on conflict (city_id, subject, mutation, key) do nothing returning 1`,
    [...name, fingerprint],
  );
  if (taken.length === 0) return replay<T>(tx, name, fingerprint);

  const answer = await work();
  tx.write(
    `update idempotency set answer = $5
     where city_id = $1 and subject = $2 and mutation = $3 and key = $4`,
    [...name, JSON.stringify(answer ?? null)],
  );
  return answer;
}

async function replay<T>(tx: InCity, name: readonly string[], fingerprint: Buffer): Promise<T> {
  const [known] = await tx.query<{ same: boolean; answer: T }>(
    `select fingerprint = $5 as same, answer from idempotency
     where city_id = $1 and subject = $2 and mutation = $3 and key = $4`,
    [...name, fingerprint],
  );
  if (!known) throw new Error('The idempotency key was taken, and is gone.');
  if (!known.same) throw new IdempotencyKeyReused();
  return known.answer;
}

/** Nine digits and more, whatever stands between them but letters: a NIK, a KPJ, a telephone number. */
const LONG_NUMBER = /\d(?:[^\p{L}\d]*\d){8,}/gu;
/** An id of ours; its digits are nobody's number. */
export const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * What an input is recognised by, whatever the order of its keys.
 *
 * Long numbers in texts are left out: of a NIK, a KPJ or a telephone number so few are likely that its hash is as
 * good as the number. Whoever must tell two of them apart puts a keyed mark in their place. Ids and amounts stay.
 */
export function fingerprintOf(input: unknown): Buffer {
  return createHash('sha256')
    .update(JSON.stringify(input, recognised) ?? 'null')
    .digest();
}

function recognised(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return UUID.test(value) ? value : value.replace(LONG_NUMBER, '…');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
