import type { City } from '@lindungi/tenancy';

/** A ceremony's guests may all check their cards in one minute. */
const BURST = 200;
const PER_SECOND = 20;

/**
 * How many cards may be checked in a city: two hundred at once, twenty a second from then on, by one process. A code
 * cannot be guessed; this keeps whoever tries from the database.
 */
export class CheckPace {
  private readonly left = new Map<string, { checks: number; at: number }>();

  /** @param now  milliseconds, of a clock that is never set back */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** Whether one more check may be made in this city; counts it. */
  take({ code }: Pick<City, 'code'>): boolean {
    const now = this.now();
    const { checks, at } = this.left.get(code) ?? { checks: BURST, at: now };
    const there = Math.min(BURST, checks + ((now - at) / 1000) * PER_SECOND);
    const may = there >= 1;
    this.left.set(code, { checks: may ? there - 1 : there, at: now });
    return may;
  }
}
