import { afterEach, describe, expect, test } from '@jest/globals';
import { bodies, closeAll, type Seen, subgraph, waited } from './riding.fixture';

afterEach(closeAll);

const most = (together: readonly string[][]) => Math.max(...together.map((it) => it.length));
const connectionsOf = (seen: readonly Seen[]) => new Set(seen.map((it) => it.connection)).size;

describe('reads that leave together', () => {
  test('go on one connection, and each gets its own answer', async () => {
    const { post, known, together } = await subgraph((it) => setTimeout(it.answer, Math.random() * 3));
    await known();
    for (let round = 0; round < 20; round++) {
      const asked = bodies(12, `r${round}-`);
      expect(await Promise.all(asked.map((it) => post(it)))).toEqual(asked);
    }
    expect(most(together)).toBeGreaterThan(1);
  });

  test('go alone while nobody knows how quick they are', async () => {
    const { post, seen } = await subgraph((it) => it.answer());
    await Promise.all(bodies(5).map((it) => post(it)));
    expect(connectionsOf(seen)).toBe(5);
  });

  test('of two cities are never on one connection at one time', async () => {
    const { post, known, together } = await subgraph((it) => setTimeout(it.answer, 5));
    await known();
    const asked = bodies(12);
    const company = (n: number) => (n % 2 ? '3374' : '6271');
    expect(await Promise.all(asked.map((it, n) => post(it, { company: company(n) })))).toEqual(asked);
    const cities = together
      .slice(25)
      .map((beside) => new Set(beside.map((it) => company(Number(it.slice(2, -1))))));
    expect(Math.max(...cities.map((it) => it.size))).toBe(1);
    expect(most(together)).toBeGreaterThan(1);
  });
});

describe('one that holds up those behind it', () => {
  test('is gone round: they are asked again, and it is still answered', async () => {
    let held: Seen | undefined;
    const { post, known, seen } = await subgraph((it) => {
      if (it.body === '"n0"') held = it;
      else it.answer();
    });
    await known();
    const asked = bodies(6);
    const answers = asked.map((it) => post(it));
    expect(await Promise.all(answers.slice(1))).toEqual(asked.slice(1));
    expect(seen).toHaveLength(6 + 5);
    held?.answer();
    expect(await answers[0]).toBe('"n0"');
    // Its connection brings the answers of the others after all; nobody is given them.
    expect(await Promise.all(bodies(6, 'later').map((it) => post(it)))).toEqual(bodies(6, 'later'));
  });

  test('is gone round for a few of all at most, whatever is slow', async () => {
    let answered = true;
    const { post, known, seen } = await subgraph((it) => answered && it.answer());
    await known();
    answered = false;
    const left: ((reason: unknown) => void)[] = [];
    const call = { onStop: (listener: (reason: unknown) => void) => void left.push(listener) };
    const answers = bodies(200).map((it) => post(it, { call }).catch(() => 'stopped'));
    await waited(300);
    expect(seen.length).toBeGreaterThan(0);
    for (const stop of left) stop(new Error('over'));
    expect(new Set(await Promise.all(answers))).toEqual(new Set(['stopped']));
    // Twenty were saved up.
    expect(seen.length - 200).toBeLessThanOrEqual(20);
  });
});

describe('when all connections are busy', () => {
  test('who waited for one is gone round all the same', async () => {
    const held: Seen[] = [];
    const { post, known, seen } = await subgraph((it) => {
      if (it.body.startsWith('"busy') || it.body === '"n0"') held.push(it);
      else it.answer();
    });
    await known();
    const busy = bodies(64, 'busy').map((it, n) => post(it, { operation: `{unknown${n}}` }));
    while (seen.length < 64) await waited(5);
    const asked = bodies(4);
    const answers = asked.map((it) => post(it));
    await waited(20);
    expect(seen).toHaveLength(64);
    for (const it of held.splice(0)) it.answer();
    await Promise.all(busy);
    expect(await Promise.all(answers.slice(1))).toEqual(asked.slice(1));
    held[0]?.answer();
    expect(await answers[0]).toBe('"n0"');
  });
});

describe('one that nobody waits for any more', () => {
  test('keeps no connection, when those behind it went round', async () => {
    let closed = 0;
    const { post, known, seen } = await subgraph((it, request) => {
      if (it.body === '"n0"') request.socket.once('close', () => closed++);
      else it.answer();
    });
    await known();
    const stops: ((reason: unknown) => void)[] = [];
    const call = { onStop: (listener: (reason: unknown) => void) => void stops.push(listener) };
    const answers = bodies(4).map((it, n) => post(it, n === 0 ? { call } : {}));
    answers[0]?.catch(() => {});
    stops[0]?.(new Error('gone'));
    // It had not left yet.
    expect(await Promise.all(answers.slice(1))).toEqual(['"n1"', '"n2"', '"n3"']);
    seen.length = 0;
    const again = bodies(4).map((it, n) => post(it, n === 0 ? { call } : {}));
    while (seen.length < 4) await waited(5);
    stops[1]?.(new Error('gone'));
    await expect(again[0]).rejects.toThrow('gone');
    expect(await Promise.all(again.slice(1))).toEqual(['"n1"', '"n2"', '"n3"']);
    while (closed === 0) await waited(5);
  });

  test('leaves those beside it, and takes none of their answers', async () => {
    const waiting: Seen[] = [];
    const { post, known } = await subgraph(
      (it) => void (it.body === '"known"' ? it.answer() : waiting.push(it)),
    );
    await known();
    const stops: ((reason: unknown) => void)[] = [];
    const call = { onStop: (listener: (reason: unknown) => void) => void stops.push(listener) };
    const answers = bodies(5).map((it, n) => post(it, n === 2 ? { call } : {}));
    while (waiting.length < 5) await waited(5);
    stops[0]?.(new Error('gone'));
    await expect(answers[2]).rejects.toThrow('gone');
    for (const it of waiting) it.answer();
    answers.splice(2, 1);
    expect(await Promise.all(answers)).toEqual(['"n0"', '"n1"', '"n3"', '"n4"']);
  });

  test('closes its connection when it was the last on it', async () => {
    let closed = 0;
    const { post, known, seen, metrics } = await subgraph((it, request) => {
      if (it.body === '"known"') it.answer();
      else request.socket.once('close', () => closed++);
    });
    await known();
    const stops: ((reason: unknown) => void)[] = [];
    const call = { onStop: (listener: (reason: unknown) => void) => void stops.push(listener) };
    const answers = bodies(3).map((it) => post(it, { call }).catch(String));
    while (seen.length === 0) await waited(5);
    for (const stop of stops) stop(new Error('gone'));
    expect(await Promise.all(answers)).toEqual(Array(3).fill('Error: gone'));
    while (closed === 0) await waited(5);
    expect(metrics.text()).toContain('outcome="left"} 3\n');
  });
});
