import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Client } from 'pg';
import { type World, world } from '../support/world';
import { connected } from './ledger-world';

let lindungi: World;
let superuser: Client;
beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  const semarang = lindungi.city('3374-kota-semarang');
  const sari = await semarang.donor('Bu Sari');
  for (const name of ['Pak Budi', 'Pak Joko']) {
    const worker = await semarang.worker(name);
    const pledge = await sari.offers({ worker, firstMonth: '2026-12', months: 3 });
    await sari.pays(await sari.invoiceFor(pledge));
    await sari.invoiceFor(pledge, (it) => it.state === 'PAID');
  }
  await semarang.bpjsReceipts('2026-12');
  superuser = await connected(lindungi.house.adminUrls.billing);
  // Triggers and foreign keys are silent now, as for whoever restores a backup by hand.
  await superuser.query('set session_replication_role = replica');
}, 120_000);
afterAll(async () => {
  await superuser?.end();
  await lindungi?.[Symbol.asyncDispose]();
}, 30_000);

// One after the other over the same data: each must be seen by its own check, which was content before.
test.each([
  [
    "the figures of a city's month are what its contributed months come to",
    `update contributed_figure set workers = workers + 1 where month = '2026-12'`,
  ],
  [
    'a worker is counted in a month with as many invoices as are paid for it',
    `update contributed_worker set invoices = 2 where worker_id = (select worker_id from contributed_month order by invoice_id limit 1)`,
  ],
  [
    'what a city counts as contributed for a month is what is paid for it',
    `delete from contributed_month where invoice_id = (select id from invoice order by id limit 1)`,
  ],
  [
    'what a branch receipted of a month is what the books say it got for it',
    `update posting set account = replace(account, ':2026-12', ':2026-11') where account like 'bpjs:%'`,
  ],
  [
    'every message that was answered is posted, or ended with a reason',
    `update notice set outcome = null where id = (select id from notice order by id limit 1)`,
  ],
  [
    'a correction that was approved has taken back all that was left of its payment',
    `insert into correction (city_id, id, transaction_id, reason, state, proposed_by, decided_by, decided_at)
     select city_id, gen_random_uuid(), id, 'salah hitung', 'APPROVED', 'maya', 'tono', now()
       from ledger_transaction where why = 'PAYMENT' limit 1`,
  ],
  [
    'what is held for an invoice is what it received and BPJS has not receipted',
    `update remittance_line set state = 'REJECTED', reason = 'x', receipt = null
      where id = (select id from remittance_line order by id limit 1)`,
  ],
  [
    'what an invoice received is what the books say came in for it',
    `update invoice set state = 'PARTIAL', received = received - 1 where id = (select id from invoice order by id limit 1)`,
  ],
  [
    'a payment that came is posted once, and nothing else is',
    `delete from ledger_transaction where id = (select id from ledger_transaction where why = 'PAYMENT' order by id limit 1)`,
  ],
  [
    'what a payment passed on is what its credits still are',
    `update payment set passed_on = 1 where id = (select id from payment where reversed < amount order by id limit 1)`,
  ],
  [
    'what moved from an invoice is what newer ones ask for',
    `update invoice set moved = 1, received = received - 1 where id = (
       select id from invoice where state = 'PAID' order by id limit 1)`,
  ],
  [
    'a month of a pledge is asked for by one invoice',
    `update invoice set pledge_id = (select pledge_id from invoice order by id limit 1), repriced_from = id
      where id = (select id from invoice order by id desc limit 1)`,
  ],
  [
    'a month that moved is on a newer invoice of the same pledge',
    `update invoice_line set moved_to = invoice_id where invoice_id = (select id from invoice order by id limit 1)`,
  ],
  [
    'a month whose law changed is at its old price only with an alarm',
    `with run as (insert into repricing (city_id, law, ended_at)
                  select city_id, repeat('ab', 32), now() from invoice limit 1 returning city_id, law)
     insert into repriced_month (city_id, invoice_id, month, law, was, now, sources, outcome)
     select run.city_id, invoice_id, month, law, amount, amount + 1, '{x}', 'WITH_BPJS'
       from run join invoice_line line on line.city_id = run.city_id limit 1`,
  ],
  [
    "an agency's transfer is booked once when it was decided, and not before",
    `insert into statement_line (city_id, id, statement_id, account, key, line, booked_on, direction, amount, reference,
                                 description, state, matched_by, bill_id, decided_by, decided_at)
     select city_id, gen_random_uuid(), gen_random_uuid(), '1034', sha256('x'), 1, '2026-11-22', 'IN', 5, '', '',
            'ACCEPTED', 'AGENCY_BILL', gen_random_uuid(), 'maya', now() from invoice limit 1`,
  ],
  [
    'what agencies owe is what their payments say is awaited',
    `update posting set account = 'agency:bapenda'
      where ctid = (select ctid from posting where account like 'provider:%' and line = 1 order by transaction_id limit 1)`,
  ],
  [
    'every payment of a payroll is known to be awaited, or here',
    `update payment set provider = 'PAYROLL' where id = (select id from payment order by id limit 1)`,
  ],
  [
    'no month that an agency has not transferred is with BPJS, unless the city advanced it',
    `insert into agency_bill_line (city_id, bill_id, invoice_id, month, donor_id, mandate_id, pledge_id, worker_id, amount,
                                   collected, state, answered_at)
     select city_id, gen_random_uuid(), invoice_id, month, donor_id, gen_random_uuid(), pledge_id, worker_id, amount,
            amount, 'COLLECTED', now() from remittance_line where state <> 'REJECTED' limit 1`,
  ],
  [
    'no money that an agency has not transferred was credited',
    `with credit as (insert into payment (city_id, id, provider, provider_payment_id, order_id, amount, state, paid_at, credited_from)
                     select city_id, gen_random_uuid(), 'CREDIT', 'x', order_id, 1, 'SETTLED', now(), id from payment limit 1
                     returning city_id, credited_from)
     insert into deducted_payment (city_id, payment_id, bill_id, amount, held)
     select city_id, credited_from, gen_random_uuid(), 1, 0 from credit`,
  ],
  [
    'no more of a bill has come than the bank has seen, nor waits while it would be paid',
    `with bill as (insert into agency_bill (city_id, id, agency, month, through, amount, donors, lines, debit_on, due_on, grace_until)
                   values ('3374', gen_random_uuid(), 'bapenda', '2026-12', '2026-12', 1, 1, 1, '2026-12-01', '2026-12-15', '2027-02-28')
                   returning city_id, id)
     insert into deducted_payment (city_id, payment_id, bill_id, amount, held, arrived_at)
     select city_id, gen_random_uuid(), id, 7, 0, now() from bill`,
  ],
  [
    'what the city advanced was proposed by one person and decided by another, and is no more than that',
    `with let_go as (insert into agency_advance (city_id, id, bill_id, amount, reason, state, proposed_by, decided_by, decided_at)
                     select city_id, gen_random_uuid(), id, 5, 'x', 'APPROVED', 'maya', 'tono', now() from agency_bill limit 1
                     returning city_id, bill_id, id)
     update deducted_payment it set advance_id = let_go.id from let_go where it.bill_id = let_go.bill_id`,
  ],
  [
    'all cities together add up to zero',
    `update posting set amount = amount + 1 where account like 'provider:%' and line = 1`,
  ],
])('%s: a check that can fail', async (sentence, fault) => {
  expect((await lindungi.broken()).join('\n')).not.toContain(sentence);
  await superuser.query(fault);
  expect((await lindungi.broken()).join('\n')).toContain(sentence);
});
