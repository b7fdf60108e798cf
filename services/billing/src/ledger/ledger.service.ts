import { randomUUID } from 'node:crypto';
import type { InCity } from '@lindungi/tenancy';
import { LedgerTransaction } from './ledger.entity';
import type { LedgerReason, MoneySource, Posting } from './ledger.rules';

/** What moved, and under which name it may move only once. */
export interface Movement {
  why: LedgerReason;
  provider: MoneySource | 'BPJS';
  /** The provider's own name of the payment; for BPJS the remittance, for BANK the statement's line. */
  providerPaymentId: string;
  /** What of this payment: with city, provider and payment it is unique. */
  kind: string;
  /** For people: the order, or the remittance. */
  reference: string;
}

/**
 * The one way money moves in the books. It travels with the use case's other writes; the database
 * refuses the commit when it does not balance, or was posted before.
 */
export function post(tx: InCity, movement: Movement, postings: readonly Posting[]): void {
  const id = randomUUID();
  tx.insert(LedgerTransaction, { id, ...movement });
  tx.write(
    `insert into posting (city_id, transaction_id, line, account, amount)
     select $1, $2, it.line, it.account, it.amount
       from unnest($3::text[], $4::bigint[]) with ordinality it (account, amount, line)`,
    [tx.city.code, id, postings.map(({ account }) => account), postings.map(({ amount }) => amount)],
  );
}

/**
 * Where what is left over of a payment stands: more than an invoice owed is `excess`; of a payment without an invoice it
 * is where it was booked, `suspense` when nobody knew the order, `excess` when a payroll deducted it in vain.
 */
export async function restAccountOf(
  tx: InCity,
  {
    provider,
    providerPaymentId,
    invoiceId,
  }: Pick<Movement, 'provider' | 'providerPaymentId'> & { invoiceId: string | null },
): Promise<'excess' | 'suspense'> {
  if (invoiceId) return 'excess';
  const [booked] = await tx.query<{ account: 'excess' | 'suspense' }>(
    `select posting.account
       from ledger_transaction it join posting on posting.city_id = it.city_id and posting.transaction_id = it.id
      where it.city_id = $1 and it.provider = $2 and it.provider_payment_id = $3 and it.kind = 'PAYMENT'
        and posting.account in ('excess', 'suspense')`,
    [tx.city.code, provider, providerPaymentId],
  );
  return booked?.account ?? 'suspense';
}

/** The next number of a payment's movements; each is named once. Ask with the payment locked. */
export async function nextMovement(
  tx: InCity,
  { provider, providerPaymentId }: { provider: string; providerPaymentId: string },
): Promise<number> {
  const [row] = await tx.query<{ next: number }>(
    `select count(*)::int + 1 as next from ledger_transaction
      where city_id = $1 and provider = $2 and provider_payment_id = $3`,
    [tx.city.code, provider, providerPaymentId],
  );
  return row!.next;
}
