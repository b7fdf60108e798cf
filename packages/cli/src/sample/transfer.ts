import { randomUUID } from 'node:crypto';
import { ask, mutate, type Visitor } from './visitor';

/** The city's own account at the sample bank. */
const ACCOUNT = '1034001234';

/** An agency's bill, as its number is written on a transfer. */
export const BILL_NUMBER = /^TAG-(\d{4})-[a-z0-9-]+-\d{6}$/;

/**
 * What an agency still has to transfer by a bill, rupiah.
 *
 * @throws Error when nothing of it is awaited
 */
export async function owedByAgency(treasurer: Visitor, billNumber: string): Promise<number> {
  const query = '{ awaitedTransfers(first: 100) { edges { node { billNumber owed } } } }';
  type Found = { awaitedTransfers: { edges: { node: { billNumber: string; owed: number } }[] } };
  const { awaitedTransfers } = await ask<Found>(treasurer, query);
  const found = awaitedTransfers.edges.find(({ node }) => node.billNumber === billNumber);
  if (!found) throw new Error(`${billNumber}: no transfer is awaited`);
  return found.node.owed;
}

/**
 * An agency's transfer of what it deducted reaches the city's account, by the bill's number: the bank's statement says so, and
 * the city's treasurer imports and accepts it.
 *
 * @param on  the day of the transfer, 'YYYY-MM-DD'
 */
export async function transferByAgency(
  treasurer: Visitor,
  { billNumber, amount, on }: { billNumber: string; amount: number; on: string },
): Promise<void> {
  const id = randomUUID();
  const day = on.split('-').reverse().join('/');
  const content = `tanggal;keterangan;debit;kredit;referensi\n${day};SETORAN ${billNumber};;${amount};FT-${id.slice(0, 8)}`;
  const file = { account: ACCOUNT, format: 'CSV', content, idempotencyKey: `statement-${id}` };
  type Kept = { statement: { id: string } | null };
  const { statement } = await mutate<Kept>(treasurer, 'importStatement', file, 'statement { id }');
  if (!statement) throw new Error(`The statement with ${billNumber} was refused.`);
  const accept = { statementId: statement.id, idempotencyKey: `accept-${id}` };
  await mutate(treasurer, 'acceptStatementLines', accept, 'accepted');
}
