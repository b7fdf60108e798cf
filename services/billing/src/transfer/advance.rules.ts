import type { Rupiah } from '@lindungi/jamsostek';
import { assertSecondPerson, type Proposal } from '../second-person.rules';
import { AdvanceAlreadyDecided, AdvanceIsYourOwn, AdvanceUnknown, NothingAwaited } from './advance.errors';

/** @throws NothingAwaited  when no money of the bill is with its agency */
export function assertAwaited(amount: Rupiah): void {
  if (amount === 0) throw new NothingAwaited();
}

/** @throws AdvanceUnknown, AdvanceAlreadyDecided, AdvanceIsYourOwn */
export function assertMayDecide(advance: Proposal | undefined, decidedBy: string): asserts advance {
  const refusals = { unknown: AdvanceUnknown, decided: AdvanceAlreadyDecided, own: AdvanceIsYourOwn };
  assertSecondPerson(advance, decidedBy, refusals);
}
