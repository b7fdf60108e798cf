import type { z } from 'zod';

/** What one kind of event is called, and the shape of its body. */
export interface EventType<Name extends string = string, Body extends z.ZodType = z.ZodType> {
  readonly name: Name;
  readonly version: number;
  readonly body: Body;
}

/** The body of an event as a listener gets it. */
export type BodyOf<Type extends EventType> = z.output<Type['body']>;

/**
 * Declares an event two services agree on.
 *
 * @param name     '<the service that tells it>.<what happened>'; a service tells only its own
 * @param version  a change of shape is a new version, told beside the old until nobody hears that
 * @param body     strict, and ids only: an event never carries a name, a NIK, a NIP or a KPJ
 */
export function event<const Name extends string, Body extends z.ZodType>(
  name: Name,
  version: number,
  body: Body,
): EventType<Name, Body> {
  return { name, version, body };
}

/** The service that tells events of this name: 'donors' for 'donors.pledge-offered'. */
export function tellerOf(name: string): string {
  return name.slice(0, name.indexOf('.'));
}
