import type { LocalDate } from '@lindungi/jamsostek';
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
