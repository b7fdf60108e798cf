import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { answerOfMerged, mergedSchema } from './merged';
import { operationsOf } from './operations';
import { schemas } from './schemas';
import { shopTrial } from './trial';

const trial = shopTrial();
const merged = mergedSchema(trial.stage.publicSdl);
const runs = Number(process.env.FEDERATION_RUNS ?? 200);
const seed = Number(process.env.FEDERATION_SEED ?? 20261122);
const limit = Math.max(45_000, runs * 300);

/** Does it say nothing but what the whole says, with nulls where it is silent? */
function isPartOf(part: unknown, whole: unknown): boolean {
  if (part === null || typeof part !== 'object') return part === null || part === whole;
  if (whole === null || typeof whole !== 'object') return false;
  const entries = Object.entries(part);
  if (entries.length !== Object.keys(whole).length) return false;
  return entries.every(([key, value]) => isPartOf(value, (whole as Record<string, unknown>)[key]));
}

test(
  'with a subgraph down, both paths answer a part of the whole, and no other is asked what it refuses',
  async () => {
    const silent = { whole: 0, part: 0 };
    const subgraphs = fc.constantFrom(...Object.keys(schemas));
    await fc.assert(
      fc.asyncProperty(operationsOf(merged), fc.nat(11), subgraphs, async (operation, world, down) => {
        const refused: string[] = [];
        const hurt = (body: string, node: string): string => {
          if (node.startsWith(`${down} `)) throw new Error('down');
          if (!('data' in JSON.parse(body))) refused.push(`${node}\n${body}`);
          return body;
        };
        for (let use = 1; use <= 2; use++) await trial.try('fast', operation, world, hurt);
        const fast = await trial.try('fast', operation, world, hurt);
        const general = await trial.try('general', operation, world, hurt);
        expect(refused).toEqual([]);
        expect(fast.text).toBe(general.text);

        const { data, errors } = JSON.parse(Buffer.from(general.text, 'latin1').toString());
        const whole = JSON.parse(JSON.stringify(await answerOfMerged(merged, trial.world(world), operation)));
        expect({ data, part: isPartOf(data, whole.data) }).toEqual({ data, part: true });
        if (!errors) expect(data).toEqual(whole.data);
        silent[errors ? 'part' : 'whole']++;
      }),
      { numRuns: runs, seed, interruptAfterTimeLimit: limit, markInterruptAsFailure: false },
    );
    process.stdout.write(`shop, one down: ${JSON.stringify(silent)}\n`);
  },
  limit + 15_000,
);
