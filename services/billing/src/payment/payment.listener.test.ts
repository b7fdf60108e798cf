import { describe, expect, test } from '@jest/globals';
import type { City, CityDatabase, InCity } from '@lindungi/tenancy';
import { NoticeDesk } from './payment.listener';

/** A database in which each city has so many messages to be worked. */
function cityDatabase(left: Record<string, number>) {
  const worked: string[] = [];
  let atOnce = 0;
  let most = 0;
  const workNext = async ({ city: { code } }: InCity) => {
    if (!left[code]) return undefined;
    left[code] -= 1;
    most = Math.max(most, ++atOnce);
    await new Promise((done) => setTimeout(done, 1));
    atOnce -= 1;
    worked.push(code);
    return 'SETTLED';
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
