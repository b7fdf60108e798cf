import { randomUUID } from 'node:crypto';
import type { InCity } from '@lindungi/tenancy';
import type { z } from 'zod';
import type { EventType } from './event';

/**
 * Tells an event if, and only if, the use case commits: it travels with the other writes.
 *
 * @throws ZodError when the body is not what was agreed; that is a defect of the teller
 */
export function tell<Body extends z.ZodType>(
  tx: InCity,
  type: EventType<string, Body>,
  body: z.input<Body>,
): void {
  tellAll(tx, type, [body]);
}

/** As `tell`, of several events of one kind, in their order, by one statement. */
export function tellAll<Body extends z.ZodType>(
  tx: InCity,
  type: EventType<string, Body>,
  bodies: readonly z.input<Body>[],
): void {
  if (bodies.length === 0) return;
  tx.write(
    `insert into outbox (city_id, event_id, name, version, body)
     select $1, it.id, $2, $3, it.body from unnest($4::uuid[], $5::jsonb[]) it (id, body)`,
    [
      tx.city.code,
      type.name,
      type.version,
      bodies.map(() => randomUUID()),
      bodies.map((body) => JSON.stringify(type.body.parse(body))),
    ],
  );
}
