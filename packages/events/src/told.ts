import type { Cursor } from './cursor';
import type { BodyOf, EventType } from './event';

/** One event as it stands in the outbox. */
export interface Told {
  eventId: string;
  /** Kemendagri code of the city it happened in. */
  city: string;
  name: string;
  version: number;
  /** Unchecked: `bodyOf` reads it. */
  body: unknown;
  /** When it was written, ISO 8601 with the zone; for people, never for order. */
  at: string;
  cursor: Cursor;
}

/** What to look for in an outbox; without `after`, from the beginning. */
export interface Question {
  after?: Cursor | undefined;
  city?: string | undefined;
  names?: readonly string[] | undefined;
  limit: number;
}

/** One look at an outbox. */
export interface Look {
  told: Told[];
  /** How far it looked: behind the last event told here, or behind all that is settled by now. */
  next: Cursor;
  /** `after` cannot be continued (another epoch, or removed since): nothing is told; begin anew. */
  gap: boolean;
}

/**
 * Where events are read from. Today the outbox itself, through Postgres.
 *
 * Past one machine, NATS JetStream can carry them behind these four words: a stream per service
 * filled from the outbox (message id = event id), `look` a pull from it, `next` still the outbox's
 * cursor. The outbox stays the truth: what a carrier lost is read from there again.
 */
export interface Carrier {
  look(question: Question): Promise<Look>;
  /** The place behind all that is settled now. */
  head(): Promise<Cursor>;
  /** Calls `wake` when there may be something new; may call in vain. @returns how to stop it */
  onWake(wake: () => void): () => void;
  readonly closed: boolean;
}

/** The body of an event of this type, checked. @throws ZodError when it has another shape. */
export function bodyOf<Type extends EventType>(type: Type, told: Told): BodyOf<Type> {
  return type.body.parse(told.body) as BodyOf<Type>;
}

/** Where the packages's loops say what happened to them. Never a body: ids, names and reasons only. */
export type Log = (line: string, facts?: Readonly<Record<string, unknown>>) => void;
