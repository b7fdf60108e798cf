import { describe, expect, test } from '@jest/globals';
import { budi, nameIn, next, oneStreet, prepared, sari, stall } from './street.fixture';

describe('equal subscriptions', () => {
  test('have one upstream, one execution per event, and the very same bytes', async () => {
    const { taps, executed, watch, streams } = oneStreet();
    const clients = Array.from({ length: 1000 }, () => watch());
    expect(taps).toHaveLength(1);
    expect(streams.stats).toEqual({ clients: 1000, upstreams: 1 });
    taps[0]!.say(stall('Bu Tini', 'c1'));
    const frames = await Promise.all(clients.map((it) => it.next()));
    expect(new Set(frames.map((it) => it.value)).size).toBe(1);
    expect(executed).toHaveLength(1);
  });

  test('of other rights, variables or words have an upstream each', () => {
    const { taps, watch, streams } = oneStreet();
    watch();
    watch(budi);
    watch(sari, { id: 's2' });
    streams.open(prepared('subscription { stallChanged { cursor } }'), { context: sari });
    expect(taps).toHaveLength(4);
  });

  test('close their upstream with the last who leaves, at once and while it waits', async () => {
    const { taps, watch, streams } = oneStreet();
    const [one, other] = [watch(), watch()];
    const waiting = one.next();
    await one.return();
    expect(await waiting).toEqual({ done: true, value: undefined });
    expect(taps[0]!.returned).toBe(0);
    await other.return();
    expect(taps[0]!.returned).toBe(1);
    expect(taps[0]!.call.signal?.aborted).toBe(true);
    expect(streams.stats).toEqual({ clients: 0, upstreams: 0 });
  });

  test('leave by their signal', () => {
    const { streams, plan } = oneStreet();
    const gone = new AbortController();
    streams.open(plan, { context: sari, signal: gone.signal });
    gone.abort();
    expect(streams.stats.clients).toBe(0);
  });

  test('end when the upstream does, after what it said last', async () => {
    const { streams, taps } = oneStreet();
    const client = streams.open(prepared('subscription { rang { stroke } }'), { context: sari });
    taps[0]!.say({ data: { rang: { stroke: 1 } } });
    taps[0]!.say(undefined);
    expect((await client.next()).value?.toString()).toBe('{"data":{"rang":{"stroke":1}}}');
    expect((await client.next()).done).toBe(true);
  });
});

describe('events', () => {
  test('are told in order, one at a time', async () => {
    const running: string[] = [];
    let most = 0;
    const { taps, watch } = oneStreet({
      executeEvent: async (_p, _v, primary) => {
        running.push('event');
        most = Math.max(most, running.length);
        const wait = nameIn(primary) === 'first' ? 20 : 0;
        await new Promise((done) => setTimeout(done, wait));
        running.pop();
        return primary;
      },
    });
    const client = watch();
    for (const name of ['first', 'second', 'third']) taps[0]!.say(stall(name, name));
    expect([await next(client), await next(client), await next(client)]).toEqual([
      'first',
      'second',
      'third',
    ]);
    expect(most).toBe(1);
  });

  test('that cannot be told end the stream with a typed error', async () => {
    const { taps, watch } = oneStreet({ executeEvent: () => Promise.reject(new Error('defect')) });
    const client = watch();
    taps[0]!.say(stall('Bu Tini', 'c1'));
    await expect(client.next()).rejects.toMatchObject({ code: 'INTERNAL' });
    expect(taps[0]!.returned).toBe(1);
  });
});
