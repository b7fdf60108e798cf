import { describe, expect, test } from '@jest/globals';
import { mapStream } from './map-stream';

/** A source that gives what it has and then waits for ever. */
const waiting = (values: number[], ended: { count: number }): AsyncIterable<number> => ({
  [Symbol.asyncIterator]: () => ({
    next: () =>
      values.length > 0
        ? Promise.resolve({ done: false as const, value: values.shift() as number })
        : new Promise<never>(() => {}),
    return: async () => {
      ended.count++;
      return { done: true as const, value: undefined };
    },
  }),
});

describe('a mapped stream', () => {
  test('ends its source at once, even while that source waits', async () => {
    const ended = { count: 0 };
    let over = 0;
    const stream = mapStream(
      waiting([1], ended),
      (it) => it * 2,
      () => -1,
      () => over++,
    );
    expect(await stream.next()).toEqual({ done: false, value: 2 });
    void stream.next();
    expect(await stream.return?.()).toEqual({ done: true, value: undefined });
    expect([ended.count, over]).toEqual([1, 1]);
  });

  test('makes a last value of a failure, and then is over', async () => {
    async function* failing(): AsyncGenerator<number> {
      yield 1;
      throw new Error('gone');
    }
    const seen: number[] = [];
    for await (const it of mapStream(
      failing(),
      (value) => value,
      () => -1,
    ))
      seen.push(it);
    expect(seen).toEqual([1, -1]);
  });
});
