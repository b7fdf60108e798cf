import { randomUUID } from 'node:crypto';
import type { Month, Rupiah } from '@lindungi/jamsostek';
import type { Doer } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { BillIssuedOtherwise, NothingToBill } from './bill.errors';
import type { BillTimes } from './bill.rules';

/**
 * Issues the bill of an agency and a month: a line for each open month of each worker whose donor works there and
 * has a mandate. It is issued once; asked again, it is the same bill.
 *
 * A line is a month of an invoice that is there. What came in for the invoice from elsewhere pays its earliest
 * months that no payroll has collected; of a month paid in part the rest is asked for. Lines beyond the donor's cap
 * are kept as OVER_CAP and not deducted.
 *
 * @returns the bill's id
 * @throws NothingToBill, BillIssuedOtherwise
 */
export async function issueBill(tx: InCity, agency: string, times: BillTimes, by: Doer): Promise<string> {
  const { month, through } = times;
  await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [
    `agency bill ${tx.city.code} ${agency} ${month}`,
  ]);
  // Right after an import nobody has counted the rows yet; a plan that expects few of them would take minutes.
  await tx.query(
    `select set_config('enable_nestloop', 'off', true), set_config('jit', 'off', true),
            set_config('work_mem', '64MB', true)`,
  );
  const [known] = await tx.query<{ id: string; through: Month }>(
    'select id, through from agency_bill where city_id = $1 and agency = $2 and month = $3',
    [tx.city.code, agency, month],
  );
  if (known && known.through !== through) throw new BillIssuedOtherwise(known.through);
  if (known) return known.id;

  const id = randomUUID();
  const [issued] = await tx.query<Issued>(ISSUE, [
    tx.city.code,
    agency,
    month,
    through,
    times.since,
    id,
    times.debitOn,
    times.dueOn,
    times.graceUntil,
  ]);
  if (!issued) throw new NothingToBill();
  recordDeed(tx, {
    ...{ by, act: 'issueAgencyBill', kind: 'AgencyBill', object: id },
    after: { agency, month, through, ...issued },
  });
  return id;
}

/** What a new bill asks for. */
interface Issued {
  amount: Rupiah;
  donors: number;
  lines: number;
}

/** Nothing is deducted any more by a mandate that was revoked: what its payrolls have not answered is open again. */
export function withdrawLines(tx: InCity, mandateId: string): void {
  tx.write(
    `update agency_bill_line set state = 'WITHDRAWN'
      where city_id = $1 and mandate_id = $2 and state = 'BILLED'`,
    [tx.city.code, mandateId],
  );
}

/**
 * One statement for all donors. `other` is what an invoice received, less what payrolls have collected of it month
 * by month; `upto` counts the months that no payroll has collected, the earliest first.
 */
const ISSUE = `
  with payer as materialized (
    select mandate.id, mandate.donor_id, mandate.cap from mandate
      join placement on placement.city_id = $1 and placement.donor_id = mandate.donor_id and placement.agency = $2
           and placement.left_at is null -- who left has no pay here
     where mandate.city_id = $1 and mandate.revoked_at is null and mandate.first_month <= $3
       for share of mandate -- who revokes now waits, and then finds these lines
  ), owed as materialized (
    select payer.id as mandate_id, payer.donor_id, payer.cap, invoice.id as invoice_id, invoice.number,
           invoice.pledge_id, invoice.worker_id, invoice.received
      from payer join invoice on invoice.city_id = $1 and invoice.donor_id = payer.donor_id
     where invoice.state in ('ISSUED', 'PARTIAL', 'REVERSED')
  ), done as materialized (
    select line.invoice_id, line.month, line.state, line.collected from agency_bill_line line
      join owed on owed.invoice_id = line.invoice_id
     where line.city_id = $1 and line.state in ('BILLED', 'COLLECTED')
  ), uncollected as (
    select owed.*, line.month, line.amount,
           sum(line.amount) over (partition by owed.invoice_id order by line.month) as upto,
           owed.received - coalesce(had.collected, 0) as other
      from owed join invoice_line line on line.city_id = $1 and line.invoice_id = owed.invoice_id and line.moved_to is null
      left join (select invoice_id, sum(collected) as collected from done group by invoice_id) had
        on had.invoice_id = owed.invoice_id
      left join done on done.invoice_id = owed.invoice_id and done.month = line.month and done.state = 'COLLECTED'
     where done.invoice_id is null
  ), open as (
    select it.*, least(it.amount, it.upto - it.other)::bigint as rest from uncollected it
      left join done on done.invoice_id = it.invoice_id and done.month = it.month
      left join released_month released on released.city_id = $1 and released.pledge_id = it.pledge_id
           and released.month = it.month
     where done.invoice_id is null and released.pledge_id is null
       and it.upto > it.other and it.month between $5 and $4
  ), elsewhere as ( -- who has moved may be on another agency's bill of the month
    select line.donor_id, sum(line.amount) as amount from agency_bill bill
      join agency_bill_line line on line.city_id = $1 and line.bill_id = bill.id
     where bill.city_id = $1 and bill.month = $3 and line.state in ('BILLED', 'COLLECTED') group by line.donor_id
  ), line as materialized (
    select open.*, sum(rest) over (partition by open.donor_id order by month, number)
                     <= cap - coalesce(elsewhere.amount, 0) as within
      from open left join elsewhere on elsewhere.donor_id = open.donor_id
  ), bill as (
    insert into agency_bill (city_id, id, agency, month, through, amount, donors, lines, debit_on, due_on, grace_until)
    select $1, $6, $2, $3, $4, coalesce(sum(rest) filter (where within), 0), count(distinct donor_id), count(*),
           $7, $8, $9
      from line having count(*) > 0
    returning amount, donors, lines
  ), kept as (
    insert into agency_bill_line (city_id, bill_id, invoice_id, month, donor_id, mandate_id, pledge_id, worker_id,
                                  amount, state)
    select $1, $6, invoice_id, month, donor_id, mandate_id, pledge_id, worker_id, rest,
           case when within then 'BILLED' else 'OVER_CAP' end
      from line
  )
  select amount, donors, lines from bill`;
