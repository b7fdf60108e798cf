import { ProgressChanged, tell } from '@lindungi/events';
import type { InCity } from '@lindungi/tenancy';
import { type Move, sumOfMoves } from './progress.rules';

/**
 * Moves the city's figures, and tells that they moved, in the use case's own transaction. Call it
 * last, and once: rows are locked in one order for everyone.
 */
export function move(tx: InCity, moves: readonly Move[]): void {
  const summed = sumOfMoves(moves);
  if (summed.length === 0) return;
  const places = [...new Set(summed.map(({ kecamatan }) => kecamatan))];
  moveTotals(tx, places, summed);
  moveMonths(tx, summed);
  tell(tx, ProgressChanged, { kecamatan: places.length === 1 ? places[0]! : null });
}

/** First the rows are there and locked, then they move: a check would refuse a lone negative row. */
function moveTotals(tx: InCity, places: readonly string[], moves: readonly Move[]): void {
  tx.write(
    `insert into progress (city_id, kecamatan) select $1, k from unnest($2::text[]) as k order by k
     on conflict (city_id, kecamatan) do update set updated_at = now()`,
    [tx.city.code, places],
  );
  const totals = moves.filter((it) => !('month' in it));
  if (totals.length === 0) return;
  tx.write(
    `update progress p
        set workers = p.workers + m.workers, sponsored = p.sponsored + m.sponsored,
            cards = p.cards + m.cards, contributed = p.contributed + m.contributed
       from (select kecamatan, ${['workers', 'sponsored', 'cards', 'contributed'].map(sumAs).join(', ')}
               from unnest($2::text[], $3::text[], $4::bigint[]) as u (kecamatan, figure, by)
              group by kecamatan) m
      where p.city_id = $1 and p.kecamatan = m.kecamatan`,
    [
      tx.city.code,
      totals.map((it) => it.kecamatan),
      totals.map((it) => it.figure),
      totals.map((it) => it.by),
    ],
  );
}

function moveMonths(tx: InCity, moves: readonly Move[]): void {
  const months = moves.filter((it) => 'month' in it);
  if (months.length === 0) return;
  const places = [months.map((it) => it.kecamatan), months.map((it) => it.month)];
  tx.write(
    `insert into progress_month (city_id, kecamatan, month)
     select distinct $1, k, m from unnest($2::text[], $3::text[]) as u (k, m) order by k, m
     on conflict (city_id, kecamatan, month) do update set reserved = progress_month.reserved`,
    [tx.city.code, ...places],
  );
  tx.write(
    `update progress_month p
        set reserved = p.reserved + m.reserved, paid = p.paid + m.paid, protected = p.protected + m.protected
       from (select kecamatan, month, ${['reserved', 'paid', 'protected'].map(sumAs).join(', ')}
               from unnest($2::text[], $3::text[], $4::text[], $5::int[]) as u (kecamatan, month, figure, by)
              group by kecamatan, month) m
      where p.city_id = $1 and p.kecamatan = m.kecamatan and p.month = m.month`,
    [tx.city.code, ...places, months.map((it) => it.figure), months.map((it) => it.by)],
  );
}

const sumAs = (figure: string) => `coalesce(sum(by) filter (where figure = '${figure}'), 0) as ${figure}`;
