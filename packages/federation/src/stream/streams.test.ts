import { afterEach, describe, expect, jest, test } from '@jest/globals';
import type { FrameStream } from './frame-stream';
import { createStreams } from './open-streams';
import type { StreamSettings } from './streams';
import { budi, prepared, STREET, sari, settled, stall, Tap, type Visitor } from './street.fixture';

const WATCH = 'subscription ($after: String) { stallChanged(after: $after) { stall { name } cursor } }';

afterEach(() => jest.useRealTimers());

function street(more: Partial<StreamSettings<Visitor>> = {}) {
  const taps: Tap[] = [];
  const executed: string[] = [];
  const settings: StreamSettings<Visitor> = {
    subscribe: (call) => {
      const tap = new Tap(call);
      taps.push(tap);
      return tap;
    },
    executeEvent: async (_prepared, _variables, primary) => {
      executed.push(primary.toString());
      return primary;
    },
    rightsOf: (visitor) => visitor.rights,
    ...more,
  };
  const streams = createStreams(settings);
  const watch = (context = sari, variables = {}, query = WATCH) =>
    streams.open(prepared(query, STREET), { variables, context });
  return { taps, executed, streams, watch };
}

/** One graph for all who watch it: sharing asks for the same supergraph. */
function oneStreet(more: Partial<StreamSettings<Visitor>> = {}) {
  const made = street(more);
  const plan = prepared(WATCH);
  const watch = (context = sari, variables: Record<string, unknown> = {}) =>
    made.streams.open(plan, { variables, context });
  return { ...made, plan, watch };
}

const nameIn = (frame: Buffer) => JSON.parse(frame.toString()).data.stallChanged.stall.name;
const next = async (stream: FrameStream) => {
  const { done, value } = await stream.next();
  return done ? undefined : nameIn(value);
};

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

