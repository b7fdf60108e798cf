import { randomUUID } from 'node:crypto';
import type { House } from '@lindungi/cli';
import { Client } from 'pg';

export const SEMARANG = '3374';

export type Line = readonly [account: string, amount: number];

export interface Link {
  number: string;
  transaction_id: string;
  previous: Buffer;
  hash: Buffer;
}

/** A connection to billing's tables. */
export async function connected(url: string): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  await client.query('set search_path = billing');
  return client;
}

/** One transaction as the service itself: its role, its password, bound to a city. */
export async function asBillingOf<T>(
  house: House,
  work: (billing: Client) => Promise<T>,
  city = SEMARANG,
): Promise<T> {
  const billing = await connected(house.env.billing.LINDUNGI_RUNTIME_URL!);
  try {
    await billing.query('begin');
    await billing.query(`select set_config('app.city', $1, true)`, [city]);
    const done = await work(billing);
    await billing.query('commit');
    return done;
  } finally {
    await billing.end();
  }
}

/** Writes a transaction, or from a later line on only lines of one that is there; the answer is its id. */
export async function write(
  billing: Client,
  lines: readonly Line[],
  id: string = randomUUID(),
  from = 1,
): Promise<string> {
  if (from === 1) {
    await billing.query(
      `insert into ledger_transaction (city_id, id, why, provider, provider_payment_id, kind, reference)
       values ($1, $2::uuid, 'PAYMENT', 'MIDTRANS', $2::uuid::text, 'TEST', 'Jalan "Pandanaran" 70')`,
      [SEMARANG, id],
    );
  }
  for (const [at, [account, amount]] of lines.entries()) {
    const posting = [SEMARANG, id, from + at, account, amount];
    await billing.query(
      'insert into posting (city_id, transaction_id, line, account, amount) values ($1, $2, $3, $4, $5)',
      posting,
    );
  }
  return id;
}
