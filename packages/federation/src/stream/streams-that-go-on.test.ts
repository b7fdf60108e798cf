import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { next, oneStreet, prepared, STREET, sari, settled, stall, Tap, WATCH } from './street.fixture';

afterEach(() => jest.useRealTimers());

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
    expect(await streams.swap(async () => replanned)).toEqual({ kept: 1, ended: 0 });
    taps[0]!.say(stall('change', 'c1'));
    expect(await next(client)).toBe('change');
    expect(plans).toEqual([replanned]);
    expect(taps).toHaveLength(1);
  });

  test('does not hold up who watches while it is planned on', async () => {
    const { taps, streams, watch } = oneStreet();
    const client = watch();
    let planned: (plan: ReturnType<typeof prepared>) => void = () => {};
    const swapped = streams.swap(
      () =>
        new Promise((resolve) => {
          planned = resolve;
        }),
    );
    taps[0]!.say(stall('meanwhile', 'c1'));
    expect(await next(client)).toBe('meanwhile');
    planned(prepared(WATCH));
    expect(await swapped).toEqual({ kept: 1, ended: 0 });
    taps[0]!.say(stall('afterwards', 'c2'));
    expect(await next(client)).toBe('afterwards');
  });

  test('opens another from the cursor where what is asked has changed', async () => {
    const { taps, streams, watch } = oneStreet();
    const client = watch();
    taps[0]!.say(stall('snapshot', 'c1'));
    await next(client);
    await streams.swap(async () => prepared(WATCH, STREET, 'http://elsewhere'));
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
    expect(await streams.swap(async () => prepared(query, STREET, 'http://elsewhere'))).toEqual({
      kept: 1,
      ended: 0,
    });
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
    await streams.swap(async () => prepared(WATCH, STREET, 'http://elsewhere'));
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
    expect(await streams.swap(async () => undefined)).toEqual({ kept: 0, ended: 1 });
    expect(await next(client)).toBe('last');
    await expect(client.next()).rejects.toMatchObject({ code: 'STREAM_FIELDS_GONE' });
    expect(taps[0]!.returned).toBe(1);
  });
});
