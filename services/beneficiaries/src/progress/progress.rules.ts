import type { Month, Rupiah } from '@lindungi/jamsostek';

/** What is counted of a kecamatan, and of one of its months. */
export type Figure = 'workers' | 'sponsored' | 'cards' | 'contributed';
export type MonthFigure = 'reserved' | 'paid' | 'protected';

/** One figure moves by so many: people, months, or rupiah. */
export type Move =
  | { kecamatan: string; figure: Figure; by: number }
  | { kecamatan: string; month: Month; figure: MonthFigure; by: number };

/** A month of a worker, as far as it is counted. */
interface Counted {
  workerId: string;
  month: Month;
  state: string;
}

const MONTH_FIGURE: Readonly<Record<string, MonthFigure>> = {
  RESERVED: 'reserved',
  PAID: 'paid',
  PROTECTED: 'protected',
};

/**
 * How the figures move when months of some workers change. A worker is sponsored while at least one
 * month is paid or protected.
 *
 * @param kecamatan  where each worker lives
 * @param before     every month of these workers; those that are neither paid nor protected may be left out
 */
export function movesOfMonths(
  kecamatan: ReadonlyMap<string, string>,
  before: readonly Counted[],
  after: readonly Counted[],
): Move[] {
  const counted = (rows: readonly Counted[], by: number): Move[] =>
    rows.flatMap(({ workerId, month, state }) => {
      const figure = MONTH_FIGURE[state];
      return figure ? [{ kecamatan: kecamatan.get(workerId)!, month, figure, by }] : [];
    });
  const sponsored = (rows: readonly Counted[], by: number): Move[] =>
    [
      ...new Set(
        rows.filter(({ state }) => state === 'PAID' || state === 'PROTECTED').map((it) => it.workerId),
      ),
    ].map((workerId) => ({ kecamatan: kecamatan.get(workerId)!, figure: 'sponsored', by }));
  return [...counted(before, -1), ...counted(after, 1), ...sponsored(before, -1), ...sponsored(after, 1)];
}

/** Moves added up: one for each figure of each place, none that is zero, in a stable order. */
export function sumOfMoves(moves: readonly Move[]): Move[] {
  const place = (it: Move) => `${it.kecamatan} ${'month' in it ? it.month : ''} ${it.figure}`;
  return [...Map.groupBy(moves, place)]
    .map(([, of]) => ({ ...of[0]!, by: of.reduce((sum, { by }) => sum + by, 0) }))
    .filter(({ by }) => by !== 0)
    .sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/** Fewer people than this in one place can be recognised. */
export const SMALLEST_SHOWN = 5;

/**
 * Counts of people by place, as the public may see them: small ones closed. When only one is
 * closed, the smallest open one is closed too, or the city's sum would give the closed one away.
 */
export function closeSmall(counts: readonly number[]): (number | null)[] {
  const closed = counts.map((count) => count < SMALLEST_SHOWN);
  if (closed.filter(Boolean).length === 1 && counts.length > 1) {
    const smallestOpen = Math.min(...counts.filter((_, at) => !closed[at]));
    closed[counts.findIndex((count, at) => !closed[at] && count === smallestOpen)] = true;
  }
  return counts.map((count, at) => (closed[at] ? null : count));
}

/** One row of the read model: a kecamatan as a whole, or (without one) a month of the whole city. */
export interface ProgressRow {
  kecamatan: string | null;
  month: Month | null;
  workers: number;
  sponsored: number;
  cards: number;
  contributed: Rupiah;
  reserved: number;
  paid: number;
  protected: number;
  updatedAt: string | null;
}

export interface Progress {
  workers: number;
  sponsored: number;
  cards: number;
  contributed: Rupiah;
  months: { month: Month; reserved: number; paid: number; protected: number }[];
  kecamatan: { code: string; name: string; workers: number | null; sponsored: number | null }[];
  updatedAt: string | null;
}

/**
 * The city's figures for one reader.
 *
 * @param places      every kecamatan of the city, so that one without workers is there too
 * @param sees        for which kecamatan the reader may know small counts; an officer's right
 */
export function progressOf(
  rows: readonly ProgressRow[],
  places: readonly { code: string; name: string }[],
  sees: (kecamatan: string) => boolean,
): Progress {
  const ofPlace = new Map(rows.flatMap((row) => (row.kecamatan === null ? [] : [[row.kecamatan, row]])));
  const total = (figure: Figure) => [...ofPlace.values()].reduce((sum, row) => sum + row[figure], 0);
  const counts = (figure: 'workers' | 'sponsored') => {
    const all = places.map(({ code }) => ofPlace.get(code)?.[figure] ?? 0);
    const shown = closeSmall(all);
    return places.map(({ code }, at) => (sees(code) ? all[at]! : shown[at]!));
  };
  const [workers, sponsored] = [counts('workers'), counts('sponsored')];
  return {
    workers: total('workers'),
    sponsored: total('sponsored'),
    cards: total('cards'),
    contributed: total('contributed') as Rupiah,
    months: rows.flatMap(({ month, reserved, paid, protected: covered }) =>
      month === null ? [] : [{ month, reserved, paid, protected: covered }],
    ),
    kecamatan: places.map(({ code, name }, at) => ({
      code,
      name,
      workers: workers[at] ?? null,
      sponsored: sponsored[at] ?? null,
    })),
    updatedAt: [...ofPlace.values()].reduce<string | null>(
      (last, { updatedAt }) => (last === null || (updatedAt ?? '') > last ? updatedAt : last),
      null,
    ),
  };
}
