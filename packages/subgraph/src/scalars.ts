import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** A scalar that reads values and literals by one function; `said` is what a wrong value is told. */
function scalar<T>(
  name: string,
  description: string,
  said: string,
  read: (value: unknown) => T | undefined,
  write: (value: unknown) => unknown = read,
): GraphQLScalarType {
  const or = (take: (value: unknown) => unknown) => (value: unknown) => {
    const taken = take(value);
    if (taken === undefined) throw new GraphQLError(said, { extensions: { code: 'BAD_USER_INPUT' } });
    return taken;
  };
  return new GraphQLScalarType({
    name,
    description,
    serialize: or(write),
    parseValue: or(read),
    parseLiteral: (node) => or(read)(literal(node)),
  });
}

function literal(node: ValueNode): unknown {
  if (node.kind === Kind.INT) return Number(node.value);
  return node.kind === Kind.STRING ? node.value : undefined;
}

const text = (value: unknown, pattern: RegExp) =>
  typeof value === 'string' && pattern.test(value) ? value : undefined;

/** Whole rupiah, a JSON number; digits as text are taken too, for clients without large integers. */
export const RupiahScalar = scalar(
  'Rupiah',
  'Whole rupiah, exact up to 9 007 199 254 740 991. A JSON number; as input also digits in a string.',
  'Rupiah is a whole number.',
  (value) => {
    const amount =
      typeof value === 'bigint' || (typeof value === 'string' && /^-?\d{1,16}$/.test(value))
        ? Number(value)
        : value;
    return typeof amount === 'number' && Number.isSafeInteger(amount) ? amount : undefined;
  },
);

/** `2026-03`. */
export const YearMonth = scalar(
  'YearMonth',
  "A calendar month, '2026-03'.",
  "A month is written '2026-03'.",
  (value) => text(value, /^\d{4}-(0[1-9]|1[0-2])$/),
);

/** `2026-03-01`, a day in the city's zone. */
export const LocalDateScalar = scalar(
  'LocalDate',
  "A calendar day in the city's time zone, '2026-03-01'.",
  "A day is written '2026-03-01'.",
  (value) => {
    const day = text(value, /^\d{4}-\d{2}-\d{2}$/);
    const time = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00Z`);
    return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? undefined : day;
  },
);

/** Where a subscription stands; sealed by whoever told it, for one city. */
export const EventCursor = scalar(
  'EventCursor',
  'Where a subscription stands. Opaque: give back the last one received to go on from there.',
  'This is no cursor of a subscription.',
  (value) => text(value, /^[\w.:=-]{1,400}$/),
);

/** An instant; a `Date` or the ISO text Postgres rows carry, always written in UTC. */
export const DateTime = scalar<Date>(
  'DateTime',
  "An instant in UTC, '2026-03-01T02:00:00.000Z'.",
  "An instant is written '2026-03-01T02:00:00Z'.",
  (value) => {
    const iso = text(value, /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/);
    const instant = iso === undefined ? undefined : new Date(iso);
    return instant === undefined || Number.isNaN(instant.getTime()) ? undefined : instant;
  },
  (value) => (value instanceof Date ? value.toISOString() : typeof value === 'string' ? value : undefined),
);
