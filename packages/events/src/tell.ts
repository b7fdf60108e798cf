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
  const agreed = JSON.stringify(type.body.parse(body));
  tx.write('insert into outbox (city_id, event_id, name, version, body) values ($1, $2, $3, $4, $5)', [
    tx.city.code,
    randomUUID(),
    type.name,
    type.version,
    agreed,
  ]);
}
