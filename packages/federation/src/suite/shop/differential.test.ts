import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { secondOpinion } from '../stitching';
import { changes } from './hostile';
import { answerOfMerged, mergedSchema } from './merged';
import { type Operation, operationsOf } from './operations';
import { drawn, type Hostility, shopTrial, type Tried, unordered } from './trial';

/**
 * `FEDERATION_RUNS=5000 FEDERATION_SEED=$RANDOM` is the nightly run; without them, a minute's worth that is
 * the same every time.
 */
const runs = Number(process.env.FEDERATION_RUNS ?? 300);
const seed = Number(process.env.FEDERATION_SEED ?? 20261122);
const limit = Math.max(45_000, runs * 300);

const trial = shopTrial();
const merged = mergedSchema(trial.stage.publicSdl);
const stitched = secondOpinion(trial.stage);
const worlds = fc.nat(11);
const operations = operationsOf(merged);
const hostilities = fc.record<Hostility>({
  change: fc.constantFrom(...Object.keys(changes)),
  seed: fc.nat(),
});
const settings = { numRuns: runs, seed, interruptAfterTimeLimit: limit, markInterruptAsFailure: false };

/**
 * Of what a foreign engine answers, and one that nobody here wrote, most must be what the merged schema answers: else
 * it is the merged schema that is wrong. Not all, as stitching mixes up aliases and cannot do some requirements.
 */
const LEAST_AGREEMENT = 0.8;

async function isOpinionOfStitching(
  { query, variables }: Operation,
  world: number,
  data: unknown,
): Promise<boolean> {
  const scene = { state: trial.world(world), down: [] };
  const opinion = await stitched({ operation: query, variables }, scene).catch(() => undefined);
  return isDeepStrictEqual(opinion?.data ?? null, JSON.parse(JSON.stringify(data ?? null)));
}

/** Whether a call of both has the same representations in another order; what followed from it may differ altogether. */
function differInOrder(one: readonly string[], other: readonly string[]): boolean {
  const known = new Set(unordered(other.filter((call) => !one.includes(call))));
  return unordered(one.filter((call) => !other.includes(call))).some((call) => known.has(call));
}

/** The fast path compiles at the third use, so that is the answer to look at; the first two are the general path's. */
async function thirdUse(operation: Operation, world: number): Promise<Tried> {
  await trial.try('fast', operation, world);
  await trial.try('fast', operation, world);
  return trial.try('fast', operation, world);
}

interface Answered {
  data?: unknown;
  errors?: readonly { path?: readonly (string | number)[] }[];
}

/**
 * Where errors are, each once. Of several fields of one object that may not be null one is told of, whichever comes
 * first: its name is left open where it took the object with it.
 */
const places = ({ data, errors = [] }: Answered): string[] =>
  [
    ...new Set(
      errors.map(({ path = [] }) =>
        JSON.stringify(isThere(data, path.slice(0, -1)) ? path : [...path.slice(0, -1), null]),
      ),
    ),
  ].sort();

function isThere(data: unknown, path: readonly (string | number)[]): boolean {
  let at = data;
  for (const key of path) at = (at as Record<string | number, unknown> | null | undefined)?.[key];
  return at !== null && at !== undefined;
}

describe(`random operations over a shop (FEDERATION_RUNS=${runs} FEDERATION_SEED=${seed})`, () => {
  test(
    'fast, general and one merged schema by graphql-js answer the same',
    async () => {
      const ways = { fast: 0, fallback: 0, general: 0 };
      const stitching = { agrees: 0, differs: 0 };
      await fc.assert(
        fc.asyncProperty(operations, worlds, async (operation, world) => {
          const fast = await thirdUse(operation, world);
          const general = await trial.try('general', operation, world);
          ways[fast.way]++;
          expect(fast.text).toBe(general.text);
          expect(unordered(fast.calls)).toEqual(unordered(general.calls));

          const expected = await answerOfMerged(merged, trial.world(world), operation);
          const answer = JSON.parse(Buffer.from(general.text, 'latin1').toString()) as Answered;
          expect(JSON.stringify(answer.data)).toBe(JSON.stringify(expected.data));
          expect(places(answer)).toEqual(places(expected));
          stitching[(await isOpinionOfStitching(operation, world, expected.data)) ? 'agrees' : 'differs']++;
        }),
        settings,
      );
      process.stdout.write(
        `shop, honest: ${JSON.stringify(ways)}, stitching: ${JSON.stringify(stitching)}\n`,
      );
      expect(ways.fast).toBeGreaterThan(ways.general);
      expect(stitching.agrees / (stitching.agrees + stitching.differs)).toBeGreaterThanOrEqual(
        LEAST_AGREEMENT,
      );
    },
    limit + 15_000,
  );

  test(
    'whatever a subgraph sends, the fast path answers as the general one',
    async () => {
      const ways = { fast: 0, fallback: 0, general: 0 };
      let unfair = 0;
      await fc.assert(
        fc.asyncProperty(operations, worlds, hostilities, async (operation, world, hostility) => {
          await thirdUse(operation, world);
          const fast = await trial.try('fast', operation, world, drawn(hostility));
          const general = await trial.try('general', operation, world, drawn(hostility));
          ways[fast.way]++;
          // The representations in another order: the change met other entities, nothing can be compared.
          if (differInOrder(fast.calls, general.calls) && ++unfair < runs / 10) return;
          expect(fast.text).toBe(general.text);
          // Kept bodies are used again: a fallback asks nothing that the general path alone would not ask.
          expect(fast.calls).toEqual(general.calls);
          expect(JSON.parse(fast.text)).not.toHaveProperty('data.polluted');
          expect({}).not.toHaveProperty('polluted');
        }),
        settings,
      );
      process.stdout.write(`shop, hostile: ${JSON.stringify({ ...ways, unfair })}\n`);
    },
    limit + 15_000,
  );
});
