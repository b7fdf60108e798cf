import { randomUUID } from 'node:crypto';
import { type Rupiah, rupiah } from '@lindungi/jamsostek';
import { type Doer, uuidOf } from '@lindungi/subgraph';
import { type InCity, recordDeed } from '@lindungi/tenancy';
import { raise } from '../alarm/alarm.service';
import { BANK } from '../disbursement/disbursement.rules';
import { lockPayable } from '../invoice/invoice.service';
import { receive } from '../invoice/received.service';
import { agencyAccount, forInvoice, moved, type Posting } from '../ledger/ledger.rules';
import { post } from '../ledger/ledger.service';
import { settle } from '../payment/payment.rules';
import { seeArrivals } from '../transfer/transfer.service';
import { StatementUnknown } from './statement.errors';

interface Line {
  id: string;
  bookedOn: string;
  direction: 'IN' | 'OUT';
  amount: Rupiah;
  invoiceId: string | null;
  remittanceId: string | null;
  billId: string | null;
  disbursedBy: string | null;
}

/** What was decided of a statement's lines by this call; the others were decided before. */
export interface Accepted {
  accepted: number;
  suspense: number;
  noted: number;
}

/**
 * Books a statement: what is proposed, for its invoice; what came from nobody knows whom, in suspense with an alarm.
 * What left the account is only noted. What a payment provider hands over waits for its fee (`bookDisbursement`), unless the line is
 * named: then it is nobody knows what. A line that was decided stays so, however often this is asked.
 *
 * @param only  of these lines; null for all
 * @throws StatementUnknown
 */
export async function acceptLines(
  tx: InCity,
  { statementId, lineIds }: { statementId: string; lineIds: readonly string[] | null },
  by: Doer,
): Promise<Accepted> {
  const known = await tx.query('select from statement where city_id = $1 and id = $2', [
    tx.city.code,
    uuidOf(statementId),
  ]);
  if (known.length === 0) throw new StatementUnknown();
  const lines = await tx.query<Line>(
    `select id, booked_on as "bookedOn", direction, amount, invoice_id as "invoiceId", remittance_id as "remittanceId",
            bill_id as "billId", disbursed_by as "disbursedBy"
       from statement_line where city_id = $1 and statement_id = $2 and decided_at is null
        and ($3::text[] is null and disbursed_by is null or id::text = any($3)) order by invoice_id, bill_id, line for update`,
    [tx.city.code, statementId, lineIds],
  );
  const done: Accepted = { accepted: 0, suspense: 0, noted: 0 };
  for (const line of lines) {
    const state = await decide(tx, line);
    done[state === 'ACCEPTED' ? 'accepted' : state === 'SUSPENSE' ? 'suspense' : 'noted'] += 1;
    tx.write(
      `update statement_line set state = $3, decided_by = $4, decided_at = now(), invoice_id = $5,
              disbursed_by = null, matched_by = nullif(matched_by, 'DISBURSEMENT')
        where city_id = $1 and id = $2`,
      [tx.city.code, line.id, state, by.subject, line.invoiceId],
    );
  }
  const bills = new Set(
    lines.flatMap(({ billId, direction }) => (billId && direction === 'IN' ? [billId] : [])),
  );
  for (const billId of bills) await seeArrivals(tx, billId);
  if (lines.length > 0)
    recordDeed(tx, {
      ...{ by, act: 'acceptStatementLines', kind: 'Statement', object: statementId },
      after: { ...done },
    });
  return done;
}

async function decide(tx: InCity, line: Line): Promise<'ACCEPTED' | 'SUSPENSE' | 'NOTED'> {
  if (line.direction === 'OUT') return line.remittanceId ? 'ACCEPTED' : 'NOTED';
  if (line.billId) {
    await settleAgency(tx, line.id, line.billId, line.amount);
    return 'ACCEPTED';
  }
  const invoice = line.invoiceId ? await lockPayable(tx, 'id', line.invoiceId) : undefined;
  if (!invoice) {
    keep(tx, line, `statement:${line.id}`, [{ account: 'suspense', amount: line.amount }]);
    raise(tx, 'STATEMENT_UNMATCHED', line.id);
    return 'SUSPENSE';
  }
  line.invoiceId = invoice.id; // its law may have changed since the statement was read
  const { held, excess } = settle(invoice, line.amount);
  keep(tx, line, invoice.number, forInvoice(invoice.id, { held, excess }));
  if (excess > 0) raise(tx, 'PAID_TOO_MUCH', invoice.number);
  await receive(tx, invoice, rupiah(invoice.received + held));
  return 'ACCEPTED';
}

/** What an agency deducted has come: its account is settled as far as this goes, and no payment is made of it anew. */
async function settleAgency(tx: InCity, lineId: string, billId: string, amount: Rupiah): Promise<void> {
  const [bill] = await tx.query<{ agency: string; number: string }>(
    'select agency, number from agency_bill where city_id = $1 and id = $2',
    [tx.city.code, billId],
  );
  const { agency, number: reference } = bill!;
  const seen = {
    why: 'AGENCY_TRANSFER',
    provider: 'BANK',
    providerPaymentId: lineId,
    kind: 'TRANSFER',
  } as const;
  post(tx, { ...seen, reference }, moved(BANK, [{ account: agencyAccount(agency), amount }]));
}

/** The money as a payment of the bank, known by the statement's line, and where it went. */
function keep(tx: InCity, line: Line, reference: string, to: readonly Posting[]): void {
  tx.write(
    `insert into payment (city_id, id, provider, provider_payment_id, order_id, invoice_id, amount, state, paid_at)
     values ($1, $2, 'BANK', $3, $4, $5, $6, 'SETTLED', $7::date::timestamp at time zone $8)`,
    [
      tx.city.code,
      randomUUID(),
      line.id,
      reference,
      line.invoiceId,
      line.amount,
      line.bookedOn,
      tx.city.timeZone,
    ],
  );
  const movement = { why: 'PAYMENT', provider: 'BANK', providerPaymentId: line.id, kind: 'PAYMENT' } as const;
  post(tx, { ...movement, reference }, moved(BANK, to));
}
