import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import {
  type Hearing,
  hear,
  type Listener,
  listener,
  type Outbox,
  PledgeOffered,
  PledgeWithdrawn,
  tell,
} from '@lindungi/events';
import type { City } from '@lindungi/tenancy';
import {
  type EventsWorld,
  eventsWorld,
  eventually,
  hearer,
  key,
  palangkaRaya,
  semarang,
  serveEvents,
  teller,
} from './events-world';

jest.setTimeout(60_000);
let world: EventsWorld;
let outbox: Outbox;
let events: { url: string; close(): Promise<void> };
const ears: { stop(): Promise<void> }[] = [];

beforeAll(async () => {
  world = await eventsWorld();
  outbox = await world.outbox();
});
beforeEach(async () => {
  await world.admin.query(`truncate ${hearer}.effect, ${hearer}.inbox, ${hearer}.heard, ${teller}.outbox`);
  events = await serveEvents(outbox);
});
afterEach(async () => {
  await Promise.all([...ears.splice(0).map((ear) => ear.stop()), events.close()]);
});
afterAll(async () => {
  await outbox?.close();
  await world?.end();
});

const say = (city: City, pledgeId = randomUUID()) =>
  world.telling.inCity(city, async (tx) => {
    const [donorId, workerId] = [randomUUID(), randomUUID()];
    tell(tx, PledgeOffered, { pledgeId, donorId, workerId, months: ['2026-12'], fund: 'OWN' });
    tell(tx, PledgeWithdrawn, { pledgeId, donorId, workerId }); // nobody here listens to that
    return pledgeId;
  });

/** All that was told can be read: a transaction of anybody else on this server would hold the last of it back. */
const settled = () =>
  eventually(
    async () => {
      const { rows } = await world.admin.query(
        `select from ${teller}.outbox where xid >= pg_snapshot_xmin(pg_current_snapshot())`,
      );
      return rows;
    },
    (late) => late.length === 0,
  );

const noting = listener(PledgeOffered, async (tx, { pledgeId }) => {
  tx.write('insert into effect (city_id, pledge_id) values ($1, $2)', [tx.city.code, pledgeId]);
});
const starts = (one: Listener = noting, more: Partial<Hearing> = {}) => {
  const lines: string[] = [];
  const log = (line: string) => void lines.push(line);
  const sources = { donors: events.url };
  const ear = hear({
    db: world.hearing,
    service: hearer,
    sources,
    passKey: key,
    listeners: [one],
    log,
    ...more,
  });
  ears.push(ear);
  return { ...ear, lines };
};
const effects = async (): Promise<string[]> => {
  const { rows } = await world.admin.query(`select pledge_id from ${hearer}.effect order by ctid`);
  return rows.map((row) => row.pledge_id);
};
const inbox = async () => (await world.admin.query(`select * from ${hearer}.inbox order by heard_at`)).rows;

test('hears every city, each event in its own city, in the order it was told', async () => {
  const before = [await say(semarang), await say(palangkaRaya)];
  starts();
  const all = [...before, await say(semarang)];
  expect(await eventually(effects, (list) => list.length === 3)).toEqual(all);
  expect((await inbox()).map((row) => row.city_id)).toEqual(['3374', '6271', '3374']);
});

test('what one city was told without a break is heard by one transaction; with a fault in it, by one each', async () => {
  const transactions = async () => {
    const { rows } = await world.admin.query(
      `select count(*)::int as heard, count(distinct xmin::text)::int as by from ${hearer}.inbox`,
    );
    return rows[0];
  };
  const good = [await say(semarang), await say(semarang), await say(semarang)];
  await settled();
  const ear = starts();
  expect(await eventually(effects, (list) => list.length === 3)).toEqual(good);
  expect(await transactions()).toEqual({ heard: 3, by: 1 });
  await ear.stop();

  const poison = await say(semarang);
  const others = [await say(semarang), await say(semarang)];
  await settled();
  const stubborn = listener(PledgeOffered, async (tx, body, told) => {
    if (body.pledgeId === poison) throw new Error('no such month');
    await noting.hear(tx, told);
  });
  starts(stubborn);
  expect(await eventually(effects, (list) => list.length === 5)).toEqual([...good, ...others]);
  expect(await transactions()).toEqual({ heard: 6, by: 4 });
});

