import { beforeEach, describe, expect, test } from '@jest/globals';
import { Crowd } from './crowd';
import { Share, within } from './share';
import { TooMany } from './too-many';

const refused = { whole: 0, each: 0 };
const tally = (kind: keyof typeof refused) => ({
  add() {
    refused[kind]++;
  },
});
const EACH = { perSecond: 2, burst: 4, atOnce: 2 };
const crowdOf = (whole = { perSecond: 10, burst: 20, atOnce: 3 }, most?: number) =>
  new Crowd(new Share(whole, tally('whole'), 0), EACH, tally('each'), 0, most);
/** How many of so many were let in. */
function letIn(crowd: Crowd, name: string | undefined, now: number, many: number): number {
  let inside = 0;
  for (let n = 0; n < many; n++) {
    try {
      crowd.ask(name, now);
      inside++;
    } catch (error) {
      if (!(error instanceof TooMany)) throw error;
    }
  }
  return inside;
}
beforeEach(() => Object.assign(refused, { whole: 0, each: 0 }));

describe('one of a crowd', () => {
  test('has a share, and what it is refused costs the others nothing', () => {
    const crowd = crowdOf();
    expect(letIn(crowd, 'sari', 0, 1_000)).toBe(4);
    expect(['a', 'b', 'c', 'd'].map((name) => letIn(crowd, name, 0, 5))).toEqual([4, 4, 4, 4]);
    expect(letIn(crowd, 'e', 0, 1)).toBe(0);
    expect(refused).toEqual({ whole: 1, each: 1_000 });
  });

  test('is refused by the whole without losing of their own, also who was there before', () => {
    const crowd = crowdOf();
    expect(letIn(crowd, 'sari', 0, 1)).toBe(1);
    expect(letIn(crowd, undefined, 0, 50)).toBe(19);
    expect([letIn(crowd, 'sari', 0, 50), letIn(crowd, 'budi', 0, 50)]).toEqual([0, 0]);
    expect(letIn(crowd, 'sari', 400, 50)).toBe(3);
  });

  test('begins so much at once, of the whole and of their own, and what is refused has begun nothing', () => {
    const crowd = crowdOf();
    const sari = crowd.ask('sari', 0);
    const budi = crowd.ask('budi', 0);
    expect([sari.enter(), sari.enter()]).toEqual([undefined, undefined]);
    expect(sari.enter()).toBeInstanceOf(TooMany);
    expect(letIn(crowd, 'sari', 0, 1)).toBe(0); // is not even let in
    expect(budi.enter()).toBeUndefined();
    expect(budi.enter()).toBeInstanceOf(TooMany); // the whole is full
    sari.leave();
    expect([budi.enter(), budi.enter()]).toEqual([undefined, TooMany.after(1)]);
  });

  test('leaves also when what it did failed', async () => {
    const share = crowdOf().ask('sari', 0);
    for (let n = 0; n < 9; n++) {
      await expect(within(share, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    }
    expect(await within(share, async () => 'done')).toBe('done');
  });

  test('is not forgotten while there is something to remember', () => {
    const crowd = crowdOf({ perSecond: 1_000, burst: 1_000, atOnce: 9 });
    const share = crowd.ask('sari', 0);
    expect(letIn(crowd, 'sari', 0, 9)).toBe(3);
    // many others come and go, and she asks again and again
    for (let now = 100; now <= 40_000; now += 100) {
      for (let n = 0; n < 20; n++) crowd.ask(`other ${now} ${n}`, now);
      letIn(crowd, 'sari', now, 9);
    }
    expect(crowd.ask('sari', 41_000)).toBe(share);
    expect(crowd.ask('sari', 90_000)).not.toBe(share);
  });
});

describe('a stranger with a million names', () => {
  test('fills no memory: a name is kept only with a token of the whole', () => {
    const crowd = crowdOf();
    let inside = 0;
    for (let n = 0; n < 1_000_000; n++) inside += letIn(crowd, `name ${n}`, n / 100, 1);
    // 10 s, 10 a second, and 20 that were there
    expect(Math.abs(inside - 120)).toBeLessThanOrEqual(1);
    expect(crowd.size).toBeLessThanOrEqual(inside);
  });

  test('nor where the whole is without end: then those who are too many share one share', () => {
    const crowd = crowdOf({ perSecond: 1e9, burst: 1e9, atOnce: 1e9 }, 100);
    let inside = 0;
    for (let n = 0; n < 10_000; n++) inside += letIn(crowd, `name ${n}`, 0, 1);
    expect([inside, crowd.size]).toEqual([104, 100]);
    expect(letIn(crowd, 'name 5', 0, 9)).toBe(3); // who came in time keeps a share of their own
  });

  test('is forgotten', () => {
    const crowd = crowdOf();
    for (let n = 0; n < 20; n++) crowd.ask(`name ${n}`, 0);
    crowd.ask('sari', 60_000);
    expect(crowd.size).toBe(1);
  });
});
