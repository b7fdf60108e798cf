import { DeductionProgressed, tell } from '@lindungi/events';
import type { Month } from '@lindungi/jamsostek';
import type { City, CityDatabase, InCity } from '@lindungi/tenancy';
import type { Deduction } from './deduction.rules';

/** Donors read at once: a file is made in so little memory, however long it is. */
const PAGE = 500;

/** A bill as its files are called. */
export interface FileOf {
  agency: string;
  month: Month;
}

/** Whose bill this is; undefined when it is not there. */
export async function fileOf(db: CityDatabase, city: City, billId: string): Promise<FileOf | undefined> {
  const [bill] = await db.read<FileOf>(
    city,
    'select agency, month from agency_bill where city_id = $1 and id = $2',
    [city.code, billId],
  );
  return bill;
}

/**
 * What is to be deducted by a bill, by the mandates' numbers, page by page; who revokes meanwhile is left out. Each
 * page is told, for whoever watches the file being made.
 */
export async function* deductionsOf(
  db: CityDatabase,
  city: City,
  billId: string,
): AsyncGenerator<Deduction[], void, undefined> {
  const [{ total } = { total: 0 }] = await db.read<{ total: number }>(
    city,
    `select count(distinct mandate_id)::int as total from agency_bill_line
      where city_id = $1 and bill_id = $2 and state = 'BILLED'`,
    [city.code, billId],
  );
  let done = 0;
  for (let after = ''; ; ) {
    const page = await db.read<Deduction>(city, DEDUCTIONS, [city.code, billId, after, PAGE]);
    if (page.length > 0) yield page;
    done += page.length;
    const end = page.length < PAGE;
    await db.inCity(city, async (tx) =>
      tellProgress(tx, { billId, stage: 'FILE', done: end ? Math.max(done, total) : done, total }),
    );
    if (end) return;
    after = page.at(-1)!.mandateNumber;
  }
}

const DEDUCTIONS = `
  select number as "mandateNumber", signed_as as "signedAs", nip_end as "nipEnd", bank,
         count(distinct line.worker_id)::int as workers, sum(line.amount)::bigint as amount,
         array_agg(distinct line.month order by line.month) as months
    from agency_bill_line line
    join mandate on mandate.city_id = line.city_id and mandate.id = line.mandate_id
   where line.city_id = $1 and line.bill_id = $2 and line.state = 'BILLED' and number > $3
   group by number, signed_as, nip_end, bank order by number limit $4`;

/** Says how far a file of a bill is made, or an answer to it booked. */
export function tellProgress(
  tx: InCity,
  progress: { billId: string; stage: 'FILE' | 'RESULT'; done: number; total: number },
): void {
  tell(tx, DeductionProgressed, progress);
}
