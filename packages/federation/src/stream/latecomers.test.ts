import { describe, expect, test } from '@jest/globals';
import { nameIn, next, oneStreet, sari, settled, stall } from './street.fixture';

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
