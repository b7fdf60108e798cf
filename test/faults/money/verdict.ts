import { createHash } from 'node:crypto';
import type { House } from '@lindungi/cli';
import { ask } from './killer';
import type { Script } from './script';

/** Messages that are neither done nor laid before a person. */
export async function unworked(house: House): Promise<number> {
  const [row] = await ask<{ count: number }>(
    house,
    `select count(*)::int from billing.notice where state not in ('WORKED', 'CONFLICT', 'PARKED')`,
  );
  return row!.count;
}

/**
 * What the database holds against what was sent: every fault in a sentence, none when all is well. The script alone
 * says what must be there; nothing here asks the code that wrote it.
 */
export async function faultsIn(house: House, { payments, webhooks }: Script): Promise<string[]> {
  const [kept, booked, known] = await Promise.all([
    ask<{ city: string; mark: string; state: string; outcome: string | null }>(
      house,
      `select city_id as city, encode(sha256(body), 'hex') as mark, state, outcome from billing.notice`,
    ),
    ask<{ city: string; id: string; left: string; times: string }>(
      house,
      `select it.city_id as city, it.provider_payment_id as id, -sum(posting.amount) as left,
              count(*) filter (where it.why = 'PAYMENT') as times
         from billing.ledger_transaction it
         join billing.posting on posting.city_id = it.city_id and posting.transaction_id = it.id
        where posting.account = 'provider:midtrans' group by 1, 2`,
    ),
    ask<{ city: string; id: string }>(
      house,
      'select city_id as city, provider_payment_id as id from billing.payment',
    ),
  ]);
  const notices = new Map(kept.map((it) => [`${it.city} ${it.mark}`, it]));
  const books = new Map(booked.map((it) => [`${it.city} ${it.id}`, it]));
  const rows = new Set(known.map((it) => `${it.city} ${it.id}`));
  const faults: string[] = [];

  for (const { cityCode, bytes, answer } of webhooks) {
    const notice = notices.get(`${cityCode} ${createHash('sha256').update(bytes).digest('hex')}`);
    if (answer === 403 && notice) faults.push(`forged, and kept: ${bytes}`);
    if (answer === 200 && !notice) faults.push(`answered, and lost: ${bytes}`);
    if (answer === 200 && notice?.state === 'PARKED') faults.push(`parked, ${notice.outcome}: ${bytes}`);
  }
  for (const { cityCode, id, left } of payments) {
    const book = books.get(`${cityCode} ${id}`);
    if (left.length === 0 && (book || rows.has(`${cityCode} ${id}`)))
      faults.push(`forged, and booked: ${id}`);
    if (left.length > 0 && !left.includes(Number(book?.left ?? 0)))
      faults.push(`${id} has ${book?.left ?? 0} in the books, not ${left.join(' or ')}`);
    if (Number(book?.times ?? 0) > 1) faults.push(`${id} is posted ${book?.times} times`);
  }
  if (kept.length !== new Set(webhooks.filter((it) => it.answer === 200).map((it) => it.bytes)).size)
    faults.push(`${kept.length} messages are kept, which is not how many were sent`);
  return faults;
}
