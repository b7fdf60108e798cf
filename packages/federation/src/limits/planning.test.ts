import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { describe, expect, test } from '@jest/globals';
import { boundedPlanning } from './planning';

const PLAN = { kind: 'QueryPlan' } as QueryPlan;
const soon = (ms: number) => new Promise((ready) => setTimeout(ready, ms));

/** A planner that takes as long as its document says, and minds its signal only if told so. */
const slowPlanner = (minds: boolean) => {
  const asked: string[] = [];
  return {
    asked,
    planAsync: async (
      document: string,
      _name: unknown,
      _labels: unknown,
      _percent: unknown,
      signal?: AbortSignal | null,
    ) => {
      asked.push(document);
      await Promise.race([
        soon(Number(document)),
        minds
          ? new Promise((_, no) => signal?.addEventListener('abort', () => no(new Error('cancelled'))))
          : new Promise(() => {}),
      ]);
      return PLAN;
    },
  };
};

describe('planning within 200 ms', () => {
  test('gives the plan', async () => {
    const planning = boundedPlanning(slowPlanner(true), 200);
    await expect(planning.plan('1', null)).resolves.toBe(PLAN);
  });

  test.each([true, false])('gives up in time, whether the planner minds its signal: %s', async (minds) => {
    const planning = boundedPlanning(slowPlanner(minds), 50);
    const begun = performance.now();
    await expect(planning.plan('600', null)).rejects.toThrow(/too long to plan/);
    expect(performance.now() - begun).toBeLessThan(400);
  });

  test('what waits behind plans given up is given up in its own time, and never planned', async () => {
    const planner = slowPlanner(false);
    const planning = boundedPlanning(planner, 50);
    const asked = ['300', '300', '1'].map((document) => planning.plan(document, null));
    for (const it of asked) await expect(it).rejects.toThrow(/too long/);
    await soon(400);
    expect(planner.asked).toEqual(['300', '300']);
    await expect(planning.plan('1', null)).resolves.toBe(PLAN);
  });

  test('tells a planner that fails from one that is late', async () => {
    const planning = boundedPlanning({ planAsync: () => Promise.reject(new Error('no such field')) }, 50);
    await expect(planning.plan('x', null)).rejects.toThrow('no such field');
  });
});
