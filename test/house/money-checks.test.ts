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
    'all cities together add up to zero',
    `update posting set amount = amount + 1 where account like 'provider:%' and line = 1`,
  ],
])('%s: a check that can fail', async (sentence, fault) => {
  expect((await lindungi.broken()).join('\n')).not.toContain(sentence);
  await superuser.query(fault);
  expect((await lindungi.broken()).join('\n')).toContain(sentence);
});
