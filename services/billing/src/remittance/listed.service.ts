import type { LocalDate, Month, Rupiah } from '@lindungi/jamsostek';
import { uuidOf } from '@lindungi/subgraph';
import type { InCity } from '@lindungi/tenancy';
import { RemittanceUnknown } from './remittance.errors';
import type { RemittanceState } from './remittance.rules';

/** One worker and one month of a remittance. */
export interface Line {
  id: string;
  invoiceId: string;
  pledgeId: string;
  donorId: string;
  workerId: string;
  month: Month;
  amount: Rupiah;
}

interface Locked {
  branch: string;
  state: RemittanceState;
  preparedOn: LocalDate;
  preparedBy: string | null;
}

/** The city's list of this id, locked: it is approved and answered once. @throws RemittanceUnknown */
export async function lockRemittance(tx: InCity, id: string): Promise<Locked> {
  const [remittance] = await tx.query<Locked>(
    `select branch, state, prepared_on as "preparedOn", prepared_by as "preparedBy" from remittance
      where city_id = $1 and id = $2 for update`,
    [tx.city.code, uuidOf(id)],
  );
  if (!remittance) throw new RemittanceUnknown();
  return remittance;
}

/** The lines of a list in the order of its file. */
export function linesOf(tx: InCity, remittanceId: string): Promise<Line[]> {
  return tx.query<Line>(
    `select id, invoice_id as "invoiceId", pledge_id as "pledgeId", donor_id as "donorId",
            worker_id as "workerId", month, amount
       from remittance_line where city_id = $1 and remittance_id = $2 order by month, id`,
    [tx.city.code, remittanceId],
  );
}
