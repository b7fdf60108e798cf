import { RemittanceApproved, tell } from '@lindungi/events';
import type { LocalDate, Month, Rupiah } from '@lindungi/jamsostek';
import type { Doer } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { assertApproval, transferReference } from './approval.rules';
import { lockRemittance } from './listed.service';

/**
 * A second person lets the transfer of a list go, and it is told: now BPJS may have the list by name.
 *
 * @param by         who approves; never who prepared the list
 * @param reference  the bank's number of the transfer
 * @throws RemittanceUnknown, RemittanceAlreadyApproved, ApprovedByItsMaker, TransferReferenceRefused
 */
export async function approveRemittance(
  tx: InCity,
  remittanceId: string,
  reference: string,
  by: Doer,
  today: LocalDate,
): Promise<void> {
  const said = transferReference(reference);
  const { branch, state, preparedBy } = await lockRemittance(tx, remittanceId);
  assertApproval(state, preparedBy, by.subject);
  tx.write(
    `update remittance set state = 'APPROVED', approved_by = $3, approved_at = now(), transfer_reference = $4
      where city_id = $1 and id = $2`,
    [tx.city.code, remittanceId, by.subject, said],
  );
  const lines = await listedLines(tx, remittanceId);
  tell(tx, RemittanceApproved, { remittanceId, branch, approvedOn: today, lines });
  recordDeed(tx, {
    ...{ by, act: 'approveRemittance', kind: 'Remittance', object: remittanceId },
    ...{ before: { state }, after: { state: 'APPROVED', lines: lines.length } },
  });
}

interface Listed {
  lineId: string;
  workerId: string;
  month: Month;
  full: Rupiah;
  relief: number;
  amount: Rupiah;
}

/** In the order of the printed list, so that both can be laid side by side. */
function listedLines(tx: InCity, remittanceId: string): Promise<Listed[]> {
  return tx.query<Listed>(
    `select sent.id as "lineId", worker_id as "workerId", sent.month, full_amount as full, relief, sent.amount
       from remittance_line sent join invoice_line line on line.city_id = sent.city_id
        and line.invoice_id = sent.invoice_id and line.month = sent.month
      where sent.city_id = $1 and remittance_id = $2 order by sent.month, sent.id`,
    [tx.city.code, remittanceId],
  );
}
