import { describe, expect, test } from '@jest/globals';
import { InBatches } from './in-batches';

/** Work that ends when it is told to, and remembers what it was given. */
function slowly(most: number, fails: (items: readonly number[]) => Error | undefined = () => undefined) {
  const batches: [string, ...number[]][] = [];
  const ends: (() => void)[] = [];
  const batched = new InBatches<number, number>(async (key, items) => {
    batches.push([key, ...items]);
    await new Promise<void>((end) => ends.push(end));
    const failure = fails(items);
    if (failure) throw failure;
    return items.map((item) => item * 10);
  }, most);
  const endAll = async () => {
    for (let idle = 0; idle < 5; idle += 1) {
      if (ends.splice(0).map((end) => end()).length > 0) idle = 0;
      await new Promise((done) => setImmediate(done));
    }
  };
  return { batched, batches, endAll };
}

describe('work done in batches', () => {
  test('who comes alone waits for nobody; who comes meanwhile is the next batch, so many at most', async () => {
    const { batched, batches, endAll } = slowly(3);
    const all = [1, 2, 3, 4, 5].map((item) => batched.add('3374', item));
    await endAll();
    expect(await Promise.all(all)).toEqual([10, 20, 30, 40, 50]);
    expect(batches).toEqual([
      ['3374', 1],
      ['3374', 2, 3, 4],
      ['3374', 5],
    ]);
  });

  test('keys do not wait for each other', async () => {
    const { batched, batches, endAll } = slowly(3);
    const both = [batched.add('3374', 1), batched.add('6271', 2)];
    expect(batches).toEqual([
      ['3374', 1],
      ['6271', 2],
    ]);
    await endAll();
    expect(await Promise.all(both)).toEqual([10, 20]);
  });

  test('nobody fails for the fault of a neighbour', async () => {
    const { batched, endAll } = slowly(9, (items) => (items.includes(3) ? new Error('three') : undefined));
    const all = Promise.allSettled([1, 2, 3, 4].map((item) => batched.add('3374', item)));
    await endAll();
    const ends = (await all).map((it) => (it.status === 'fulfilled' ? it.value : String(it.reason)));
    expect(ends).toEqual([10, 20, 'Error: three', 40]);
  });

  test('the bad day of the database is told to all at once, and the next batch is tried', async () => {
    const away = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });
    const { batched, batches, endAll } = slowly(9, (items) => (items.includes(3) ? away : undefined));
    const all = Promise.allSettled([1, 2, 3].map((item) => batched.add('3374', item)));
    await endAll();
    expect((await all).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(batches).toHaveLength(2);
    const later = batched.add('3374', 4);
    await endAll();
    expect(await later).toBe(40);
  });
});
