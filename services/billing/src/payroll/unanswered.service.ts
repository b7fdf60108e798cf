import type { LocalDate } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { closeAlarmsAbout, raise } from '../alarm/alarm.service';

/** Who closes what closes by itself. */
const HOUSE = 'lindungi';

/**
 * Calls a person about each bill whose grace is over and of which a payroll has answered not every line, once for a bill: its
 * donors' invoices can be neither deducted anew nor re-priced before that. What was called about and is answered since is closed.
 *
 * @param today  in the city's zone
 */
export async function callAboutUnanswered(tx: InCity, today: LocalDate): Promise<void> {
  const bills = await tx.query<{ number: string; open: boolean; called: boolean }>(
    `select bill.number, line.open, alarm.number is not null as called
       from agency_bill bill
      cross join lateral (select exists (select from agency_bill_line line where line.city_id = $1
                             and line.bill_id = bill.id and line.state = 'BILLED') as open) line
       left join (select distinct reference as number from alarm where city_id = $1 and code = 'BILL_UNANSWERED') alarm
         on alarm.number = bill.number
      where bill.city_id = $1 and bill.grace_until < $2 order by bill.number`,
    [tx.city.code, today],
  );
  for (const { number, open, called } of bills) {
    if (open && !called) raise(tx, 'BILL_UNANSWERED', number);
    if (!open && called) closeAnswered(tx, number);
  }
}

/** A bill's last line was answered: nobody needs to ask its agency any more. */
export async function closeIfAnswered(tx: InCity, billId: string): Promise<void> {
  const [bill] = await tx.query<{ number: string }>(
    `select number from agency_bill bill where city_id = $1 and id = $2 and not exists (
       select from agency_bill_line line where line.city_id = $1 and line.bill_id = bill.id and line.state = 'BILLED')`,
    [tx.city.code, billId],
  );
  if (bill) closeAnswered(tx, bill.number);
}

function closeAnswered(tx: InCity, reference: string): void {
  closeAlarmsAbout(tx, { code: 'BILL_UNANSWERED', reference }, 'Tagihan OPD sudah dijawab.', HOUSE);
}