test('what is said twice is heard once: to two replicas, after a restart, and in a new epoch', async () => {
  starts();
  starts();
  const told = [];
  for (let n = 0; n < 30; n++) told.push(await say(n % 3 ? semarang : palangkaRaya));
  expect(await eventually(effects, (list) => list.length >= 30)).toEqual(told);

  await Promise.all(ears.splice(0).map((ear) => ear.stop()));
  await world.admin.query(`delete from ${hearer}.heard`); // it has forgotten how far it was
  const restarted = starts();
  told.push(await say(semarang));
  expect(await eventually(effects, (list) => list.length >= 31)).toEqual(told);

  await world.admin.query(`update ${teller}.epoch set epoch = gen_random_uuid()`);
  told.push(await say(semarang));
  expect(await eventually(effects, (list) => list.length >= 32)).toEqual(told);
  expect(restarted.lines).toContain('the source began a new epoch; hearing it from the beginning');
  expect(await inbox()).toHaveLength(32);
});

test('an effect that fails leaves nothing behind, and takes place when it no longer fails', async () => {
  let failures = 3;
  const pledge = await say(semarang);
  starts(
    listener(PledgeOffered, async (tx, body, told) => {
      await noting.hear(tx, told);
      await tx.flush();
      if (body.pledgeId === pledge && failures-- > 0) throw new Error('not yet');
    }),
  );
  const later = await say(semarang);
  expect(await eventually(effects, (list) => list.length > 1)).toEqual([pledge, later]);
  expect((await inbox()).map((row) => row.failed)).toEqual([null, null]);
});

test('an event that always fails is parked with the reason, the others go on, the next start hears it', async () => {
  const poison = await say(semarang);
  const good = await say(palangkaRaya);
  const stubborn = listener(PledgeOffered, async (tx, body, told) => {
    if (body.pledgeId === poison) throw new Error('no such month');
    await noting.hear(tx, told);
  });
  const ear = starts(stubborn);
  expect(await eventually(effects, (list) => list.length > 0)).toEqual([good]);
  expect((await inbox())[0]).toMatchObject({ city_id: '3374', failed: 'Error: no such month' });
  expect(ear.lines).toContain('an event was parked; it is tried again at the next start');

  await ear.stop();
  starts(noting);
  expect(await eventually(effects, (list) => list.length === 2)).toEqual([good, poison]);
  expect((await inbox()).map((row) => row.failed)).toEqual([null, null]);
});

test('an event of a city without a file here is parked, in that city', async () => {
  await world.telling.inCity({ ...semarang, code: '9999' }, async (tx) =>
    tell(tx, PledgeWithdrawn, { pledgeId: randomUUID(), donorId: randomUUID(), workerId: randomUUID() }),
  );
  starts(listener(PledgeWithdrawn, async () => {}));
  const [row] = await eventually(inbox, (rows) => rows.length === 1);
  expect(row).toMatchObject({ city_id: '9999', failed: 'Error: No city 9999 has a file here.' });
});

test('a source that is down stops nobody, and is heard when it is back', async () => {
  const { port } = new URL(events.url);
  await events.close();
  const ear = starts();
  await eventually(
    async () => ear.lines.length,
    (lines) => lines > 0,
  );
  const pledge = await say(semarang);
  events = await serveEvents(outbox, Number(port));
  expect(await eventually(effects, (list) => list.length > 0)).toEqual([pledge]);
  expect(ear.lines).toEqual(['a source cannot be heard; trying again', 'a source is heard again']);
});

test('a database that goes away while hearing parks nothing and loses nothing', async () => {
  starts();
  const told = [];
  for (let n = 0; n < 20; n++) {
    told.push(await say(semarang));
    if (n % 5 === 0) {
      await world.admin.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where usename = '${hearer}' and pid <> pg_backend_pid()`,
      );
    }
  }
  expect(await eventually(effects, (list) => list.length >= 20)).toEqual(told);
  expect((await inbox()).filter((row) => row.failed)).toEqual([]);
});

test('stops while it waits, at once', async () => {
  const ear = starts();
  await say(semarang);
  await eventually(effects, (list) => list.length === 1);
  const began = performance.now();
  await ear.stop();
  expect(performance.now() - began).toBeLessThan(5_000); // the source would hold its answer back for twenty seconds
});
