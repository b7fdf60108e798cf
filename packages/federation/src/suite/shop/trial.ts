import { createGraph, type Graph, Refused } from '../..';
import { type Stage, setStage } from '../stage';
import { changes } from './hostile';
import type { Operation } from './operations';
import { randomFrom, seedOf } from './random';
import { shop } from './resolvers';
import { type World, worldOf } from './world';

/** A change of bodies by name, with a seed: which nodes of the plan it meets, and how. */
export interface Hostility {
  change: string;
  seed: number;
}

/** What becomes of a subgraph's body on its way; `node` names the subgraph and the operation it was asked. */
export type Hurt = (body: string, node: string) => string | Buffer;

interface Scene {
  world: number;
  hurt?: Hurt;
  /** One line for each call: the subgraph, and the body it got. */
  calls: string[];
}

export interface Tried {
  text: string;
  calls: readonly string[];
  way: 'fast' | 'fallback' | 'general';
}

export interface Trial {
  stage: Stage;
  world(seed: number): World;
  try(path: 'fast' | 'general', operation: Operation, world: number, hurt?: Hurt): Promise<Tried>;
}

const KEPT_ANSWERS = 20_000;

/** Our engine twice over the shop, with the fast path on and off; bodies may be hurt on their way. */
export function shopTrial(): Trial {
  const stage = setStage(shop);
  const worlds = new Map<number, World>();
  const world = (seed: number): World => {
    if (!worlds.has(seed)) worlds.set(seed, worldOf(seed));
    return worlds.get(seed)!;
  };
  const answers = new Map<string, Promise<string>>();
  const honest = (subgraph: string, body: Buffer, seed: number): Promise<string> => {
    const key = `${seed} ${subgraph} ${body.toString()}`;
    if (answers.size > KEPT_ANSWERS) answers.clear();
    let answer = answers.get(key);
    if (!answer) {
      answer = stage.answer(subgraph, body, world(seed));
      answers.set(key, answer);
    }
    return answer;
  };
  const graphOf = (fastPath: boolean): Graph<Scene> =>
    createGraph<Scene>({
      supergraph: stage.supergraph,
      fastPath,
      limits: 'none',
      fetch: async ({ subgraph, body, operation, context }) => {
        context.calls.push(`${subgraph.toLowerCase()} ${body.toString()}`);
        const text = await honest(subgraph, body, context.world);
        const hurt = context.hurt ? context.hurt(text, `${subgraph.toLowerCase()} ${operation}`) : text;
        return typeof hurt === 'string' ? Buffer.from(hurt) : hurt;
      },
    });
  const graphs = { fast: graphOf(true), general: graphOf(false) };

  return {
    stage,
    world,
    try: async (path, operation, seed, hurt) => {
      const graph = graphs[path];
      const scene: Scene = { world: seed, hurt, calls: [] };
      const { fast, fallback } = graph.stats;
      const text = await answerOf(graph, operation, scene);
      const way = graph.stats.fast > fast ? 'fast' : graph.stats.fallback > fallback ? 'fallback' : 'general';
      return { text, calls: scene.calls.sort(), way };
    },
  };
}

/** The same calls by what they ask, without order or repetition of representations: no plan promises those. */
export function unordered(calls: readonly string[]): string[] {
  return calls
    .map((call) => {
      const at = call.indexOf(' ');
      const { query, variables = {} } = JSON.parse(call.slice(at)) as {
        query: string;
        variables?: Record<string, unknown>;
      };
      const sets = Object.entries(variables).map(([name, value]) => [
        name,
        Array.isArray(value) && query.includes('_entities') ? setOf(value) : value,
      ]);
      return call.slice(0, at) + JSON.stringify([query, sets]);
    })
    .sort();
}

const setOf = (values: unknown[]): string[] => [...new Set(values.map((it) => JSON.stringify(it)))].sort();

async function answerOf(
  graph: Graph<Scene>,
  { query, variables }: Operation,
  context: Scene,
): Promise<string> {
  try {
    const answer = await graph.execute(await graph.prepare({ query, variables }), { variables, context });
    return answer.toString('latin1');
  } catch (error) {
    if (error instanceof Refused) return JSON.stringify({ refused: error.errors });
    throw error;
  }
}

/** Drawn by the node of the plan, not by the request's bytes: both paths see the same. */
export function drawn({ change, seed }: Hostility): Hurt {
  return (body, node) => {
    const random = randomFrom(seedOf(node) ^ seed);
    return random.once(3) ? body : changes[change]!(body, random);
  };
}
