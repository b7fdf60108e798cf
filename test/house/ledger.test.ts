import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Client } from 'pg';
import { type World, world } from '../support/world';
import { asBillingOf, connected, type Line, type Link, SEMARANG, write } from './ledger-world';

const BALANCED: readonly Line[] = [
  ['provider:midtrans', -1_000],
  ['suspense', 1_000],
];

let lindungi: World;
let superuser: Client;
beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  superuser = await connected(lindungi.house.adminUrls.billing);
}, 90_000);
afterAll(async () => {
  await superuser?.end();
  await lindungi?.[Symbol.asyncDispose]();
}, 30_000);

const asBilling = <T>(work: (billing: Client) => Promise<T>, city = SEMARANG) =>
  asBillingOf(lindungi.house, work, city);

const links = async () =>
  (
    await superuser.query<Link>('select * from ledger_link where city_id = $1 order by ledger_link.number', [
      SEMARANG,
    ])
  ).rows;

describe('the ledger, to the service itself', () => {
  test.each([
    [
      'what does not add up',
      [
        ['provider:midtrans', -1_000],
        ['suspense', 999],
      ],
      /does not balance/,
    ],
    ['one side alone', [['suspense', 1_000]], /does not balance/],
    ['a transaction without a line', [], /does not balance/],
    [
      'an account of no kind',
      [
        ['pocket', -1],
        ['suspense', 1],
      ],
      /check constraint/,
    ],
    [
      'the same account twice',
      [
        ['suspense', -1],
        ['suspense', 1],
      ],
      /unique constraint/,
    ],
  ] as [string, Line[], RegExp][])('refuses %s', async (_, lines, words) => {
    const before = await links();
    await expect(asBilling((billing) => write(billing, lines))).rejects.toThrow(words);
    expect(await links()).toEqual(before);
  });

  test('refuses lines added to a transaction of before, even when they balance', async () => {
    const id = await asBilling((billing) => write(billing, BALANCED));
    const more: Line[] = [
      ['excess', -5],
      ['loss', 5],
    ];
    await expect(asBilling((billing) => write(billing, more, id, 3))).rejects.toThrow(/is closed/);
  });

  test('refuses lines added in the same transaction after the link was made', async () => {
    const late = asBilling(async (billing) => {
      const id = await write(billing, BALANCED);
      await billing.query('set constraints all immediate');
      await write(billing, [['excess', -5]], id, 3);
    });
    await expect(late).rejects.toThrow(/is closed/);
  });

  test.each([
    ['change an amount', 'update posting set amount = amount * 2'],
    ['change a reason', `update ledger_transaction set why = 'RELEASE'`],
    ['remove a line', 'delete from posting'],
    ['remove a transaction', 'delete from ledger_transaction'],
    ['remove a link', 'delete from ledger_link'],
    ['change a link', 'update ledger_link set number = number + 1'],
    ['empty it', 'truncate ledger_link'],
    [
      'say its own hash',
      `insert into ledger_link (city_id, transaction_id, hash) values ('3374', gen_random_uuid(), sha256('x'))`,
    ],
    [
      'say its own time',
      `insert into ledger_transaction (city_id, id, at) values ('3374', gen_random_uuid(), now())`,
    ],
    ['switch the checking off', 'alter table posting disable trigger all'],
  ])('does not let it %s', async (_, statement) => {
    await expect(asBilling((billing) => billing.query(statement))).rejects.toThrow(
      /permission denied|must be owner/,
    );
  });

  test('refuses to book in another city than the one it is bound to', async () => {
    await expect(asBilling((billing) => write(billing, BALANCED), '6271')).rejects.toThrow(
      /row-level security/,
    );
  });
});

