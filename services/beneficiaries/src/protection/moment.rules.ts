/**
 * When another service told something.
 *
 * `told` is its place in the teller's outbox, '<epoch>:<id>'. Within an epoch ids are given out as things are
 * written, so of two events about one invoice the later one has the higher id, whatever order they are
 * heard in and whatever the clocks say. Across epochs only the clock is left.
 */
export interface Moment {
  /** ISO text. */
  at: string;
  told: string;
}

/** Whether `a` was told after `b`; anything is later than nothing. */
export function isLater(a: Moment, b: Moment | undefined): boolean {
  if (!b) return true;
  const [epochOfA, idOfA] = a.told.split(':');
  const [epochOfB, idOfB] = b.told.split(':');
  return epochOfA === epochOfB ? Number(idOfA) > Number(idOfB) : Date.parse(a.at) > Date.parse(b.at);
}

/** A stored moment; undefined where nothing was told. */
export function momentOf(at: string | null, told: string | null): Moment | undefined {
  return at === null || told === null ? undefined : { at, told };
}

/** What is known of money: when it last came, and when it last went back. */
export interface MoneyFacts {
  paidAt: string | null;
  paidTold: string | null;
  reversedAt: string | null;
  reversedTold: string | null;
}

/** Whether the money is here: paid, and not taken back since. */
export function isPaid({ paidAt, paidTold, reversedAt, reversedTold }: MoneyFacts): boolean {
  const paid = momentOf(paidAt, paidTold);
  return paid !== undefined && isLater(paid, momentOf(reversedAt, reversedTold));
}

/** Adds that money came, or went back; only the latest of each is kept. */
export function learnMoney<Known extends MoneyFacts>(
  known: Known,
  { what, at, told }: Moment & { what: 'PAID' | 'REVERSED' },
): Known {
  if (what === 'PAID') {
    const news = isLater({ at, told }, momentOf(known.paidAt, known.paidTold));
    return news ? { ...known, paidAt: at, paidTold: told } : known;
  }
  const news = isLater({ at, told }, momentOf(known.reversedAt, known.reversedTold));
  return news ? { ...known, reversedAt: at, reversedTold: told } : known;
}
