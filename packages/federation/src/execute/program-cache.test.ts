import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Alarm } from '../settings';
import { execute } from './execute';
import { prepare, upstream } from './for-tests/stall';
import { Programs } from './program-cache';

let alarms: Alarm[];
let programs: Programs;

beforeEach(() => {
  alarms = [];
  programs = new Programs((line) => alarms.push(line));
});

const query = '{ products { id count } }';

/** Uses it as the engine does; tells which path it took. */
async function use(
  prepared: ReturnType<typeof prepare>,
  call = upstream(),
): Promise<'fast' | 'fallback' | 'general'> {
  const counts = { fast: 0, fallback: 0, general: 0 };
  await execute(prepared, {}, call, programs, counts);
  return (['fast', 'fallback', 'general'] as const).find((path) => counts[path] > 0) as 'fast';
}

const times = async (n: number, work: () => Promise<string>) => {
  const paths: string[] = [];
  for (let i = 0; i < n; i++) paths.push(await work());
  return paths;
};

const spaced = (of: string) => upstream((body, { subgraph }) => (subgraph === of ? ` ${body}` : body));

describe('programs', () => {
  test('are compiled at the third use', async () => {
    const prepared = prepare(query);
    expect(await times(4, () => use(prepared))).toEqual(['general', 'general', 'fast', 'fast']);
    expect(programs.count).toBe(1);
  });

  test('are compiled at once for what is stored, and no other pushes these out', async () => {
    const stored = prepare(query);
    programs.keep(stored);
    for (let i = 0; i < 1_010; i++) {
      const stranger = prepare(`{ a${i}: products { id } }`);
      for (let use = 0; use < 3; use++) programs.pick(stranger);
    }
    expect(programs.count).toBe(1_001);
    expect(await use(stored)).toBe('fast');
    programs.letGo();
    expect(programs.count).toBe(1_000);
  });

  test('are not tried again for what only the general path can do', async () => {
    const prepared = prepare('{ __typename }');
    expect(new Set(await times(5, () => use(prepared)))).toEqual(new Set(['general']));
    expect(alarms).toEqual([]);
  });

  test('rest for 1,000 requests after 8 deviations of a subgraph, then try again', async () => {
    const prepared = prepare(query);
    await times(2, () => use(prepared));
    expect(await times(8, () => use(prepared, spaced('stock')))).toEqual(Array(8).fill('fallback'));
    expect(alarms).toEqual([expect.objectContaining({ subgraph: 'stock' })]);
    expect(new Set(await times(1_000, () => use(prepared, spaced('stock'))))).toEqual(new Set(['general']));
    expect(await use(prepared)).toBe('fast');
  });

  test('do not rest for few deviations among many answers', async () => {
    const prepared = prepare(query);
    await times(2, () => use(prepared));
    for (let i = 0; i < 20; i++) {
      expect(await times(7, () => use(prepared))).toEqual(Array(7).fill('fast'));
      expect(await use(prepared, spaced('stock'))).toBe('fallback');
    }
    expect(alarms).toEqual([]);
  });

  test('do not rest because a subgraph is down', async () => {
    const prepared = prepare(query);
    await times(2, () => use(prepared));
    const down = upstream(() => {
      throw new Error('down');
    });
    expect(new Set(await times(40, () => use(prepared, down)))).toEqual(new Set(['fallback']));
    expect(await use(prepared)).toBe('fast');
  });

  test('are bounded: those in use stay, the others make room', async () => {
    const favourite = prepare('{ first { id } }');
    await times(3, () => use(favourite));
    for (let i = 0; i < 1_100; i++) {
      const another = prepare(`{ a${i}: first { id } }`);
      for (let n = 0; n < 3; n++) programs.pick(another);
      programs.pick(favourite);
    }
    expect(programs.count).toBeLessThanOrEqual(1_000);
    expect(await use(favourite)).toBe('fast');
  });
});
