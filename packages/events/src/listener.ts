import type { InCity } from '@lindungi/tenancy';
import { type BodyOf, type EventType, tellerOf } from './event';
import { bodyOf, type Told } from './told';

/** What a service does when it hears one kind of event. */
export interface Listener {
  readonly name: string;
  readonly version: number;
  hear(tx: InCity, told: Told): Promise<void>;
}

/**
 * Declares what to do on hearing an event.
 *
 * It runs in one transaction of the event's city, together with the row that says it was heard; so
 * it happens once. It need not be the first to know: another source's later event may have come
 * before. What it throws undoes everything, and it is called again.
 */
export function listener<Type extends EventType>(
  type: Type,
  fn: (tx: InCity, body: BodyOf<Type>, told: Told) => Promise<void>,
): Listener {
  return {
    name: type.name,
    version: type.version,
    hear: async (tx, told) => fn(tx, bodyOf(type, told), told),
  };
}

/** The listeners of one source, asked by name. */
export class Listeners {
  constructor(private readonly all: readonly Listener[]) {}

  /** Whom there is anything to hear from. */
  get sources(): string[] {
    return [...new Set(this.all.map(({ name }) => tellerOf(name)))];
  }

  namesOf(source: string): string[] {
    return [...new Set(this.all.map(({ name }) => name))].filter((name) => tellerOf(name) === source);
  }

  /** Lets everyone hear it who listens to this name and version, one after another. */
  async hear(tx: InCity, told: Told): Promise<void> {
    for (const one of this.all) {
      if (one.name === told.name && one.version === told.version) await one.hear(tx, told);
    }
  }
}
