import { describe, expect, test } from '@jest/globals';
import type { City, CityDatabase, InCity } from '@lindungi/tenancy';
import type { Notice } from './notice.service';
import { NoticeDesk } from './payment.listener';
import type { workNotices } from './payment.service';

type Work = typeof workNotices;

/** A database in which each city has so many messages to be worked. */
function cityDatabase(left: Record<string, number>) {
  const worked: string[] = [];
  let atOnce = 0;
  let most = 0;
  const workNext = async ({ city: { code } }: InCity) => {
    if (!left[code]) return [];
    left[code] -= 1;
    most = Math.max(most, ++atOnce);
    await new Promise((done) => setTimeout(done, 1));
    atOnce -= 1;
    worked.push(code);
    return ['SETTLED'];
  };
  // nothing is parked here: the question for it finds no row
  const inCity = (city: City, use: (tx: InCity) => unknown) =>
    use({ city, query: async () => [] } as unknown as InCity);
  const cities = new Map(Object.keys(left).map((code) => [code, { code } as City]));
  const parts = {
    db: { inCity } as unknown as CityDatabase,
    cities,
    log: () => {},
    ask: async () => 'UNREACHABLE' as const,
  };
  const desk = new NoticeDesk(workNext);
  return { desk, parts, worked, left, most: () => most };
}

const until = async (done: () => boolean) => {
  while (!done()) await new Promise((wait) => setTimeout(wait, 1));
};

describe('the desk that works what providers said', () => {
  test('begins with what was left from before, and ends when told to', async () => {
    const { desk, parts, left } = cityDatabase({ '3374': 5, '6271': 2 });
    const close = desk.open(parts);
    await until(() => left['3374'] === 0 && left['6271'] === 0);
    await close();
  });

  test('lets cities take turns: a flood in one does not keep the other waiting', async () => {
    const { desk, parts, worked, most } = cityDatabase({ '3374': 60, '6271': 2 });
    const close = desk.open(parts);
    await until(() => worked.length === 62);
    await close();
    expect(worked.lastIndexOf('6271')).toBeLessThan(12);
    expect(most()).toBeLessThanOrEqual(3);
  });

  test('finishes the message at hand before it closes, and begins no other', async () => {
    const { desk, parts, worked } = cityDatabase({ '3374': 60 });
    const close = desk.open(parts);
    await until(() => worked.length > 0);
    await close();
    const before = worked.length;
    await new Promise((wait) => setTimeout(wait, 10));
    expect(worked).toHaveLength(before);
  });

  test('remembers who woke it before it was open, and passes over a city it does not know', async () => {
    const { desk, parts, worked } = cityDatabase({ '3374': 1 });
    desk.wake('9999');
    const close = desk.open(parts);
    await until(() => worked.length === 1);
    await close();
    desk.wake('3374');
  });
});

describe('a batch with a message that cannot be worked', () => {
  test('is worked one by one: the others are not kept waiting, and only that one is postponed', async () => {
    const waiting = ['good', 'bad', 'fine'].map((id) => ({ id }) as Notice);
    const worked: string[] = [];
    const postponed: unknown[] = [];
    const work: Work = async (_, claimed, most) => {
      const those = waiting.slice(0, most);
      claimed(those);
      if (those.some(({ id }) => id === 'bad')) throw new Error('it says what nobody understands');
      waiting.splice(0, those.length);
      worked.push(...those.map(({ id }) => id));
      return those.map(() => 'SETTLED');
    };
    const query = async (text: string, values: unknown[]) => {
      if (!text.includes('work_after = now() + make_interval(secs => power')) return [];
      postponed.push(values[1]);
      waiting.splice(0, 1);
      return [{ attempts: 1 }];
    };
    const inCity = (city: City, use: (tx: InCity) => unknown) => use({ city, query } as unknown as InCity);
    const desk = new NoticeDesk(work);
    const close = desk.open({
      db: { inCity } as unknown as CityDatabase,
      cities: new Map([['3374', { code: '3374' } as City]]),
      log: () => {},
      ask: async () => 'UNREACHABLE',
    });
    await until(() => waiting.length === 0);
    await close();
    expect(worked).toEqual(['good', 'fine']);
    expect(postponed).toEqual(['bad']);
  });
});

describe('a provider that does not answer', () => {
  /** A database in which one message of Semarang waits for its provider's word, until it was asked. */
  function withUnsure() {
    let unsure = 1;
    let left = 3;
    const query = async (text: string) => {
      if (!text.includes("state = 'ASKING'") || unsure === 0) return [];
      unsure -= 1;
      return [{ id: 'notice', provider: 'XENDIT', paymentId: 'one', body: Buffer.from('{}'), attempts: 1 }];
    };
    const inCity = (city: City, use: (tx: InCity) => unknown) =>
      use({ city, query, write: () => {} } as unknown as InCity);
    const work = async () => {
      if (left === 0) return [];
      left -= 1;
      return ['SETTLED'];
    };
    return { db: { inCity } as unknown as CityDatabase, work, left: () => left, more: () => (left = 3) };
  }

  test('keeps no other message waiting; and who closes waits for it', async () => {
    const { db, work, left, more } = withUnsure();
    const asked: string[] = [];
    let answer = (_: 'UNREACHABLE') => {};
    const ask = (_: City, __: string, paymentId: string) => {
      asked.push(paymentId);
      return new Promise<'UNREACHABLE'>((done) => {
        answer = done;
      });
    };
    const desk = new NoticeDesk(work);
    const cities = new Map([['3374', { code: '3374' } as City]]);
    const close = desk.open({ db, cities, log: () => {}, ask });
    await until(() => asked.length === 1 && left() === 0);
    more();
    desk.wake('3374');
    await until(() => left() === 0); // while the provider is still silent
    let closed = false;
    const closing = close().then(() => {
      closed = true;
    });
    await new Promise((wait) => setTimeout(wait, 10));
    expect(closed).toBe(false);
    answer('UNREACHABLE');
    await closing;
    expect(asked).toEqual(['one']);
  });
});