describe('a latecomer', () => {
  test('to a stream that may have begun with a snapshot gets an upstream of its own', async () => {
    const { taps, watch } = oneStreet();
    const early = watch();
    taps[0]!.say(stall('snapshot', 'c1'));
    await next(early);
    const late = watch();
    expect(taps).toHaveLength(2);
    taps[1]!.say(stall('later snapshot', 'c2'));
    expect(await next(late)).toBe('later snapshot');
  });

  test('shares one upstream again as soon as both have told the same cursor', async () => {
    const { taps, watch, streams } = oneStreet();
    const early = watch();
    taps[0]!.say(stall('snapshot', 'c1'));
    await next(early);
    const late = watch();
    taps[1]!.say(stall('later snapshot', 'c2'));
    await next(late);
    for (const tap of taps) tap.say(stall('change', 'c3'));
    expect([await next(early), await next(late)]).toEqual(['change', 'change']);
    await settled();
    expect(streams.stats).toEqual({ clients: 2, upstreams: 1 });
    expect(taps.map((it) => it.returned)).toEqual([0, 1]);
    taps[0]!.say(stall('together', 'c4'));
    expect([await next(early), await next(late)]).toEqual(['together', 'together']);
    await early.return();
    await late.return();
    expect(taps[0]!.returned).toBe(1);
  });

  test('who comes back with a cursor meets the others too', async () => {
    const { taps, watch, streams } = oneStreet();
    const early = watch();
    taps[0]!.say(stall('snapshot', 'c1'));
    await next(early);
    const back = watch(sari, { after: 'c0' });
    expect(taps[1]!.call.variables).toEqual({ after: 'c0' });
    taps[1]!.say(stall('missed', 'c1'));
    expect(await next(back)).toBe('missed');
    await settled();
    expect(streams.stats).toEqual({ clients: 2, upstreams: 1 });
  });

  test('to a state stream is told the state again, by a fresh execution, and alone', async () => {
    const { taps, executed, watch } = oneStreet({ joining: () => 'STATE' });
    const early = watch();
    taps[0]!.say(stall('state', 'c1'));
    await next(early);
    const late = watch();
    expect(await next(late)).toBe('state');
    expect([taps.length, executed.length]).toEqual([1, 2]);
    taps[0]!.say(stall('change', 'c2'));
    expect([await next(early), await next(late)]).toEqual(['change', 'change']);
  });

  test('is never told what was looked up before it came', async () => {
    const turns: (() => void)[] = [];
    const { taps, watch } = oneStreet({
      joining: () => 'STATE',
      executeEvent: async (_p, _v, primary) => {
        await new Promise<void>((go) => turns.push(go));
        return primary;
      },
    });
    const early = watch();
    taps[0]!.say(stall('first', 'c1'));
    await settled();
    turns.shift()?.();
    await next(early);
    taps[0]!.say(stall('second', 'c2'));
    await settled(); // being looked up now
    const late = watch();
    let told: unknown;
    void next(late).then((it) => {
      told = it;
    });
    turns.shift()?.();
    expect(await next(early)).toBe('second');
    await settled();
    expect(told).toBeUndefined();
    turns.shift()?.();
    await settled();
    expect(told).toBe('second');
  });

  test('who asks for what came after a cursor is told all of it, of a state stream too', async () => {
    const { taps, watch } = oneStreet({ joining: () => 'STATE' });
    const early = watch();
    taps[0]!.say(stall('state', 'c3'));
    await next(early);
    watch(sari, { after: 'c1' });
    expect(taps[1]!.call.variables).toEqual({ after: 'c1' });
  });

  test('does not meet a stream in the middle of an event', async () => {
    const turns: (() => void)[] = [];
    const { taps, watch, streams } = oneStreet({
      executeEvent: async (_p, _v, primary) => {
        if (nameIn(primary) === 'slow') await new Promise<void>((go) => turns.push(go));
        return primary;
      },
    });
    const early = watch();
    taps[0]!.say(stall('first', 'c1'));
    await next(early);
    taps[0]!.say(stall('slow', 'c2'));
    const late = watch();
    taps[1]!.say(stall('first', 'c1'));
    await next(late);
    await settled();
    expect(streams.stats.upstreams).toBe(2);
    turns.shift()?.();
    expect(await next(early)).toBe('slow');
    taps[1]!.say(stall('second', 'c2'));
    expect(await next(late)).toBe('second');
    await settled();
    expect(streams.stats.upstreams).toBe(1);
  });

  test('to a live stream gets what comes from now on', async () => {
    const { taps, watch } = oneStreet({ joining: () => 'LIVE' });
    const early = watch();
    taps[0]!.say(stall('past', 'c1'));
    await next(early);
    const late = watch();
    taps[0]!.say(stall('now', 'c2'));
    expect(await next(late)).toBe('now');
    expect(taps).toHaveLength(1);
  });
});

describe('a subgraph that restarts', () => {
  test('is asked to go on from the last cursor', async () => {
    const { taps, watch } = oneStreet();
    const client = watch();
    taps[0]!.say(stall('snapshot', 'c1'));
    await next(client);
    taps[0]!.cut();
    await new Promise((done) => setTimeout(done, 80));
    expect(taps).toHaveLength(2);
    expect(taps[1]!.call.variables).toEqual({ cursor: 'c1' });
    expect(taps[1]!.call.operation).toMatch(/stallChanged\(after: \$cursor\)/);
    taps[1]!.say(stall('missed', 'c2'));
    expect(await next(client)).toBe('missed');
  });

  test("is not told again where the client's first visit began", async () => {
    const { taps, watch } = oneStreet();
    const client = watch(sari, { after: 'c0' });
    taps[0]!.say(stall('missed', 'c1'));
    await next(client);
    taps[0]!.cut();
    await new Promise((done) => setTimeout(done, 80));
    expect(taps[1]!.call.variables).toEqual({ cursor: 'c1' });
  });

  test('and ends its streams in good order first is asked again as well', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const { taps, watch } = oneStreet();
    const client = watch();
    taps[0]!.say(stall('snapshot', 'c1'));
    await next(client);
    for (let end = 0; end < 2; end++) {
      taps[end]!.say(undefined);
      await settled();
      jest.advanceTimersByTime(5_000);
      await settled();
    }
    expect(taps).toHaveLength(3);
    taps[2]!.say(undefined); // three ends without a word: it is over
    expect(await next(client)).toBeUndefined();
  });

  test('ends a stream that cannot go on without loss, with the name of the subgraph', async () => {
    const { taps, streams } = oneStreet();
    const client = streams.open(prepared('subscription { rang { stroke } }'), { context: sari });
    taps[0]!.say({ data: { rang: { stroke: 1 } } });
    await client.next();
    taps[0]!.cut();
    await expect(client.next()).rejects.toMatchObject({ code: 'DEGRADED', subgraph: 'MARKET' });
  });

  test('is waited for a minute, and not longer', async () => {
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
    const down = { is: false };
    const taps: Tap[] = [];
    const { watch } = oneStreet({
      subscribe: (call) => {
        const tap = new Tap(call);
        taps.push(tap);
        if (down.is) tap.cut();
        return tap;
      },
    });
    const client = watch();
    taps[0]!.say(stall('snapshot', 'c1'));
    await next(client);
    down.is = true;
    taps[0]!.cut();
    const ended = client.next().catch((error) => error);
    for (let n = 0; n < 30; n++) {
      await settled();
      jest.advanceTimersByTime(5_000);
    }
    expect(await ended).toMatchObject({ code: 'DEGRADED' });
    expect(taps.length).toBeLessThan(60);
  });
});

