import type { House } from '@lindungi/cli';
import { stored } from '../../support/books';
import type { ChangingLaw } from './law';
import type { Paid } from './pledges';

interface Line {
  pledgeId: string;
  month: string;
  amount: number;
  paid: boolean;
}

/**
 * What is stored against what was paid, and against the law: every fault in a sentence, none when all is well. It asks no
 * code of billing what it should be.
 *
 * @param since  when the law became what it is; it may have been so before
 */
export async function faultsIn(
  house: House,
  pledges: readonly Paid[],
  law: ChangingLaw,
  since: Date,
): Promise<string[]> {
  return [
    ...(await wrongMoney(house, pledges)),
    ...(await wrongPrices(house, law)),
    ...(await doneTwice(house, since)),
  ];
}

async function wrongMoney(house: House, pledges: readonly Paid[]): Promise<string[]> {
  const rows = await stored<{
    pledgeId: string;
    asked: number;
    received: number;
    left: number;
    came: number;
  }>(
    house,
    `select pledge_id as "pledgeId",
            sum(case when state = 'CANCELLED' then 0 else amount - moved end)::int as asked, sum(received)::int as received,
            (select coalesce(sum(posting.amount), 0)::int from billing.payment
               join billing.invoice its on its.city_id = payment.city_id and its.id = payment.invoice_id
               join billing.ledger_transaction it on it.city_id = payment.city_id and it.provider = payment.provider
                and it.provider_payment_id = payment.provider_payment_id
               join billing.posting on posting.city_id = it.city_id and posting.transaction_id = it.id
              where its.pledge_id = invoice.pledge_id and posting.account = 'excess') as left,
            (select coalesce(sum(payment.amount), 0)::int from billing.payment
               join billing.invoice its on its.city_id = payment.city_id and its.id = payment.invoice_id
              where its.pledge_id = invoice.pledge_id and payment.provider = 'MIDTRANS') as came
       from billing.invoice group by pledge_id`,
  );
  const found = new Map(rows.map((row) => [row.pledgeId, row]));
  return pledges.flatMap(({ pledgeId, number, came }) => {
    const row = found.get(pledgeId);
    if (!row) return [`${number} is gone`];
    const faults: string[] = [];
    if (row.came !== came) faults.push(`of ${came} for ${number}, ${row.came} came in`);
    const received = Math.min(came, row.asked);
    if (row.received !== received)
      faults.push(`${number} has received ${row.received}, not ${received} of ${came}`);
    if (row.left !== came - received)
      faults.push(`${number} has a credit of ${row.left}, not ${came - received}`);
    return faults;
  });
}

async function wrongPrices(house: House, law: ChangingLaw): Promise<string[]> {
  const lines = await stored<Line>(
    house,
    `select pledge_id as "pledgeId", month, line.amount::int as amount, state = 'PAID' as paid
       from billing.invoice join billing.invoice_line line on line.city_id = invoice.city_id and line.invoice_id = invoice.id
      where line.moved_to is null`,
  );
  const months = new Map<string, string[]>();
  for (const { pledgeId, month } of lines) months.set(pledgeId, [...(months.get(pledgeId) ?? []), month]);
  const missing = [...months].flatMap(([pledgeId, asked]) =>
    asked.sort().join() === '2026-12,2027-01,2027-02' ? [] : [`${pledgeId} is asked for ${asked.join()}`],
  );
  const wrong = lines.flatMap(({ pledgeId, month, amount, paid }) => {
    const price = law.priceOf(month);
    // who has paid is not asked again when it becomes dearer
    if (amount === price || (paid && amount < price)) return [];
    return [`${month} of ${pledgeId} is asked for at ${amount}, and costs ${price}`];
  });
  return [...missing, ...wrong];
}

async function doneTwice(house: House, since: Date): Promise<string[]> {
  const rows = await stored<{ fault: string }>(
    house,
    `select format('%s of %s moved %s times by one law', month, pledge_id, count(*)) as fault
       from billing.repriced_month it join billing.invoice on invoice.city_id = it.city_id and invoice.id = it.invoice_id
      where it.at > $1 group by pledge_id, month, law having count(*) > 1
     union all
     select format('%s became %s invoices', old.number, count(*))
       from billing.invoice old join billing.invoice on invoice.city_id = old.city_id and invoice.repriced_from = old.id
      group by old.number having count(*) > 2
     union all
     select format('%s is told %s times', invoice.number, count(told.id)) from billing.invoice
       left join billing.outbox told on told.city_id = invoice.city_id and told.name = 'billing.invoice-issued'
        and told.body ->> 'invoiceId' = invoice.id::text
      group by invoice.number having count(told.id) <> 1
     union all
     select format('%s has %s deeds of %s invoices', old.id, count(distinct deed.number), count(distinct newer.id))
       from billing.invoice old join billing.invoice newer on newer.city_id = old.city_id and newer.repriced_from = old.id
       left join billing.deed on deed.city_id = old.city_id and deed.act = 'repriceInvoice' and deed.object = old.id::text
      group by old.id having count(distinct deed.number) <> count(distinct newer.id)
     union all
     select format('law %s says %s invoices, and touched %s', left(run.law, 6), run.looked, count(distinct it.invoice_id))
       from billing.repricing run join billing.repriced_month it on it.city_id = run.city_id and it.law = run.law
      group by run.law, run.looked having run.looked <> count(distinct it.invoice_id)`,
    [since],
  );
  return rows.map(({ fault }) => fault);
}
