import type { House } from '@lindungi/cli';
import pg from 'pg';

/** Rows of billing as its tables hold them, for what no visitor may see. */
export async function stored<Row>(house: House, query: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client(house.adminUrls.billing);
  await client.connect();
  try {
    return (await client.query(query, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
