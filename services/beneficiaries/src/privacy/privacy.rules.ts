import { type LocalDate, type Month, monthOf } from '@lindungi/jamsostek';
import type { MonthState } from '../protection/month-state';
import { DataRequestAnswered, DataRequestNotFound } from './privacy.errors';
import type { OpenRequest } from './request-state';

/**
 * The request as it may be answered.
 *
 * @throws DataRequestNotFound for none, or one that asks for something else
 * @throws DataRequestAnswered
 */
export function answerable(
  request: OpenRequest | undefined,
  ...kinds: readonly OpenRequest['kind'][]
): OpenRequest {
  if (!request || (kinds.length > 0 && !kinds.includes(request.kind))) throw new DataRequestNotFound();
  if (request.state !== 'OPEN') throw new DataRequestAnswered();
  return request;
}

/** A month some pledge holds. */
export interface HeldMonth {
  month: Month;
  state: MonthState;
}

/** What leaving means for somebody's months. */
export interface Leaving {
  /** Nobody has paid them: they are given up at once. */
  unpaid: Month[];
  /** Paid, and BPJS has not answered for them: until then it must know whose they are. */
  onTheWay: Month[];
  /** The last month that stays protected, or will be; null where none is. Until its last day cover goes on. */
  protectedUntil: Month | null;
}

/** What becomes of these months when their worker leaves: what is paid is not taken back, what is not paid ends. */
export function leaving(months: readonly HeldMonth[]): Leaving {
  const of = (...states: MonthState[]) =>
    months
      .filter(({ state }) => states.includes(state))
      .map(({ month }) => month)
      .sort();
  return {
    unpaid: of('RESERVED'),
    onTheWay: of('PAID', 'REJECTED'),
    protectedUntil: of('PAID', 'REJECTED', 'PROTECTED').at(-1) ?? null,
  };
}

/** The first letter of each word, `S••• A•••`: a trail that nobody can erase says that a name changed, and not to what. */
export function maskName(name: string): string {
  return name.replace(/(\p{L})[\p{L}\p{M}'’.-]*/gu, '$1•••');
}

/** `•••12`: enough to see that another number stands there. */
export const maskPhone = (phone: string | null): string | null => phone && `•••${phone.slice(-2)}`;

/** What the trail says of a correction: that it was one, of what, and nobody's identity. */
export function maskChange(change: Readonly<Record<string, string | null>>): Record<string, string | null> {
  return Object.fromEntries(
    Object.entries(change).map(([field, value]) => {
      if (field === 'name' && value) return [field, maskName(value)];
      if (field === 'phone') return [field, maskPhone(value)];
      if (field === 'birthDate' && value) return [field, value.slice(0, 4)];
      return [field, value];
    }),
  );
}

/** A year of birth says which statistics somebody belongs to, and no more. */
export const yearOnly = (birthDate: LocalDate): LocalDate => `${birthDate.slice(0, 4)}-01-01` as LocalDate;

/** The month before which somebody's last month must lie for the identity to go. */
export function keptFrom(today: LocalDate, months: number): Month {
  const [year = 0, month = 0] = monthOf(today).split('-').map(Number);
  const count = year * 12 + (month - 1) - months;
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}` as Month;
}
