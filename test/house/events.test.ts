import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { forgetEvents, type Outbox, PledgeOffered, tell } from '@lindungi/events';
import { auditWall, type City, wallRoles } from '@lindungi/tenancy';
import {
  commits,
  type EventsWorld,
  eventsWorld,
  eventually,
  offer,
  palangkaRaya,
  pledgesOf,
  semarang,
  teller,
} from './events-world';

jest.setTimeout(60_000);
let world: EventsWorld;
let outbox: Outbox;
beforeAll(async () => {
  world = await eventsWorld();
  outbox = await world.outbox();
});
beforeEach(() => world.settled());
afterAll(async () => {
  await outbox?.close();
  await world?.end();
});

const say = (city: City) => world.says(city);

describe('the outbox', () => {
  test('is a whole wall, and what is told cannot be read or changed by the teller', async () => {
    expect(await auditWall(world.admin, teller, wallRoles(teller))).toEqual([]);
    const client = await world.asTeller();
    for (const forbidden of ['select', 'delete', 'update', 'insert into outbox (xid) values ($$9$$)']) {
      const text = {
        select: 'select from outbox',
        delete: 'delete from outbox',
        update: 'update outbox set at = now()',
      }[forbidden];
      await client.query(`set search_path = ${teller}`);
      await expect(client.query(text ?? forbidden)).rejects.toThrow(/permission denied/);
    }
    await client.end();
  });

  test('loses nothing when the lower id commits later; a reader by id alone does', async () => {
    const [late, early] = [randomUUID(), randomUUID()];
    const since = await outbox.head();
    const relay = await world.asRelay();
    const { rows } = await relay.query(`select coalesce(max(id), 0) as id from ${teller}.outbox`);
    let lastId = rows[0].id;
    const byId = async () => {
      const read = await relay.query(`select id, body from ${teller}.outbox where id > $1 order by id`, [
        lastId,
      ]);
      lastId = read.rows.at(-1)?.id ?? lastId;
      return read.rows.map((row) => row.body.pledgeId);
    };

    const first = await world.writing(late);
    await commits(await world.writing(early));
    expect(await byId()).toEqual([early]);
    expect(await outbox.page({ after: since, limit: 10 })).toEqual([]); // not its turn yet
    await commits(first);

    await world.settled();
    expect(await byId()).toEqual([]); // the negative control: lost, and for good
    expect(pledgesOf(await outbox.page({ after: since, limit: 10 }))).toEqual([late, early]);
    await relay.end();
  });

  test('loses nothing between two pages when the older transaction takes the higher id', async () => {
    const [older, younger] = [randomUUID(), randomUUID()];
    const since = await outbox.head();
    const first = await world.writing(older, async () => commits(await world.writing(younger)));
    await commits(first);
    await world.settled();
    const one = await outbox.look({ after: since, limit: 1 });
    const two = await outbox.look({ after: one.next, limit: 1 });
    expect(pledgesOf([...one.told, ...two.told])).toEqual([older, younger]);
  });

  test('tells every event once, in pages, while writers commit late or not at all', async () => {
    let after = await outbox.head();
    const seen: string[] = [];
    const kept: string[] = [];
    let writes = 4;
    const writer = async () => {
      for (let n = 0; n < 60; n++) {
        const pledgeId = randomUUID();
        const work = world.telling.inCity(semarang, async (tx) => {
          tell(tx, PledgeOffered, offer(pledgeId));
          await tx.flush();
          await pause(Math.random() * 8);
          if (n % 10 === 9) throw new Error('changed its mind');
        });
        await work.then(
          () => kept.push(pledgeId),
          () => undefined,
        );
      }
      await world.settled();
      writes--;
    };
    const reader = async () => {
      for (let last = false; ; last = writes === 0) {
        const look = await outbox.look({ after, limit: 7 });
        seen.push(...pledgesOf(look.told));
        after = look.next;
        if (last && writes === 0 && look.told.length === 0) return;
      }
    };
    await Promise.all([writer(), writer(), writer(), writer(), reader()]);
    expect(kept).toHaveLength(216);
    expect([...seen].sort()).toEqual([...kept].sort());
  });

  test('wakes its readers again after its connection was cut', async () => {
    let wakes = 0;
    const stop = outbox.onWake(() => wakes++);
    await world.admin.query(
      `select pg_terminate_backend(pid) from pg_stat_activity where application_name = '${teller} wake'`,
    );
    await pause(500);
    wakes = 0;
    await say(semarang);
    await eventually(
      async () => wakes,
      (count) => count > 0,
    );
    stop();
  });

  test('that was restored elsewhere refuses to be mute, and is mended by its migration', async () => {
    const told = (await outbox.page({ limit: 1_000 })).length;
    const before = await outbox.head();
    await world.admin.query(`
      update ${teller}.outbox set xid = (xid::text::bigint + 1000000)::text::xid8;
      update ${teller}.epoch set cluster = '1'`);
    expect(await outbox.page({ limit: 1_000 })).toEqual([]); // the silence, without any error
    await expect(world.outbox()).rejects.toMatchObject({ code: 'OUTBOX_FROM_ELSEWHERE' });

    await world.mend();
    await world.settled();
    expect(await outbox.page({ limit: 1_000 })).toHaveLength(told);
    expect(await outbox.look({ after: before, limit: 10 })).toMatchObject({ gap: true, told: [] });
    expect(await auditWall(world.admin, teller, wallRoles(teller))).toEqual([]);
  });
});

test('old events are removed city by city, and who comes from before them is told of the gap', async () => {
  const [here, there] = [await say(semarang), await say(palangkaRaya)];
  await world.settled();
  const before = (await outbox.page({ limit: 1 }))[0]!.cursor;
  await world.admin.query(
    `update ${teller}.outbox set at = now() - interval '91 days' where city_id = '3374'`,
  );
  const young = await say(semarang);
  await world.admin.query(`set role ${teller}_owner; ${forgetEvents(teller, ['3374'], 90)}; reset role`);
  await world.settled();

  expect(pledgesOf(await outbox.page({ city: '3374', limit: 1_000 }))).toEqual([young]);
  expect(pledgesOf(await outbox.page({ limit: 1_000 }))).toContain(there);
  expect(pledgesOf(await outbox.page({ limit: 1_000 }))).not.toContain(here);
  expect(await outbox.look({ after: before, limit: 10 })).toMatchObject({ gap: true });
});
