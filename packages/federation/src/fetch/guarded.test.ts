import { describe, expect, test } from '@jest/globals';
import type { SubgraphCall } from '../settings';
import { guardFetch } from './guarded';
import type { Asker } from './outgoing';

type Visitor = { rights: string };

type Wanted = SubgraphCall<Visitor> & Asker<Visitor>;

const call = (more: Partial<Wanted> = {}): Wanted => ({
  subgraph: 'market',
  url: 'http://market',
  body: Buffer.from('{"query":"{stall}"}'),
  operation: '{stall}',
  kind: 'query',
  context: { rights: 'sari' },
  ...more,
});

interface Asked {
  call: SubgraphCall<Visitor>;
  answer(body: string): void;
  fail(error?: Error): void;
}

/** What no test waits for. */
const AN_HOUR = 3_600_000;

function market({ rightsOf = (it: Visitor) => it.rights, subgraphMs = 3_000 } = {}) {
  const asked: Asked[] = [];
  const alarms: string[] = [];
  const guarded = guardFetch<Visitor>({
    fetch: (it) =>
      new Promise((resolve, reject) => {
        const fail = (error = new Error('socket hang up')) => reject(error);
        asked.push({ call: it, answer: (body) => resolve(Buffer.from(body)), fail });
      }),
    rightsOf,
    subgraphMs,
    onAlarm: ({ what }) => alarms.push(what),
  });
  const fetch = (it: Wanted) => {
    const answer = guarded(it, it.url, it);
    answer.catch(() => {}); // Some are left unanswered, and end when their time does.
    return answer;
  };
  return { asked, alarms, fetch };
}

const waited = (milliseconds: number) => new Promise((done) => setTimeout(done, milliseconds));

describe('equal reads', () => {
  test('that are asked together are asked once', async () => {
    const { asked, fetch } = market();
    const answers = [fetch(call()), fetch(call()), fetch(call({ signal: new AbortController().signal }))];
    expect(asked).toHaveLength(1);
    asked[0]!.answer('one');
    const bodies = await Promise.all(answers);
    expect(new Set(bodies).size).toBe(1);
    void fetch(call());
    expect(asked).toHaveLength(2);
  });

  test.each([
    ['other rights', { context: { rights: 'budi' } }],
    ['another body', { body: Buffer.from('{"query":"{stalls}"}') }],
    ['another subgraph', { url: 'http://town' }],
    ['a mutation', { kind: 'mutation' as const }],
    ['a body of thousands of entities', { body: Buffer.alloc(9_000, 'x') }],
  ])('are not shared with %s', (_, more) => {
    const { asked, fetch } = market();
    void fetch(call());
    void fetch(call(more));
    void fetch(call(more.kind || more.body?.length === 9_000 ? more : {}));
    expect(asked).toHaveLength(more.kind || more.body?.length === 9_000 ? 3 : 2);
  });

  test('are not shared across a mutation: who asks after it sees what it changed', async () => {
    const { asked, fetch } = market();
    void fetch(call());
    const change = fetch(call({ kind: 'mutation' }));
    asked[1]!.answer('done');
    await change;
    void fetch(call());
    expect(asked).toHaveLength(3);
  });

  test('stop when the last who waited has gone, and not before', async () => {
    const { asked, fetch } = market();
    const [one, other] = [new AbortController(), new AbortController()];
    const answers = [fetch(call({ signal: one.signal })), fetch(call({ signal: other.signal }))];
    one.abort();
    await expect(answers[0]).rejects.toThrow('abort');
    expect(asked[0]!.call.signal?.aborted).toBe(false);
    other.abort();
    await expect(answers[1]).rejects.toThrow('abort');
    expect(asked[0]!.call.signal?.aborted).toBe(true);
    void fetch(call());
    expect(asked).toHaveLength(2);
  });

  test('of two are told apart wherever their parts end', () => {
    const { asked, fetch } = market();
    void fetch(call({ context: { rights: 'a' }, url: 'bc' }));
    void fetch(call({ context: { rights: 'ab' }, url: 'c' }));
    expect(asked).toHaveLength(2);
  });
});

