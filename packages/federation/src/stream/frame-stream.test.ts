import { describe, expect, test } from '@jest/globals';
import { ClientStream, MOST_FRAMES } from './frame-stream';

const frame = (size: number) => Buffer.alloc(size, 'x');
const stream = () => {
  const left: ClientStream[] = [];
  return { client: new ClientStream((it) => left.push(it)), left };
};

describe('a client that reads too slowly', () => {
  test.each([
    ['by frames', MOST_FRAMES + 1, 10],
    ['by bytes', 3, 512 * 1024],
  ])('is let go %s, and told why', async (_, count, size) => {
    const { client, left } = stream();
    for (let n = 0; n < count; n++) client.offer(frame(size));
    expect(left).toEqual([client]);
    await expect(client.next()).rejects.toMatchObject({ code: 'STREAM_TOO_SLOW' });
    expect(await client.next()).toEqual({ done: true, value: undefined });
  });

  test('is not one that has all it may have waiting', async () => {
    const { client, left } = stream();
    for (let n = 0; n < MOST_FRAMES; n++) client.offer(frame(10));
    for (let n = 0; n < MOST_FRAMES; n++) expect((await client.next()).done).toBe(false);
    expect(left).toEqual([]);
  });

  test('may be given one frame of any size', async () => {
    const { client } = stream();
    client.offer(frame(3 * 1024 * 1024));
    expect((await client.next()).value?.length).toBe(3 * 1024 * 1024);
  });
});

describe('a sink', () => {
  test('gets what waits, then each frame at once; after `false` only when it asks', () => {
    const { client } = stream();
    const got: number[] = [];
    let open = true;
    client.offer(frame(1));
    const resume = client.flowTo({
      frame: (it) => {
        got.push(it.length);
        return open;
      },
      end: () => got.push(-1),
    });
    client.offer(frame(2));
    open = false;
    client.offer(frame(3));
    client.offer(frame(4));
    expect(got).toEqual([1, 2, 3]);
    open = true;
    resume();
    client.end();
    expect(got).toEqual([1, 2, 3, 4, -1]);
  });

  test('hears of the end after what waited, or at once when it was too slow', () => {
    const { client } = stream();
    const ends: unknown[] = [];
    client.flowTo({ frame: () => false, end: (error) => ends.push(error) });
    for (let n = 0; n <= MOST_FRAMES + 1; n++) client.offer(frame(1));
    expect(ends).toEqual([expect.objectContaining({ code: 'STREAM_TOO_SLOW' })]);
  });

  test('that left hears nothing more', async () => {
    const { client, left } = stream();
    let heard = 0;
    client.flowTo({ frame: () => ++heard > 0, end: () => heard++ });
    await client.return();
    client.offer(frame(1));
    expect([heard, left.length]).toEqual([0, 1]);
  });
});
