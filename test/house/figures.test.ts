import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from 'pg';
import { type World, world } from '../support/world';

const SEMARANG = '3374';

let lindungi: World;
let owner: Client;
const open: Client[] = [];

beforeAll(async () => {
  lindungi = await world({ today: '2026-11-22' });
  owner = await connected(lindungi.house.adminUrls.donors);
}, 90_000);

afterAll(async () => {
  for (const client of open) await client.end();
  await lindungi?.[Symbol.asyncDispose]();
}, 30_000);

async function connected(url: string | undefined): Promise<Client> {
  const client = new Client({ connectionString: url });
  await client.connect();
  open.push(client);
  return client;
}

/** The service's own role in a transaction of Semarang: what a use case may do, and no more. */
async function working(service: 'donors' | 'billing'): Promise<Client> {
  const client = await connected(lindungi.house.env[service].LINDUNGI_RUNTIME_URL);
  await client.query(`set search_path = ${service}`);
  await client.query('begin');
  await client.query(`select set_config('app.city', $1, true)`, [SEMARANG]);
  return client;
}

async function inDonors<T>(work: (db: Client) => Promise<T>): Promise<T> {
  const db = await working('donors');
  const done = await work(db);
  await db.query('commit');
  return done;
}

async function donor(agency: string): Promise<string> {
  const id = randomUUID();
  await inDonors((db) =>
    db.query(
      `insert into donor (city_id, id, name, masked_nip, kind, post, agency, sample)
       values ($1, $2, 'Donatur', '••••1234', 'PNS', 'OTHERS', $3, true)`,
      [SEMARANG, id, agency],
    ),
  );
  return id;
}

const pledgeIn = (db: Client, donorId: string, from: string, until: string | null = null) =>
  db.query(
    `insert into pledge (city_id, id, donor_id, worker_id, first_month, months, created_at, withdrawn_at)
     values ($1, gen_random_uuid(), $2, gen_random_uuid(), '2027-01', 3, $3, $4)`,
    [SEMARANG, donorId, from, until],
  );
const pledge = (donorId: string, from: string, until: string | null = null) =>
  inDonors((db) => pledgeIn(db, donorId, from, until));

/** How many of an agency gave as a month began in this zone. */
async function gave(agency: string, month: string, zone = 'Asia/Jakarta'): Promise<number> {
  const { rows } = await owner.query(
    `select coalesce(sum(givers), 0)::int as many from donors.giving_figure
      where city_id = $1 and agency = $2 and since < ($3 || '-01')::timestamp at time zone $4`,
    [SEMARANG, agency, month, zone],
  );
  return rows[0].many;
}

const roster = async (agency: string): Promise<number> => {
  const { rows } = await owner.query(
    'select coalesce(sum(donors), 0)::int as many from donors.roster_figure where city_id = $1 and agency = $2',
    [SEMARANG, agency],
  );
  return rows[0].many;
};

/** Invented pledges were told to nobody, which other sentences are about. */
const brokenFigures = async () =>
  (await lindungi.broken()).filter((it) =>
    /figures of a roster|gave as a month|figures of a city's month|is counted in a month/.test(it),
  );

