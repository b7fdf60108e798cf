import { describe, expect, test } from '@jest/globals';
import { Bounded } from './bounded';

describe('a bounded map', () => {
  test('keeps what is used again, whatever else comes once', () => {
    const map = new Bounded<number>(100, Number.POSITIVE_INFINITY, 3);
    map.set('known', 1);
    expect(map.get('known')).toBe(1);
    for (let n = 0; n < 50; n++) map.set(`once ${n}`, n);
    expect(map.get('known')).toBe(1);
    expect(map.get('once 0')).toBeUndefined();
    expect(map.get('once 49')).toBe(49);
    expect(map.size).toBeLessThanOrEqual(4);
  });

  test('keeps what comes in turns, though more of it comes than is tried at once', () => {
    const map = new Bounded<number>(100, Number.POSITIVE_INFINITY, 3);
    const round = () => {
      let missed = 0;
      for (let n = 0; n < 20; n++) {
        if (map.get(`turn ${n}`) === undefined) {
          missed++;
          map.set(`turn ${n}`, n);
        }
      }
      return missed;
    };
    expect(round()).toBe(20);
    round();
    expect(round()).toBeLessThanOrEqual(3);
    expect(round()).toBe(0);
  });

  test('forgets what was not used longest', () => {
    const map = new Bounded<number>(3, Number.POSITIVE_INFINITY, 2);
    for (const key of ['a', 'b', 'c']) {
      map.set(key, 1);
      map.get(key);
    }
    map.get('a');
    map.set('d', 1);
    map.get('d');
    expect(['a', 'b', 'c', 'd'].map((key) => map.get(key) !== undefined)).toEqual([true, false, true, true]);
  });

  test('weighs its keys, also those that are set anew', () => {
    const map = new Bounded<number>(100, 10);
    map.set('12345', 1);
    map.set('12345', 2);
    map.set('1234', 3);
    expect([map.get('12345'), map.get('1234')]).toEqual([2, 3]);
    map.set('123456', 4);
    expect([map.get('12345'), map.get('1234'), map.get('123456')]).toEqual([undefined, 3, 4]);
  });
});
