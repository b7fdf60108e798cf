import { createHash } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { isWeather, RepricingProgressed, tell } from '@lindungi/events';
import type { Fund, Law, Month, Rupiah, Sector } from '@lindungi/jamsostek';
import type { City, CityDatabase, InCity } from '@lindungi/tenancy';
import { raise } from '../alarm/alarm.service';
import { MonthWithoutPrice } from '../invoice/invoice.errors';
import { priceOf } from '../invoice/invoice.rules';
import { type NewLaw, repriceInvoice } from './repricing.service';

/** Invoices re-priced in one transaction: a crash leaves the others to the next sweep. */
const AT_ONCE = 20;

/** What a law is known by: the hash of all in it that decides a contribution. */
export function versionOf({ contribution: { jkk, jkm }, reliefs }: Law): string {
  const said = [jkk.values, jkm.values, reliefs];
  return createHash('sha256').update(JSON.stringify(said)).digest('hex');
}

/**
 * Has a city's invoices say what the law says now: all of them are compared with it, some in each transaction, and how far
 * that is is told. Compared again with the same law, those that waited are looked at once more.
 *
 * @param stopped  asked between the transactions
 * @returns how many cost something else, and how many of them wait
 */
export async function repriceCity(
  db: CityDatabase,
  city: City,
  now: NewLaw,
  stopped: () => boolean,
): Promise<{ done: number; waiting: number }> {
  const prices = await pricesNow(db, city, now.law);
  const count = { done: 0, waiting: 0 };
  for (let after = '00000000-0000-0000-0000-000000000000'; !stopped(); ) {
    const found = await inAnyWeather(() =>
      db.inCity(city, (tx) => repriceSome(tx, now, prices, after, count)),
    );
    if (found === undefined) break;
    after = found;
  }
  return count;
}

/** So often some invoices are tried again before the next sweep must do it. */
const CHANCES = 5;
const WEATHER_MS = 1_000;

/** Money may come for the same invoices at the same moment: who must give way tries again, and not in an hour. */
async function inAnyWeather<Done>(work: () => Promise<Done>): Promise<Done> {
  for (let chances = CHANCES; ; chances--) {
    try {
      return await work();
    } catch (error) {
      if (chances === 1 || !isWeather(error)) throw error;
      await pause(WEATHER_MS);
    }
  }
}

interface PriceNow {
  sector: Sector;
  fund: Fund;
  month: Month;
  amount: Rupiah;
}

/** What each kind of month that is asked for costs now; a month that no law prices keeps its price. */
async function pricesNow(db: CityDatabase, city: City, law: Law): Promise<PriceNow[]> {
  const kinds = await db.read<Omit<PriceNow, 'amount'>>(
    city,
    `select distinct sector, fund, line.month from invoice
       join invoice_line line on line.city_id = invoice.city_id and line.invoice_id = invoice.id
      where invoice.city_id = $1 and state <> 'CANCELLED' and line.moved_to is null`,
    [city.code],
  );
  return kinds.flatMap((kind) => {
    try {
      return [{ ...kind, amount: priceOf(law, kind.sector, kind.fund, [kind.month]).amount }];
    } catch (error) {
      if (error instanceof MonthWithoutPrice) return [];
      throw error;
    }
  });
}

/** @returns the last invoice that was looked at; undefined when there is no more */
async function repriceSome(
  tx: InCity,
  now: NewLaw,
  prices: readonly PriceNow[],
  after: string,
  count: { done: number; waiting: number },
): Promise<string | undefined> {
  const { version: law } = now;
  const { code } = tx.city;
  const some = await differing(tx, law, prices, after);
  if (some.length > 0)
    await tx.query(
      `insert into repricing (city_id, law) values ($1, $2)
       on conflict (city_id, law) do update set begun_at = now(), ended_at = null
        where repricing.ended_at is not null`,
      [code, law],
    );
  let waiting = 0;
  for (const id of some) if ((await repriceInvoice(tx, now, id)) === 'WAITS') waiting += 1;

  // counted for good only when this commits: nothing after it may fail
  const ended = some.length === 0;
  if (ended) endSuperseded(tx, law);
  if (ended && count.done === 0 && !(await isRunning(tx, law))) {
    await callAPerson(tx);
    return undefined;
  }
  const told = await lookedAt(tx, law, count.waiting + waiting);
  tx.write(
    `update repricing set looked = $3, waiting = $4, ended_at = case when $5 then now() end
      where city_id = $1 and law = $2`,
    [code, law, told.done, told.waiting, ended],
  );
  tell(tx, RepricingProgressed, { law, ...told, ended });
  if (ended) await callAPerson(tx);
  await tx.flush();
  Object.assign(count, told);
  return some.at(-1);
}

