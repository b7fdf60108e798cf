import { ask, eventually, mutate, type Notification, type Visitor } from '@lindungi/cli';
import type { CityWorld } from '../../support/city-world';
import type { DonorInWorld, InvoiceInWorld, PledgeInWorld } from '../../support/people';
import type { World } from '../../support/world';

/** Who may look into the books, and how. */
export interface Books {
  /** As a superuser who sees every city. */
  ask<Row>(text: string, values: unknown[]): Promise<Row[]>;
  treasurer: Visitor;
  admin: Visitor;
}

export type Said = 'settlement' | 'pending' | 'partial_refund' | 'refund' | 'deny' | 'cancel' | 'expire';

const CODES: Partial<Record<Said, string>> = { pending: '201', deny: '202', expire: '407' };
let keys = 0;

/** One invoice in a real house, and what can happen to it. */
export class Bill {
  /** Payments by their number in the model. */
  private readonly payments = new Map<number, Notification>();
  /** Ids: the bill's own, and of the pledge after it. */
  private readonly invoices: string[];

  private constructor(
    private readonly lindungi: World,
    private readonly city: CityWorld,
    private readonly donor: DonorInWorld,
    private readonly books: Books,
    private readonly pledge: PledgeInWorld,
    readonly invoice: InvoiceInWorld,
  ) {
    this.invoices = [invoice.id];
  }

  static async issued(lindungi: World, city: CityWorld, donor: DonorInWorld, books: Books): Promise<Bill> {
    const worker = await city.worker('Pak Acak');
    const pledge = await donor.offers({ worker, firstMonth: '2026-12', months: 3 });
    return new Bill(lindungi, city, donor, books, pledge, await donor.invoiceFor(pledge));
  }

  /** The provider says something of a payment. */
  async say(payment: number, amount: number, said: Said): Promise<void> {
    const { provider } = this.lindungi;
    const first = this.payments.get(payment) ?? provider.notification(this.invoice.number, amount);
    this.payments.set(payment, first);
    const more = {
      transaction_status: said,
      status_code: CODES[said] ?? '200',
      ...(said === 'partial_refund' && { refund_amount: `${amount / 2}.00` }),
    };
    const status = await provider.say(this.city.city.code, { ...first, ...more });
    if (status !== 200) throw new Error(`Answered ${status}.`);
  }

  /** Everything that was said is worked, or waits for a payment that has not come. */
  async worked(): Promise<void> {
    await eventually(
      async () =>
        (
          await this.books.ask(`select from billing.notice where order_id = $1 and state = 'RECEIVED'`, [
            this.invoice.number,
          ])
        ).length,
      (left) => left === 0,
    );
  }

  /** Rupiah of each payment that are in the books, by its number; and how the invoice stands. */
  async stands(): Promise<{ left: Map<number, number>; posted: Map<number, number> }> {
    const rows = await this.books.ask<{ id: string; left: string; times: number }>(
      `select it.provider_payment_id as id, -sum(amount) as left, count(*) filter (where why = 'PAYMENT')::int as times
         from billing.ledger_transaction it
         join billing.posting on posting.city_id = it.city_id and posting.transaction_id = it.id
        where account = 'provider:midtrans' and it.provider_payment_id = any($1) group by 1`,
      [[...this.payments.values()].map((it) => it.transaction_id)],
    );
    const row = (payment: number) => rows.find(({ id }) => id === this.payments.get(payment)?.transaction_id);
    const numbers = [...this.payments.keys()];
    return {
      left: new Map(numbers.map((it) => [it, Number(row(it)?.left ?? 0)])),
      posted: new Map(numbers.map((it) => [it, row(it)?.times ?? 0])),
    };
  }

  /** Rupiah that came from this donor and nobody owed, as the donor's own page says it. */
  async leftOver(): Promise<number> {
    const query = 'query($id: ID!) { pledge(id: $id) { donor { credit } } }';
    type Found = { pledge: { donor: { credit: number } } };
    return (await ask<Found>(this.donor.visitor, query, { id: this.pledge.id })).pledge.donor.credit;
  }

  /** Pledges for another worker. @returns how much of that was paid by what was left over */
  async pledgeAgain(): Promise<number> {
    const worker = await this.city.worker('Pak Berikut');
    const pledge = await this.donor.offers({ worker, firstMonth: '2026-12', months: 3 });
    this.invoices.push((await this.donor.invoiceFor(pledge)).id);
    const [row] = await this.books.ask<{ received: number }>(
      'select received::int from billing.invoice where id = $1',
      [this.invoices.at(-1)],
    );
    return row!.received;
  }

  /** Each invoice has what the books hold for it, or BPJS has it. */
  async faults(): Promise<string[]> {
    const rows = await this.books.ask<{ received: string; booked: string; amount: string; state: string }>(
      `select invoice.received, invoice.amount, invoice.state, (select coalesce(sum(posting.amount), 0) from billing.posting
                join billing.ledger_transaction it on it.city_id = posting.city_id and it.id = posting.transaction_id
               where posting.account = 'held:' || invoice.id and it.why <> 'REMITTANCE') as booked
         from billing.invoice where id = any($1) and (received < 0 or received > amount)
           or id = any($1) and received <> (select coalesce(sum(posting.amount), 0) from billing.posting
                join billing.ledger_transaction it on it.city_id = posting.city_id and it.id = posting.transaction_id
               where posting.account = 'held:' || invoice.id and it.why <> 'REMITTANCE')`,
      [this.invoices],
    );
    return rows.map((it) => JSON.stringify(it));
  }

  /** Two people take a payment back; false when there is nothing to take back. */
  async corrected(payment: number): Promise<boolean> {
    const [row] = await this.books.ask<{ id: string }>(
      `select id from billing.ledger_transaction where provider_payment_id = $1 and why = 'PAYMENT'`,
      [this.payments.get(payment)?.transaction_id],
    );
    if (!row) return false;
    const reason = 'Dicoret menurut rekening koran bank.';
    const key = () => `any-order-${keys++}`;
    try {
      const { correction } = await mutate<{ correction: { id: string } }>(
        this.books.treasurer,
        'proposeCorrection',
        { transactionId: row.id, reason, idempotencyKey: key() },
        'correction { id }',
      );
      const input = { correctionId: correction.id, approve: true, idempotencyKey: key() };
      await mutate(this.books.admin, 'decideCorrection', input, 'correction { id }');
      return true;
    } catch (error) {
      if (/CORRECTION_NOT_POSSIBLE|CORRECTION_ALREADY_PROPOSED/.test(String(error))) return false;
      throw error;
    }
  }

  /** BPJS gets what is paid, and receipts it. */
  async remit(): Promise<void> {
    await this.city.bpjsReceipts('2027-12');
  }

  async withdraw(): Promise<void> {
    // What is on its way to BPJS, or there, is not given up any more.
    await this.donor.withdraws(this.pledge).catch((error: unknown) => {
      if (!/errors|\[\{"code"/.test(String(error))) throw error;
    });
  }
}
