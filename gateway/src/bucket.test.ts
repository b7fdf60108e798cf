import { describe, expect, test } from '@jest/globals';
import { Bucket } from './bucket';

const taken = (bucket: Bucket, now: number) => {
  let many = 0;
  for (; many < 1_000 && bucket.has(now); many++) bucket.take();
  return many;
};

describe('a bucket', () => {
  test('gives what it holds at once, and then as much as comes', () => {
    const bucket = new Bucket(10, 30, 0);
    expect(taken(bucket, 0)).toBe(30);
    expect(taken(bucket, 99)).toBe(0);
    expect(taken(bucket, 100)).toBe(1);
    expect(taken(bucket, 600)).toBe(5);
    expect(taken(bucket, 3_600_000)).toBe(30);
  });

  test.each([0.1, 0.3, 3, 7, 1_000])(
    'that fills with %d a second lets in who waits as long as it tells, and not much sooner',
    (perSecond) => {
      const bucket = new Bucket(perSecond, 5, 0);
      let now = 0;
      for (let n = 0; n < 200; n++) {
        taken(bucket, now);
        const { wait } = bucket;
        expect(Number.isInteger(wait) && wait >= 1).toBe(true);
        if (wait > 1) expect(bucket.has(now + (wait - 1) * 1_000)).toBe(false);
        now += wait * 1_000;
        expect(bucket.has(now)).toBe(true);
      }
    },
  );

  test('is not fooled by a clock that stands still', () => {
    const bucket = new Bucket(1_000, 1, 50);
    expect([taken(bucket, 50), taken(bucket, 50), taken(bucket, 40)]).toEqual([1, 0, 0]);
    expect(taken(bucket, 51)).toBe(1);
  });

  test('gives out in an hour of asking what came in an hour, and what it held', () => {
    const bucket = new Bucket(20, 60, 0);
    let given = 0;
    for (let now = 0; now < 3_600_000; now += 7) given += taken(bucket, now);
    expect(Math.abs(given - 20 * 3_600 - 60)).toBeLessThanOrEqual(1);
  });
});
