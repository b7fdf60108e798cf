import type { GraphQLFormattedError } from 'graphql';
import { createGraph, type Graph, Refused } from '..';
import type { Alarm } from '../settings';
import type { Case, SmallGraph } from './small-graph';
import { type Stage, setStage } from './stage';

/** Compilation begins at the third use of an operation: the fourth answer surely is the fast path's, if any. */
const USES = 4;

export interface Answer {
  data?: unknown;
  errors?: readonly GraphQLFormattedError[];
}

export interface Played {
  /** Exact text of every answer: those with the fast path on, then the one without. */
  texts: readonly string[];
  /** The subgraphs each answer called, in order. */
  calls: readonly (readonly string[])[];
  /** How the last answer with the fast path on was made. */
  way: 'fast' | 'fallback' | 'general';
  /** What the planner was heard to have lost. */
  lost: readonly string[];
}

interface Scene {
  state: object;
  down: readonly string[];
  calls: string[];
}

/** Our engine on one small supergraph, with the fast path on and off. */
export function player(small: SmallGraph): (it: Case) => Promise<Played> {
  const stage = setStage(small.subgraphs);
  const lost: string[] = [];
  const onAlarm = (line: Alarm) => {
    if (line.what === 'the planner lost fields') lost.push(...(line.keys as string[]));
  };
  const fast = graphOn(stage, true, onAlarm);
  const general = graphOn(stage, false, () => {});

  return async (it) => {
    const scenes: Scene[] = [];
    const answer = async (graph: Graph<Scene>): Promise<string> => {
      const scene: Scene = { state: small.state?.() ?? {}, down: it.down ?? [], calls: [] };
      scenes.push(scene);
      return answerOf(graph, it, scene);
    };
    const texts: string[] = [];
    lost.length = 0;
    let before = fast.stats.fast;
    let fallbacks = fast.stats.fallback;
    for (let use = 0; use < USES; use++) {
      before = fast.stats.fast;
      fallbacks = fast.stats.fallback;
      texts.push(await answer(fast));
    }
    const way = fast.stats.fast > before ? 'fast' : fast.stats.fallback > fallbacks ? 'fallback' : 'general';
    texts.push(await answer(general));
    return { texts, calls: scenes.map((scene) => scene.calls), way, lost: [...lost] };
  };
}

/** A refusal before execution is an answer too: its errors, no data. */
async function answerOf<C>(
  graph: Graph<C>,
  it: Pick<Case, 'operation' | 'variables'>,
  context: C,
): Promise<string> {
  try {
    const prepared = await graph.prepare({ query: it.operation, variables: it.variables });
    return (await graph.execute(prepared, { variables: it.variables, context })).toString();
  } catch (error) {
    if (error instanceof Refused) return JSON.stringify({ errors: error.errors });
    throw error;
  }
}

function graphOn(stage: Stage, fastPath: boolean, onAlarm: (line: Alarm) => void): Graph<Scene> {
  return createGraph<Scene>({
    supergraph: stage.supergraph,
    fastPath,
    limits: 'none',
    onAlarm,
    fetch: async ({ subgraph, body, context }) => {
      const name = subgraph.toLowerCase();
      context.calls.push(name);
      if (context.down.includes(name)) throw new Error(`${name} is down`);
      return Buffer.from(await stage.answer(name, body, context.state));
    },
  });
}
