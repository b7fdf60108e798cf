import { fork } from 'node:child_process';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import type { PlannerTask } from './planner-process';
import { boundedPlanning, type Planning } from './planning';
import { planningApart } from './planning-apart';

const PLAN = { kind: 'QueryPlan' } as QueryPlan;
/** What no test waits for. */
const AN_HOUR = '3600000';
const soon = (ms: number) => new Promise((ready) => setTimeout(ready, ms).unref());

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
    await expect(planning.plan(AN_HOUR, null)).rejects.toThrow(/too long to plan/);
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

const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])';

const supergraphOf = (...sdls: string[]): string => {
  const services = sdls.map((sdl, i) => ({ name: `s${i}`, url: 'http://a', typeDefs: parse(LINK + sdl) }));
  return composeServices(services).supergraphSdl as string;
};

const SUPERGRAPH = supergraphOf(
  `type Query { pets: [Pet!]! }
   interface Pet { owner: Person! }
   type Cat implements Pet { owner: Person! }
   type Dog implements Pet { owner: Person! }
   type Person @key(fields: "id") { id: ID! name: String }`,
  'type Person @key(fields: "id") { id: ID! street: String door: String }',
);

const GOOD = '{ pets { owner { name } } }';

/** As clients may write it; the planner of 2026-11 panics over it, and takes its process with it. */
const DEADLY = '{ pets { ... on Cat { owner { street id: name } } ... on Dog { owner { street: door } } } }';

describe('planning in a process of its own', () => {
  let planning: Planning;
  beforeEach(() => {
    planning = planningApart(SUPERGRAPH, 1_000);
  });
  afterEach(() => planning.close());

  test('gives plans to all who ask', async () => {
    const plans = await Promise.all(
      [GOOD, '{ all: pets { owner { id } } }'].map((it) => planning.plan(it, null)),
    );
    expect(plans.map((it) => it.node)).toMatchObject([
      { kind: 'Fetch', operation: '{pets{owner{name}}}' },
      { kind: 'Fetch', operation: '{all: pets{owner{id}}}' },
    ]);
  });

  test('tells what the planner has against a document', async () => {
    await expect(planning.plan('{ nothing }', null)).rejects.toThrow(/nothing/);
    await expect(planning.plan(GOOD, null)).resolves.toMatchObject({ kind: 'QueryPlan' });
  });

  test('a document that the planner dies of costs only itself, and that only once', async () => {
    const [deadly, ...good] = await Promise.allSettled(
      [DEADLY, GOOD, GOOD].map((it) => planning.plan(it, null)),
    );
    expect(deadly).toMatchObject({
      status: 'rejected',
      reason: { message: 'The planner died of this document.' },
    });
    expect(good.map((it) => it.status)).toEqual(['fulfilled', 'fulfilled']);
    const again = planning.plan(DEADLY, null).catch((error: Error) => error.message);
    const asked = new Promise((done) => setImmediate(done, 'it was asked'));
    expect(await Promise.race([again, asked])).toMatch(/died/);
  });

  test('is warm before it says that it is ready', async () => {
    const told = (first: string | undefined) =>
      new Promise((resolve) => {
        const mine = fork(require.resolve('./planner-process'), {
          stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
        });
        mine.once('message', (answer) => {
          resolve(answer);
          mine.disconnect();
        });
        mine.once('exit', () => resolve('died'));
        mine.send({ supergraph: SUPERGRAPH, first } satisfies PlannerTask);
      });
    // Had it not planned the first document, it could not have died of it.
    expect(await Promise.all([GOOD, '{ nothing }', undefined, DEADLY].map(told))).toEqual([
      { ready: true },
      { ready: true },
      { ready: true },
      'died',
    ]);
  });

  test('does without, if it cannot grow warm', async () => {
    const cold = planningApart(SUPERGRAPH, 1_000, DEADLY);
    await expect(cold.plan(GOOD, null)).resolves.toMatchObject({ kind: 'QueryPlan' });
    cold.close();
  });

  test('a plan that was made in time is taken, however busy this process was', async () => {
    const hasty = planningApart(SUPERGRAPH, 300, GOOD);
    await hasty.plan(GOOD, null);
    const plan = hasty.plan('{ pets { owner { id } } }', null);
    const end = performance.now() + 700;
    while (performance.now() < end);
    await expect(plan).resolves.toMatchObject({ kind: 'QueryPlan' });
    hasty.close();
  });

  test('a plan that takes too long is given up, and the next is made', async () => {
    const hasty = planningApart(SUPERGRAPH, 50);
    const endless = `{ ...f0 } ${Array.from({ length: 17 }, (_, i) => `fragment f${i} on Query { ...f${i + 1} ...f${i + 1} }`).join(' ')} fragment f17 on Query { pets { owner { id } } }`;
    await expect(hasty.plan(endless, null)).rejects.toThrow(/too long/);
    // It was ended, since it did not end by itself; another begins when it is needed.
    await soon(500);
    await expect(hasty.plan(GOOD, null)).resolves.toMatchObject({ kind: 'QueryPlan' });
    hasty.close();
  });
});
