import { randomUUID } from 'node:crypto';
import type { InCity } from '@lindungi/tenancy';
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

/** A movement with its sides, as `moved` makes them. */
export interface Booked {
  movement: Movement;
  postings: readonly Posting[];
}

/**
 * The one way money moves in the books. It travels with the use case's other writes; the database
 * refuses the commit when it does not balance, or was posted before.
 */
export function post(tx: InCity, movement: Movement, postings: readonly Posting[]): void {
  postAll(tx, [{ movement, postings }]);
}

/** As `post`, of several at once: two statements, however many there are. */
export function postAll(tx: InCity, booked: readonly Booked[]): void {
  const named = booked.map(({ movement, postings }) => ({ id: randomUUID(), ...movement, postings }));
  tx.write(
    `insert into ledger_transaction (city_id, id, why, provider, provider_payment_id, kind, reference)
     select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[])`,
    [
      tx.city.code,
      named.map(({ id }) => id),
      named.map(({ why }) => why),
      named.map(({ provider }) => provider),
      named.map(({ providerPaymentId }) => providerPaymentId),
      named.map(({ kind }) => kind),
      named.map(({ reference }) => reference),
    ],
  );
  const lines = named.flatMap(({ id, postings }) => postings.map((it, at) => ({ id, line: at + 1, ...it })));
  tx.write(
    `insert into posting (city_id, transaction_id, line, account, amount)
     select $1, * from unnest($2::uuid[], $3::int[], $4::text[], $5::bigint[])`,
    [
      tx.city.code,
      lines.map(({ id }) => id),
      lines.map(({ line }) => line),
      lines.map(({ account }) => account),
      lines.map(({ amount }) => amount),
    ],
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