/** A law that was changed again before it was carried out is carried out by nobody any more. */
function endSuperseded(tx: InCity, law: string): void {
  tx.write('update repricing set ended_at = now() where city_id = $1 and law <> $2 and ended_at is null', [
    tx.city.code,
    law,
  ]);
}

/**
 * How far a law is carried out, whoever did it: another process may, and one that has died may have done some. What waits is
 * met by each sweep anew, so this sweep has counted it.
 */
async function lookedAt(
  tx: InCity,
  law: string,
  waiting: number,
): Promise<{ done: number; waiting: number }> {
  const [row] = await tx.query<{ invoices: number }>(
    'select count(distinct invoice_id)::int as invoices from repriced_month where city_id = $1 and law = $2',
    [tx.city.code, law],
  );
  return { done: row!.invoices + waiting, waiting };
}

/** Whether it was begun, by a process that may have died, and its end is not written down. */
async function isRunning(tx: InCity, law: string): Promise<boolean> {
  const rows = await tx.query('select from repricing where city_id = $1 and law = $2 and ended_at is null', [
    tx.city.code,
    law,
  ]);
  return rows.length > 0;
}

/** Invoices with a month that costs something else now, and of which nothing is written down by this law. */
async function differing(
  tx: InCity,
  law: string,
  prices: readonly PriceNow[],
  after: string,
): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select distinct invoice.id
       from unnest($2::text[], $3::text[], $4::text[], $5::bigint[]) as price (sector, fund, month, amount)
       join invoice on invoice.city_id = $1 and invoice.sector = price.sector and invoice.fund = price.fund
       join invoice_line line on line.city_id = $1 and line.invoice_id = invoice.id and line.month = price.month
        and line.amount <> price.amount and line.moved_to is null
      where invoice.state <> 'CANCELLED' and invoice.id > $6
        and not exists (select from repriced_month seen where seen.city_id = $1 and seen.invoice_id = invoice.id
                           and seen.month = line.month and seen.law = $7)
      order by invoice.id limit $8`,
    [
      tx.city.code,
      prices.map(({ sector }) => sector),
      prices.map(({ fund }) => fund),
      prices.map(({ month }) => month),
      prices.map(({ amount }) => amount),
      after,
      law,
      AT_ONCE,
    ],
  );
  return rows.map(({ id }) => id);
}

/** Of a row `run` of `repricing`, as SQL: months were left at their old price by it, and nobody was called. */
const UNCALLED = `
  exists (select from repriced_month left_as_is where left_as_is.city_id = run.city_id
             and left_as_is.law = run.law and left_as_is.outcome <> 'MOVED')
  and not exists (select from alarm where alarm.city_id = run.city_id
                     and alarm.code = 'REPRICED_AFTER_PAYMENT' and alarm.reference = run.law)`;

/**
 * One alarm for each law that has ended and each city, however many months were left at their old price. Also for a law
 * that another has taken the place of, or whose last months a process left that died before it called.
 */
async function callAPerson(tx: InCity): Promise<void> {
  const { code } = tx.city;
  const ended = await tx.query<{ law: string }>(
    `select law from repricing run where run.city_id = $1 and ended_at is not null and ${UNCALLED} order by law for update`,
    [code],
  );
  for (const { law } of ended) {
    // Looked at again with the law held: whoever held it before may have called.
    const [still] = await tx.query(
      `select from repricing run where run.city_id = $1 and run.law = $2 and ${UNCALLED}`,
      [code, law],
    );
    if (still) raise(tx, 'REPRICED_AFTER_PAYMENT', law);
  }
}
