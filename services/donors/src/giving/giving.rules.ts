/** Fewer people than this could be recognised: as givers, and as those who do not give. */
export const SMALLEST_SHOWN = 5;

/** How many of an agency's civil servants give. */
export interface Group {
  giving: number;
  donors: number;
}

/**
 * How many give in each agency, as it may be told to a head or a mayor: in steps of five, so that one person more or less
 * is not seen; null where fewer than five give, or fewer than five do not, so that nobody is known to belong to either.
 *
 * The city's sum is public, in steps as well, so what is closed must hide together, too: while all closed agencies have fewer than five in
 * either group, or one stands alone, the smallest that is open is closed with them.
 */
export function shownGiving(groups: readonly Group[]): (number | null)[] {
  const closed = groups.map((group) => isSmall(group));
  while (closed.includes(true) && !hidden(groups.filter((_, at) => closed[at])) && closed.includes(false)) {
    const open = groups.flatMap(({ giving }, at) => (closed[at] ? [] : [{ giving, at }]));
    closed[open.reduce((least, it) => (it.giving < least.giving ? it : least)).at] = true;
  }
  return groups.map(({ giving }, at) => (closed[at] ? null : inSteps(giving)));
}

/** In steps of five, so that one person more or less is not seen: 0, 5, 10, ... */
export const inSteps = (giving: number): number => giving - (giving % SMALLEST_SHOWN);

const isSmall = ({ giving, donors }: Group): boolean =>
  giving < SMALLEST_SHOWN || donors - giving < SMALLEST_SHOWN;

/** An agency without anybody on the roster hides nobody. */
function hidden(closed: readonly Group[]): boolean {
  const peopled = closed.filter(({ donors }) => donors > 0);
  if (peopled.length === 0) return true;
  const sum = (of: (group: Group) => number) => peopled.reduce((total, group) => total + of(group), 0);
  return peopled.length > 1 && !isSmall({ giving: sum((it) => it.giving), donors: sum((it) => it.donors) });
}
