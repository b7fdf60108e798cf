import { describe, expect, test } from '@jest/globals';
import type { City } from '@lindungi/tenancy';
import { CityDesk } from './city-desk';
import { cityRounds, type RoundParts } from './city-rounds';

const turn = () => new Promise<void>((done) => setImmediate(done));

function partsOf(...codes: string[]) {
  const lines: unknown[] = [];
  const cities = new Map(codes.map((code) => [code, { code } as City]));
  const log = (line: string, facts?: object) => void lines.push([line, facts]);
  return { parts: { cities, log } as unknown as RoundParts, lines };
}

describe('rounds through the cities', () => {
  test('go on when one city fails, and say which', async () => {
    const { parts, lines } = partsOf('3374', '6271');
    const seen: string[] = [];
    const open = cityRounds({
      everyMs: 60_000,
      failed: 'it went wrong',
      work: async ({ code }) => {
        seen.push(code);
        if (code === '3374') throw new Error('no');
      },
    });
    const stop = open(parts);
    await turn();
    await stop();
    expect(seen).toEqual(['3374', '6271']);
    expect(lines).toEqual([['it went wrong', { city: '3374', why: 'Error: no' }]]);
  });

  test('are not begun again while one is going, and end after the piece at hand', async () => {
    const { parts } = partsOf('3374', '6271');
    const seen: string[] = [];
    let end = () => {};
    const open = cityRounds({
      everyMs: 1,
      failed: '',
      work: async ({ code }, _, goesOn) => {
        seen.push(code);
        await new Promise<void>((done) => {
          end = done;
        });
        seen.push(`${goesOn()}`);
      },
    });
    const stop = open(parts);
    await new Promise((wait) => setTimeout(wait, 10));
    const stopped = stop();
    end();
    await stopped;
    expect(seen).toEqual(['3374', 'false']);
  });
});

describe('a desk', () => {
  test('works what waits, city after city in turn, and whoever wakes it before it is open', async () => {
    const { parts } = partsOf('3374', '6271');
    const left: Record<string, number> = { '3374': 3, '6271': 1, '9999': 5 };
    const seen: string[] = [];
    const desk = new CityDesk({
      everyMs: 60_000,
      failed: '',
      work: async ({ code }) => {
        if (!left[code]) return false;
        left[code] -= 1;
        seen.push(code);
        return true;
      },
    });
    desk.wake('9999');
    const stop = desk.open(parts);
    for (let at = 0; at < 20; at++) await turn();
    expect(seen).toEqual(['3374', '6271', '3374', '3374']);
    left['6271'] = 1;
    desk.wake('6271');
    for (let at = 0; at < 5; at++) await turn();
    await stop();
    expect(seen.at(-1)).toBe('6271');
    desk.wake('3374'); // nobody is there any more
  });

  test('goes on with the next round after a failure, and finishes the piece at hand', async () => {
    const { parts, lines } = partsOf('3374');
    let failures = 1;
    let worked = 0;
    const desk = new CityDesk({
      everyMs: 1,
      failed: 'not now',
      work: async () => {
        if (failures-- > 0) throw new Error('no');
        worked++;
        return false;
      },
    });
    const stop = desk.open(parts);
    while (worked === 0) await new Promise((wait) => setTimeout(wait, 1));
    await stop();
    const before = worked;
    await new Promise((wait) => setTimeout(wait, 10));
    expect(worked).toBe(before);
    expect(lines).toEqual([['not now', { city: '3374', why: 'Error: no' }]]);
  });
});
