import type { LocalDate } from '@lindungi/jamsostek';
import type { InCity } from '@lindungi/tenancy';
import { closeAlarmsAbout, raise } from '../alarm/alarm.service';
import { callsOn, type TransferCall } from './transfer.rules';

/** Who closes what closes by itself. */
const HOUSE = 'lindungi';

interface AskedBill {
  number: string;
  dueOn: LocalDate;
  graceUntil: LocalDate;
  owed: boolean;
  waiting: boolean;
  called: TransferCall[];
}

/**
 * Calls a person about each bill whose transfer is late, once when its month is due at BPJS and once when the grace of a month
 * that waits comes near, however often this is asked.
 *
 * @param today  in the city's zone
 */
export async function callAboutTransfers(tx: InCity, today: LocalDate): Promise<void> {
  const bills = await tx.query<AskedBill>(
    `select bill.number, due_on as "dueOn", grace_until as "graceUntil", true as owed,
            bool_or(not is_here and held > 0) as waiting,
            array(select distinct code from alarm where alarm.city_id = $1 and reference = bill.number
                     and code like 'AGENCY_TRANSFER_%') as called
       from deducted_payment it join agency_bill bill on bill.city_id = $1 and bill.id = it.bill_id
      where it.city_id = $1 and arrived_at is null and taken_back = 0
      group by bill.number, due_on, grace_until order by bill.number`,
    [tx.city.code],
  );
  for (const bill of bills)
    for (const call of callsOn(today, bill)) if (!bill.called.includes(call)) raise(tx, call, bill.number);
}

/** Closes what called a person about a bill, as far as it is over. Ask when something of it has come or was let go. */
export async function closeCalls(tx: InCity, billId: string): Promise<void> {
  const [bill] = await tx.query<{
    number: string;
    agency: string;
    owed: boolean;
    waiting: boolean;
    all: boolean;
  }>(
    `select number, agency,
            exists (select from deducted_payment it where it.city_id = $1 and it.bill_id = bill.id
                       and arrived_at is null and taken_back = 0) as owed,
            exists (select from deducted_payment it where it.city_id = $1 and it.bill_id = bill.id
                       and not is_here and held > 0 and taken_back = 0) as waiting,
            exists (select from deducted_payment it join agency_bill other on other.city_id = $1 and other.id = it.bill_id
                     where it.city_id = $1 and other.agency = bill.agency and arrived_at is null and taken_back = 0) as all
       from agency_bill bill where city_id = $1 and id = $2`,
    [tx.city.code, billId],
  );
  if (!bill) return;
  const { number, agency, owed, waiting, all } = bill;
  if (!waiting)
    close(tx, 'AGENCY_TRANSFER_GRACE_NEAR', number, 'Tidak ada bulan yang menunggu transfer OPD lagi.');
  if (!owed) close(tx, 'AGENCY_TRANSFER_AWAITED', number, 'Transfer OPD terlihat di rekening kota.');
  // alarms of before 2026-11 name the agency
  if (!all) close(tx, 'AGENCY_TRANSFER_AWAITED', agency, 'Transfer OPD terlihat di rekening kota.');
}

function close(tx: InCity, code: TransferCall, reference: string, reason: string): void {
  closeAlarmsAbout(tx, { code, reference }, reason, HOUSE);
}
