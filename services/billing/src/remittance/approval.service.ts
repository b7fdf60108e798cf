import type { InCity } from '@lindungi/tenancy';
import { assertApproval, transferReference } from './approval.rules';
import { lockRemittance } from './remittance.service';

/**
 * A second person lets the transfer of a list go.
 *
 * @param by         who approves; never who prepared the list
 * @param reference  the bank's number of the transfer
 * @throws RemittanceUnknown, RemittanceAlreadyApproved, ApprovedByItsMaker, TransferReferenceRefused
 */
export async function approveRemittance(
  tx: InCity,
  remittanceId: string,
  reference: string,
  by: string,
): Promise<void> {
  const said = transferReference(reference);
  const { state, preparedBy } = await lockRemittance(tx, remittanceId);
  assertApproval(state, preparedBy, by);
  tx.write(
    `update remittance set state = 'APPROVED', approved_by = $3, approved_at = now(), transfer_reference = $4
      where city_id = $1 and id = $2`,
    [tx.city.code, remittanceId, by, said],
  );
}
