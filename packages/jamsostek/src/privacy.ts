import type { Law } from './law';
import type { LocalDate } from './local-date';

export const dataRequestKinds = ['ACCESS', 'CORRECTION', 'WITHDRAWAL', 'ERASURE'] as const;

/** What a person may ask of their own data: a copy, a correction, an end of its use, an end of it. */
export type DataRequestKind = (typeof dataRequestKinds)[number];

export const keptThings = ['IDENTITY_AFTER_LAST_MONTH', 'IDENTITY_NEVER_PROTECTED'] as const;

/** What is kept only for a while: who was protected once, and who was registered and never was. */
export type KeptThing = (typeof keptThings)[number];

/** Hours in which a request is answered, from a day on. */
export interface PrivacyClock {
  request: DataRequestKind;
  from: LocalDate;
  hours: number;
  source: string;
}

/** Months for which something is kept, from a day on. */
export interface Retention {
  what: KeptThing;
  from: LocalDate;
  months: number;
  source: string;
}

/** How fast a request must be answered, by the law of the day it came. @throws RangeError before there was a law */
export function clockOfRequest(
  { privacy }: Pick<Law, 'privacy'>,
  kind: DataRequestKind,
  on: LocalDate,
): PrivacyClock {
  return latest(
    privacy.clocks.filter(({ request }) => request === kind),
    on,
  );
}

/** For how long something is kept, as it is seen on a day. @throws RangeError before there was a law */
export function retentionOf({ privacy }: Pick<Law, 'privacy'>, thing: KeptThing, on: LocalDate): Retention {
  return latest(
    privacy.retention.filter(({ what }) => what === thing),
    on,
  );
}

function latest<Dated extends { from: LocalDate }>(lines: readonly Dated[], on: LocalDate): Dated {
  const found = lines
    .filter(({ from }) => from <= on)
    .sort((a, b) => (a.from < b.from ? -1 : 1))
    .at(-1);
  if (!found) throw new RangeError(`Privacy: nothing in force on ${on}`);
  return found;
}