describe('a new supergraph', () => {
  test('keeps an upstream that asks the same, and runs the new plan', async () => {
    const plans: unknown[] = [];
    const { taps, streams, watch } = oneStreet({
      executeEvent: async (plan, _v, primary) => {
        plans.push(plan);
        return primary;
      },
    });
    const client = watch();
    const replanned = prepared(WATCH);
    expect(streams.swap(() => replanned)).toEqual({ kept: 1, ended: 0 });
    taps[0]!.say(stall('change', 'c1'));
    expect(await next(client)).toBe('change');
    expect(plans).toEqual([replanned]);
    expect(taps).toHaveLength(1);
  });

  test('opens another from the cursor where what is asked has changed', async () => {
    const { taps, streams, watch } = oneStreet();
    const client = watch();
    taps[0]!.say(stall('snapshot', 'c1'));
    await next(client);
    streams.swap(() => prepared(WATCH, STREET, 'http://elsewhere'));
    await settled();
    expect(taps[0]!.returned).toBe(1);
    expect(taps[1]!.call).toMatchObject({ url: 'http://elsewhere', variables: { cursor: 'c1' } });
    taps[1]!.say(stall('change', 'c2'));
    expect(await next(client)).toBe('change');
  });

  test('leaves a stream that cannot go on elsewhere where it is, with the plan that fits it', async () => {
    const plans: unknown[] = [];
    const { taps, streams } = oneStreet({
      executeEvent: async (plan, _v, primary) => {
        plans.push(plan);
        return primary;
      },
    });
    const query = 'subscription { rang { stroke } }';
    const plan = prepared(query);
    const client = streams.open(plan, { context: sari });
    taps[0]!.say({ data: { rang: { stroke: 1 } } });
    await client.next();
    expect(streams.swap(() => prepared(query, STREET, 'http://elsewhere'))).toEqual({ kept: 1, ended: 0 });
    taps[0]!.say({ data: { rang: { stroke: 2 } } });
    expect((await client.next()).value?.toString()).toMatch('2');
    expect(plans).toEqual([plan, plan]);
  });

  test('does not hear what the upstream that was left still says', async () => {
    const { taps, streams, watch } = oneStreet();
    const client = watch();
    taps[0]!.say(stall('snapshot', 'c1'));
    await next(client);
    await settled();
    streams.swap(() => prepared(WATCH, STREET, 'http://elsewhere'));
    taps[0]!.say(stall('twice', 'c2'));
    await settled();
    taps[1]!.say(stall('once', 'c2'));
    expect(await next(client)).toBe('once');
  });

  test('ends with a typed error whose fields are gone, after what it was told', async () => {
    const { taps, streams, watch } = oneStreet();
    const client = watch();
    taps[0]!.say(stall('last', 'c1'));
    await settled();
    expect(streams.swap(() => undefined)).toEqual({ kept: 0, ended: 1 });
    expect(await next(client)).toBe('last');
    await expect(client.next()).rejects.toMatchObject({ code: 'STREAM_FIELDS_GONE' });
    expect(taps[0]!.returned).toBe(1);
  });
});