describe('a subgraph that is late', () => {
  test('is given up, whether or not the transport heeds the signal', async () => {
    const { asked, fetch } = market({ subgraphMs: 60 });
    await expect(fetch(call())).rejects.toMatchObject({ code: 'DEADLINE_PASSED' });
    expect(asked[0]!.call.signal?.aborted).toBe(true);
    expect(asked).toHaveLength(1);
  });

  test("never outlives the request's own time", async () => {
    const { asked, fetch } = market({ subgraphMs: AN_HOUR });
    await expect(fetch(call({ signal: AbortSignal.timeout(40) }))).rejects.toThrow(/timeout/);
    expect(asked[0]!.call.signal?.aborted).toBe(true);
  });

  test('is not asked for a request that is over already', async () => {
    const { asked, fetch } = market();
    await expect(fetch(call({ signal: AbortSignal.abort() }))).rejects.toThrow('abort');
    for (const kind of ['query', 'mutation'] as const) {
      await expect(fetch(call({ kind, until: performance.now() - 1 }))).rejects.toThrow('0 ms');
    }
    expect(asked).toHaveLength(0);
  });

  test.each(['query', 'mutation'] as const)('has no more than is left of the time of a %s', async (kind) => {
    const { asked, fetch } = market({ subgraphMs: AN_HOUR });
    const until = performance.now() + 40;
    await expect(fetch(call({ kind, until }))).rejects.toMatchObject({ code: 'DEADLINE_PASSED' });
    expect(asked[0]!.call.signal?.aborted).toBe(true);
  });

  test('is still waited for by one who shares the read and has more time', async () => {
    const { asked, fetch } = market();
    const [hasty, patient] = [fetch(call({ until: performance.now() + 30 })), fetch(call())];
    await expect(hasty).rejects.toMatchObject({ code: 'DEADLINE_PASSED' });
    expect([asked.length, asked[0]!.call.signal?.aborted]).toEqual([1, false]);
    asked[0]!.answer('late');
    expect((await patient).toString()).toBe('late');
  });
});

describe('who carries a call', () => {
  test('hears that it was stopped, also when it looks late, and by a signal too', async () => {
    const { asked, fetch } = market();
    const stop = new AbortController();
    const answer = fetch(call({ signal: stop.signal }));
    const heard: unknown[] = [];
    asked[0]!.call.onStop?.((reason) => heard.push(reason));
    stop.abort('gone');
    await expect(answer).rejects.toBe('gone');
    asked[0]!.call.onStop?.((reason) => heard.push(reason));
    expect([heard, asked[0]!.call.signal?.reason]).toEqual([['gone', 'gone'], 'gone']);
  });

  test('hears nothing once it has answered', async () => {
    const { asked, fetch } = market({ subgraphMs: 60 });
    const answer = fetch(call());
    const heard: unknown[] = [];
    asked[0]!.call.onStop?.((reason) => heard.push(reason));
    asked[0]!.answer('here');
    await answer;
    await waited(150);
    expect(heard).toEqual([]);
  });

  test('may fail at once: then the call fails, and no other does', async () => {
    let thrown = 0;
    const guarded = guardFetch<Visitor>({
      fetch: () => {
        thrown++;
        throw new Error('no such place');
      },
    });
    const mutation = call({ kind: 'mutation' });
    await expect(guarded(mutation, mutation.url, mutation)).rejects.toThrow('no such place');
    expect(thrown).toBe(1);
  });
});

describe('a read that failed', () => {
  test('is asked once more, and not a third time', async () => {
    const { asked, fetch } = market();
    const answer = fetch(call());
    asked[0]!.fail();
    await waited(100);
    expect(asked).toHaveLength(2);
    asked[1]!.answer('second');
    expect((await answer).toString()).toBe('second');
    const failing = fetch(call());
    asked[2]!.fail();
    await waited(100);
    asked[3]!.fail();
    await expect(failing).rejects.toThrow('hang up');
    expect(asked).toHaveLength(4);
  });

  test('is not asked again when it was a mutation', async () => {
    const { asked, fetch } = market();
    const answer = fetch(call({ kind: 'mutation' }));
    asked[0]!.fail();
    await expect(answer).rejects.toThrow('hang up');
    expect(asked).toHaveLength(1);
  });

  test('is asked again for less than a tenth of all reads, whatever is down', async () => {
    const { asked, alarms, fetch } = market();
    const answers = [];
    for (let n = 0; n < 200; n++) {
      answers.push(fetch(call({ body: Buffer.from(`{"query":"{stall${n}}"}`) })).catch(() => 'failed'));
      asked.at(-1)!.fail();
    }
    await waited(150);
    for (const it of asked) it.fail();
    await Promise.all(answers);
    // Ten were saved up.
    expect(asked.length - 200).toBeLessThanOrEqual(10 + 16);
    expect(asked.length).toBeGreaterThan(205);
    expect(alarms).toContain('RETRIES_SPENT');
  });
});
