import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { Live, type Outbox, PledgeChanged, PledgeOffered, type Told, tell } from '@lindungi/events';
import { type City, signPass } from '@lindungi/tenancy';
import {
  commits,
  type EventsWorld,
  eventsWorld,
  key,
  palangkaRaya,
  pledgesOf,
  semarang,
  serveEvents,
  teller,
} from './events-world';

jest.setTimeout(60_000);
let world: EventsWorld;
let outbox: Outbox;
beforeAll(async () => {
  world = await eventsWorld();
  outbox = await world.outbox();
});
const open: { close(): unknown }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});
afterAll(async () => {
  await outbox?.close();
  await world?.end();
});

const say = (city: City) => world.says(city);

describe('GET /events', () => {
  const ask = async (query: string, headers: Record<string, string> = {}) => {
    const events = await serveEvents(outbox);
    open.push(events);
    return fetch(`${events.url}/events?${query}`, { headers });
  };
  const pass = (kind: 'SERVICE' | 'CALL', withKey = key) => ({
    'x-lindungi-pass': signPass(
      withKey,
      {
        kind,
        city: '',
        subject: null,
        roles: [],
        area: null,
        language: 'id',
        exp: Math.floor(Date.now() / 1000) + 20,
      },
      '',
    ),
  });

  test('refuses who shows no pass, a forged one, or one that is not a service’s', async () => {
    const forged = pass('SERVICE');
    forged['x-lindungi-pass'] += 'x';
    for (const headers of [{}, forged, pass('CALL')]) {
      const response = await ask('wait=0', headers as Record<string, string>);
      expect([response.status, await response.json()]).toEqual([401, { code: 'PASS_REFUSED' }]);
    }
    expect((await ask('after=nonsense', pass('SERVICE'))).status).toBe(400);
  });

  test('holds its answer back until the event is settled, and not until the end of the wait', async () => {
    const { epoch, xid, id } = await outbox.head();
    const [late, early] = [randomUUID(), randomUUID()];
    const first = await world.writing(late);
    const began = performance.now();
    const answer = ask(`after=${epoch}:${xid}:${id}&wait=10000`, pass('SERVICE')).then((it) => it.json());
    await commits(await world.writing(early));
    await pause(300);
    await commits(first);
    expect(pledgesOf(((await answer) as { told: Told[] }).told)).toEqual([late, early]);
    expect(performance.now() - began).toBeLessThan(8_000);
  });

  test('does not wait for a NOTIFY when what held the event back tells nothing', async () => {
    const { epoch, xid, id } = await outbox.head();
    const bystander = await world.asTeller();
    await bystander.query('begin; select pg_current_xact_id()');
    const answer = ask(`after=${epoch}:${xid}:${id}&wait=10000`, pass('SERVICE')).then((it) => it.json());
    const pledge = await say(semarang);
    await pause(300);
    await bystander.query('rollback');
    const began = performance.now();
    expect(pledgesOf(((await answer) as { told: Told[] }).told)).toEqual([pledge]);
    expect(performance.now() - began).toBeLessThan(8_000);
    await bystander.end();
  });

  test('answers with nothing when the wait is over', async () => {
    const { epoch, xid, id } = await outbox.head();
    const response = await ask(`after=${epoch}:${xid}:${id}&names=donors.other&wait=200`, pass('SERVICE'));
    expect(await response.json()).toMatchObject({ told: [], gap: false });
  });
});

describe('a client that watches', () => {
  const live = (of = outbox) => {
    const one = new Live({ outbox: of, cursorKey: key });
    open.push(one);
    return one;
  };
  const watch = (city: City, after?: string) => ({
    city,
    names: [PledgeOffered.name],
    after,
    snapshot: async () => 'snapshot',
    change: async (told: Told) => pledgesOf([told])[0],
  });

  test('sees its own city, and nothing of another', async () => {
    const one = live();
    const here = one.stream(watch(semarang));
    const there = one.stream(watch(palangkaRaya));
    expect([(await here.next()).value?.value, (await there.next()).value?.value]).toEqual([
      'snapshot',
      'snapshot',
    ]);
    const foreign = there.next();
    const pledge = await say(semarang);
    expect((await here.next()).value).toMatchObject({ value: pledge, gap: false });
    const own = await say(palangkaRaya);
    expect((await foreign).value?.value).toBe(own); // the first thing it hears
    await world.telling.inCity(semarang, async (tx) =>
      tell(tx, PledgeChanged, { pledgeId: randomUUID(), donorId: randomUUID(), what: 'PAID' }),
    );
    const next = await say(semarang);
    expect((await here.next()).value?.value).toBe(next); // a name it did not ask for is not told
  });

  test('goes on where it was, on another replica, after a restart', async () => {
    const before = live().stream(watch(semarang));
    const { cursor } = (await before.next()).value!;
    await before.return(undefined);
    const missed = [await say(semarang), await say(palangkaRaya), await say(semarang)];

    const restarted = await world.outbox();
    open.push(restarted);
    const after = live(restarted).stream(watch(semarang, cursor));
    expect((await after.next()).value).toMatchObject({ value: missed[0], gap: false });
    expect((await after.next()).value).toMatchObject({ value: missed[2], gap: false });
    const fresh = await say(semarang);
    expect((await after.next()).value?.value).toBe(fresh);
  });

  test('is told of the gap when the outbox began a new epoch, before it came and while it watches', async () => {
    const stream = live().stream(watch(semarang));
    const { cursor } = (await stream.next()).value!;
    await world.admin.query(`update ${teller}.epoch set epoch = gen_random_uuid()`);
    await say(palangkaRaya);
    expect((await stream.next()).value).toMatchObject({ value: 'snapshot', gap: true });
    const back = await live().stream(watch(semarang, cursor)).next();
    expect(back.value).toMatchObject({ value: 'snapshot', gap: true });
  });
});