describe('the chain of a city', () => {
  test('has no fork and loses nothing while 64 clients post to one account', async () => {
    const [balance, before] = [await suspense(), await links()];
    await Promise.all(
      Array.from({ length: 64 }, async () => {
        for (let time = 0; time < 5; time++) await asBilling((billing) => write(billing, BALANCED));
      }),
    );
    const after = await links();
    expect(after).toHaveLength(before.length + 320);
    expect(after.map((it) => Number(it.number))).toEqual(after.map((_, at) => at + 1));
    expect((await suspense()) - balance).toBe(320_000);
    expect(await lindungi.broken()).toEqual([]);
  }, 120_000);

  test('can be folded again by anybody who has the rows', async () => {
    const { rows } = await superuser.query(
      `select id, why, provider, provider_payment_id, kind, reference, at,
              (select json_agg(json_build_array(line, account, amount) order by line) from posting
                where city_id = it.city_id and transaction_id = it.id) as lines
         from ledger_transaction it where city_id = $1`,
      [SEMARANG],
    );
    const said = new Map(rows.map((it) => [it.id, it]));
    let previous = createHash('sha256').update(`ledger ${SEMARANG}`).digest();
    for (const link of await links()) {
      const { id, why, provider, provider_payment_id, kind, reference, at, lines } = said.get(
        link.transaction_id,
      );
      const facts = [
        SEMARANG,
        Number(link.number),
        id,
        why,
        provider,
        provider_payment_id,
        kind,
        reference,
        at.getTime(),
        lines,
      ];
      expect(link.previous).toEqual(previous);
      previous = createHash('sha256').update(previous).update(spaced(facts)).digest();
      expect(link.hash).toEqual(previous);
    }
  });

  test.each([
    [
      'an amount is changed on both sides',
      'update posting set amount = amount * 2',
      /over what its transaction says/,
    ],
    [
      'a reason is changed',
      `update ledger_transaction set why = 'RELEASE'`,
      /over what its transaction says/,
    ],
    ['a transaction is taken out', 'delete from ledger_link', /is in the chain of its city/],
    ['a link is forged', `update ledger_link set hash = sha256('x')`, /over the link before it/],
  ])('shows it when %s by whoever owns the server', async (_, statement, words) => {
    const where = `${statement.includes('ledger_transaction') ? 'id' : 'transaction_id'} = '${(await links())[3]?.transaction_id}'`;
    await superuser.query('create temp table kept as table posting');
    await superuser.query('create temp table kept_transaction as table ledger_transaction');
    await superuser.query('create temp table kept_link as table ledger_link');
    await superuser.query('set session_replication_role = replica');
    await superuser.query(`${statement} where ${where}`);
    expect((await lindungi.broken()).join()).toMatch(words);
    for (const [table, kept] of [
      ['posting', 'kept'],
      ['ledger_transaction', 'kept_transaction'],
      ['ledger_link', 'kept_link'],
    ]) {
      await superuser.query(
        `delete from ${table}; insert into ${table} select * from ${kept}; drop table ${kept}`,
      );
    }
    await superuser.query('set session_replication_role = origin');
    expect(await lindungi.broken()).toEqual([]);
  });

  test('is laid over what was posted before there was a chain', async () => {
    const before = await links();
    await superuser.query(`
      drop trigger chained on ledger_transaction;
      drop trigger linked on posting;
      drop table ledger_link cascade;
      drop function ledger_beginning, ledger_hash, transaction_is_chained, posting_is_linked, ledger_link_is_made cascade;
      delete from migrations where name like 'ChainLedger%'`);
    await lindungi.house.restart('billing', { migrate: true });
    expect(await links()).toHaveLength(before.length);
    expect(await lindungi.broken()).toEqual([]);
    await asBilling((billing) => write(billing, BALANCED));
    expect(await links()).toHaveLength(before.length + 1);
  }, 60_000);
});

async function suspense(): Promise<number> {
  const text = `select coalesce(sum(amount), 0)::int as sum from posting where city_id = $1 and account = 'suspense'`;
  return (await superuser.query(text, [SEMARANG])).rows[0].sum;
}

/** As Postgres writes jsonb: a space after every comma. */
function spaced(it: unknown): string {
  return Array.isArray(it) ? `[${it.map(spaced).join(', ')}]` : JSON.stringify(it);
}
