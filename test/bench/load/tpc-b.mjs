// The transaction of TPC-B as pgbench runs it, by the same driver as ours: no pgbench is shipped with the embedded server.
import { Client } from 'pg';

const TELLERS = 10;
const ACCOUNTS = 100_000;
const STEPS = {
  account: 'update accounts set balance = balance + $1 where aid = $2',
  look: 'select balance from accounts where aid = $1',
  teller: 'update tellers set balance = balance + $1 where tid = $2',
  branch: 'update branches set balance = balance + $1 where bid = $2',
  history: 'insert into history (tid, bid, aid, delta, mtime) values ($1, $2, $3, $4, now())',
};

/**
 * Makes the tables, at a scale of 8 as pgbench counts it, and opens as many connections as ours has senders.
 *
 * @returns `perSecond(seconds)`, transactions per second over all connections
 */
export async function tpcB(url, clients, scale = 8) {
  const connections = await Promise.all(
    Array.from({ length: clients }, async () => {
      const client = new Client({ connectionString: url });
      await client.connect();
      return client;
    }),
  );
  await connections[0].query(`
    create table branches (bid int primary key, balance int, filler char(88)) with (fillfactor = 100);
    create table tellers (tid int primary key, bid int, balance int, filler char(84)) with (fillfactor = 100);
    create table accounts (aid int primary key, bid int, balance int, filler char(84)) with (fillfactor = 100);
    create table history (tid int, bid int, aid int, delta int, mtime timestamp, filler char(22));
    insert into branches select it, 0, '' from generate_series(1, ${scale}) it;
    insert into tellers select it, (it - 1) / ${TELLERS} + 1, 0, '' from generate_series(1, ${scale * TELLERS}) it;
    insert into accounts select it, (it - 1) / ${ACCOUNTS} + 1, 0, '' from generate_series(1, ${scale * ACCOUNTS}) it;`);
  await connections[0].query('vacuum analyze');
  return {
    async perSecond(seconds) {
      const began = performance.now();
      const until = began + seconds * 1_000;
      let done = 0;
      await Promise.all(
        connections.map(async (client) => {
          for (; performance.now() < until; done++) await transaction(client, scale);
        }),
      );
      return (done * 1_000) / (performance.now() - began);
    },
    close: () => Promise.all(connections.map((client) => client.end())),
  };
}

async function transaction(client, scale) {
  const any = (most) => 1 + Math.floor(Math.random() * most);
  const [aid, tid, bid, delta] = [
    any(scale * ACCOUNTS),
    any(scale * TELLERS),
    any(scale),
    any(10_001) - 5_001,
  ];
  const step = (name, values) => client.query({ name, text: STEPS[name], values });
  await client.query('begin');
  await step('account', [delta, aid]);
  await step('look', [aid]);
  await step('teller', [delta, tid]);
  await step('branch', [delta, bid]);
  await step('history', [tid, bid, aid, delta]);
  await client.query('end');
}
