import type { LocalDate } from '@lindungi/jamsostek';
import type { ConsentDeclarant } from './consent';
import { ConsentNotRenewed, ConsentStands } from './renewal.errors';
import type { Consent } from './worker.rules';

/**
 * Whether a consent brings somebody back who had withdrawn theirs: the worker's own word, and not an older one.
 * UU 27/2022 Pasal 9 lets a person withdraw; nobody else takes that back.
 *
 * @param withdrawnOn  the day in the city on which it was withdrawn
 */
export function mayRenew(
  { declaredBy, on }: Pick<Consent, 'declaredBy' | 'on'>,
  withdrawnOn: LocalDate,
): boolean {
  return declaredBy === 'WORKER' && on >= withdrawnOn;
}

/** The consent a worker's data rest on now. */
export interface StandingConsent {
  declaredBy: ConsentDeclarant;
  textVersion: string;
  on: LocalDate;
  /** The day in the city on which it was withdrawn. */
  withdrawnOn: LocalDate | null;
}

/**
 * Whether this consent may take the place of the one that stands: after a withdrawal the worker's own and no older
 * one; else one of another wording, not older, and where the worker has spoken for themselves, again by themselves.
 *
 * @throws ConsentNotRenewed, ConsentStands
 */
export function checkRenewal(
  now: StandingConsent,
  given: Pick<Consent, 'declaredBy' | 'on' | 'textVersion'>,
): void {
  if (now.withdrawnOn) {
    if (!mayRenew(given, now.withdrawnOn)) throw new ConsentNotRenewed();
    return;
  }
  if (given.textVersion === now.textVersion) throw new ConsentStands(now.textVersion);
  const ownWordKept = now.declaredBy !== 'WORKER' || given.declaredBy === 'WORKER';
  if (given.on < now.on || !ownWordKept) throw new ConsentNotRenewed();
}