describe('who gives, as a month began', () => {
  test('counts a donor once, from the month after the first pledge to the month of the last withdrawal', async () => {
    const id = await donor('figur-a');
    await pledge(id, '2026-08-10T05:00:00Z', '2026-10-05T05:00:00Z');
    await pledge(id, '2026-09-10T05:00:00Z', '2026-11-05T05:00:00Z');
    const months = ['2026-08', '2026-09', '2026-10', '2026-11', '2026-12'];
    const seen: number[] = [];
    for (const month of months) seen.push(await gave('figur-a', month));
    expect(seen).toEqual([0, 1, 1, 1, 0]);
    await pledge(id, '2026-12-10T05:00:00Z', '2026-12-20T05:00:00Z'); // begun and ended within a month: never seen
    expect(await gave('figur-a', '2027-01')).toBe(0);
    expect(await brokenFigures()).toEqual([]);
  });

  test('knows that a month begins at three moments in Indonesia', async () => {
    const id = await donor('figur-b');
    await pledge(id, '2026-08-31T15:30:00Z'); // in Jayapura it is September already
    expect(await gave('figur-b', '2026-09', 'Asia/Jakarta')).toBe(1);
    expect(await gave('figur-b', '2026-09', 'Asia/Makassar')).toBe(1);
    expect(await gave('figur-b', '2026-09', 'Asia/Jayapura')).toBe(0);
    expect(await gave('figur-b', '2026-10', 'Asia/Jayapura')).toBe(1);
  });

  test('follows who moves to another agency, leaves and comes back', async () => {
    const id = await donor('figur-c');
    await pledge(id, '2026-08-10T05:00:00Z');
    const becomes = (what: string) =>
      inDonors((db) => db.query(`update donor set ${what} where city_id = $1 and id = $2`, [SEMARANG, id]));
    await becomes(`agency = 'figur-d'`);
    expect([await roster('figur-c'), await gave('figur-c', '2026-11')]).toEqual([0, 0]);
    expect([await roster('figur-d'), await gave('figur-d', '2026-11')]).toEqual([1, 1]);
    await becomes(`left_at = now(), left_why = 'RETIRED'`);
    expect([await roster('figur-d'), await gave('figur-d', '2026-11')]).toEqual([0, 0]);
    await becomes('left_at = null, left_why = null');
    expect([await roster('figur-d'), await gave('figur-d', '2026-11')]).toEqual([1, 1]);
    expect(await brokenFigures()).toEqual([]);
  });

  test('counts a donor once who gives two pledges at the same moment', async () => {
    const id = await donor('figur-e');
    const [one, two] = [await working('donors'), await working('donors')];
    await pledgeIn(one, id, '2026-08-10T05:00:00Z');
    const second = pledgeIn(two, id, '2026-08-10T05:00:01Z');
    await one.query('commit');
    await second;
    await two.query('commit');
    expect(await gave('figur-e', '2026-11')).toBe(1);
    expect(await brokenFigures()).toEqual([]);
  });
});

describe("a city's month", () => {
  const invoice = async (workerId: string): Promise<string> => {
    const id = randomUUID();
    const db = await working('billing');
    await db.query(
      `insert into invoice (city_id, id, number, pledge_id, donor_id, worker_id, sector, fund, kecamatan, branch, amount, due_on)
       values ($1, $2, 'INV-3374-202611-' || lpad((1 + (random() * 999998)::int)::text, 6, '0'), gen_random_uuid(),
               gen_random_uuid(), $3, 'OTHER', 'OWN', '33.74.15', 'b', 16800, '2026-12-15')`,
      [SEMARANG, id, workerId],
    );
    await db.query(
      `insert into invoice_line (city_id, invoice_id, month, amount, full_amount, relief, due_on, sources)
       values ($1, $2, '2027-07', 16800, 16800, 0, '2026-12-15', '{x}')`,
      [SEMARANG, id],
    );
    await db.query('commit');
    return id;
  };
  const becomes = (db: Client, id: string, state: string, received: number) =>
    db.query('update invoice set state = $3, received = $4 where city_id = $1 and id = $2', [
      SEMARANG,
      id,
      state,
      received,
    ]);
  const month = async () => {
    const { rows } = await owner.query(
      `select coalesce(sum(workers), 0)::int as workers, coalesce(sum(amount), 0)::int as amount
         from billing.contributed_figure where city_id = $1 and month = '2027-07'`,
      [SEMARANG],
    );
    return rows[0];
  };

  test('counts a worker once whose month is paid twice at the same moment, and until the last of it is taken back', async () => {
    const workerId = randomUUID();
    const [first, other] = [await invoice(workerId), await invoice(workerId)];
    const [one, two] = [await working('billing'), await working('billing')];
    await becomes(one, first, 'PAID', 16_800);
    const second = becomes(two, other, 'PAID', 16_800);
    await one.query('commit');
    await second;
    await two.query('commit');
    expect(await month()).toEqual({ workers: 1, amount: 33_600 });

    for (const [id, left] of [
      [first, { workers: 1, amount: 16_800 }],
      [other, { workers: 0, amount: 0 }],
    ] as const) {
      const back = await working('billing');
      await becomes(back, id, 'ISSUED', 0);
      await back.query('commit');
      expect(await month()).toEqual(left);
    }
    expect(await brokenFigures()).toEqual([]);
  });
});

// One after the other over the same data: each must be seen by its own check, which was content before.
test.each([
  [
    'the figures of a roster are what its donors come to',
    `update donors.roster_figure set donors = donors + 1 where agency = 'figur-a'`,
  ],
  [
    'whoever gave as a month began is counted among those who give, and nobody else',
    `update donors.giving_figure set since = since + interval '40 days' where agency = 'figur-b'`,
  ],
])('%s: a check that can fail', async (sentence, fault) => {
  expect((await lindungi.broken()).join('\n')).not.toContain(sentence);
  await owner.query(fault);
  expect((await lindungi.broken()).join('\n')).toContain(sentence);
});
