import { describe, expect, test } from '@jest/globals';
import { type City, passKey } from '@lindungi/tenancy';
import { type Cursor, isAfter } from './cursor';
import { Live, type Watch } from './live';
import type { Carrier, Question, Told } from './told';

const epoch = 'b3b9a1a2-6f1c-4a39-9a0e-0d8c6a6d0f11';
const cursorKey = passKey(Buffer.alloc(32, 1).toString('base64url'));
const city = { code: '3374' } as City;

/** An outbox in memory: every event is a transaction of its own. */
class Memory implements Carrier {
  readonly closed = false;
  readonly events: Told[] = [];
  readonly wakes = new Set<() => void>();
  looks = 0;
  now: Cursor = { epoch, xid: '1', id: 0 };

  async look({ after, city, names, limit }: Question) {
    this.looks++;
    await new Promise(setImmediate);
    if (after && after.epoch !== this.now.epoch) return { told: [], next: this.now, gap: true };
    const wanted = this.events.filter(
      (told) =>
        (!after || isAfter(told.cursor, after)) &&
        (city === undefined || told.city === city) &&
        (!names || names.includes(told.name)),
    );
    const told = wanted.slice(0, limit);
    return { told, next: told.length === limit ? told.at(-1)!.cursor : this.now, gap: false };
  }
  async head() {
    return this.now;
  }
  onWake(wake: () => void) {
    this.wakes.add(wake);
    return () => void this.wakes.delete(wake);
  }
  tell(body: number, more: Partial<Told> = {}) {
    const xid = this.now.xid;
    this.now = { ...this.now, xid: String(Number(xid) + 1) };
    const cursor = { epoch: this.now.epoch, xid, id: 1 };
    this.events.push({ eventId: xid, city: '3374', name: 'a', version: 1, body, at: '', cursor, ...more });
  }
  wake() {
    for (const wake of this.wakes) wake();
  }
}

const world = () => {
  const outbox = new Memory();
  const live = new Live({ outbox, cursorKey });
  const watch = (more: Partial<Watch<unknown>> = {}) =>
    live.stream<unknown>({
      city,
      names: ['a'],
      snapshot: async () => 'all',
      change: async (told) => told.body,
      ...more,
    });
  return { outbox, live, watch };
};
const next = async (stream: AsyncGenerator<{ value: unknown; gap: boolean }>) =>
  (await stream.next()).value?.value;
const soon = () => new Promise((later) => setTimeout(later, 20));

describe('a stream', () => {
  test('begins with a snapshot and loses nothing that happens while that is read', async () => {
    const { outbox, watch } = world();
    const stream = watch({
      snapshot: async () => {
        outbox.tell(1);
        outbox.wake();
        await soon();
        return 'all';
      },
    });
    expect([await next(stream), await next(stream)]).toEqual(['all', 1]);
  });

  test('is read from the outbox once, however many watch, and not at all when nobody does', async () => {
    const { outbox, watch } = world();
    const streams = Array.from({ length: 50 }, () => watch());
    for (const stream of streams) await next(stream);
    const before = outbox.looks;
    outbox.tell(1);
    outbox.wake();
    expect(await Promise.all(streams.map(next))).toEqual(Array(50).fill(1));
    expect(outbox.looks - before).toBeLessThanOrEqual(2);

    await Promise.all(streams.map((stream) => stream.return(undefined)));
    await soon();
    expect(outbox.wakes.size).toBe(0);
  });

  test('lets go at once when it is left in the middle of waiting', async () => {
    const { outbox, watch } = world();
    const stream = watch();
    await next(stream);
    const waiting = stream.next();
    await stream.return(undefined);
    expect(await waiting).toEqual({ done: true, value: undefined });
    await soon();
    expect(outbox.wakes.size).toBe(0);
  });

  test('resumes without a snapshot, each event once, also those another client already had read', async () => {
    const { outbox, watch } = world();
    const first = watch();
    const { cursor } = (await first.next()).value!;
    await soon(); // the one reading waits here, behind what is told now
    outbox.tell(1);
    outbox.tell(2, { city: '6271' });
    outbox.tell(3, { name: 'b' });
    outbox.tell(4);
    const second = watch({ after: cursor });
    expect([await next(second), await next(second)]).toEqual([1, 4]);
    outbox.tell(5);
    outbox.wake();
    expect(await next(second)).toBe(5);
    expect([await next(first), await next(first), await next(first)]).toEqual([1, 4, 5]);
  });

  test('tells of a gap when more was missed than it keeps for one client', async () => {
    const { outbox, watch } = world();
    const first = watch();
    const { cursor } = (await first.next()).value!;
    await first.return(undefined);
    for (let n = 0; n <= 1_000; n++) outbox.tell(n);
    expect((await watch({ after: cursor }).next()).value).toMatchObject({ value: 'all', gap: true });
    const picky = watch({ after: cursor, match: (told) => told.body === 700 });
    expect((await picky.next()).value).toMatchObject({ value: 700, gap: false });
  });

  test('ends with an error when its client is too slow, and no other stream does', async () => {
    const { outbox, watch } = world();
    const [slow, quick, gathering] = [watch(), watch(), watch({ coalesce: () => 'one' })];
    for (const stream of [slow, quick, gathering]) await next(stream);
    for (let n = 0; n <= 1_000; n++) {
      outbox.tell(n);
      outbox.wake();
      expect(await next(quick)).toBe(n);
    }
    await expect(slow.next()).rejects.toMatchObject({ code: 'STREAM_TOO_SLOW' });
    expect(await slow.next()).toEqual({ done: true, value: undefined });
    expect(await next(gathering)).toBe(1_000);
  });

  test('says a gap while it watches, when the outbox began a new epoch', async () => {
    const { outbox, watch } = world();
    const stream = watch();
    await next(stream);
    outbox.now = { epoch: 'c3b9a1a2-6f1c-4a39-9a0e-0d8c6a6d0f11', xid: '1', id: 0 };
    outbox.wake();
    expect((await stream.next()).value).toMatchObject({ value: 'all', gap: true });
    outbox.tell(9);
    outbox.wake();
    expect(await next(stream)).toBe(9);
  });

  test('a fault in what one client asks for ends that stream alone', async () => {
    const { outbox, watch } = world();
    const match = () => {
      throw new Error('no such field');
    };
    const [faulty, sound] = [watch({ match }), watch()];
    for (const stream of [faulty, sound]) await next(stream);
    outbox.tell(1);
    outbox.wake();
    await expect(faulty.next()).rejects.toThrow('no such field');
    expect(await next(sound)).toBe(1);
  });

  test('refuses a forged cursor before anything is read, and ends when the service stops', async () => {
    const { outbox, live, watch } = world();
    expect(() => watch({ after: 'forged' })).toThrow(expect.objectContaining({ code: 'CURSOR_REFUSED' }));
    expect(outbox.looks).toBe(0);
    const stream = watch();
    await next(stream);
    const waiting = stream.next();
    live.close();
    expect(await waiting).toEqual({ done: true, value: undefined });
  });
});
