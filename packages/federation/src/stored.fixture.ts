import { createGraph } from './graph';
import { LIMITS } from './limits/limits';
import { Refused } from './refused';
import type { Alarm, GraphSettings } from './settings';
import { FEDERATION_2 } from './suite/small-graph';
import { setStage } from './suite/stage';

const people = {
  sdl: `${FEDERATION_2} type Stall @key(fields: "id") { id: ID!  keeper: String }`,
  resolvers: {
    Stall: { __resolveReference: (it: object) => it, keeper: ({ id }: { id: string }) => `keeper of ${id}` },
  },
};
const town = (more = '') => ({
  sdl: `${FEDERATION_2} type Query { stall: Stall  stalls(ids: [ID!]): [Stall!]  ${more} }
    type Subscription { opened: Stall }
    type Stall @key(fields: "id") { id: ID!  name: String }`,
  resolvers: {
    Query: {
      stall: () => ({ id: 's1', name: 'Kios' }),
      stalls: (_: unknown, { ids = [] }: { ids?: string[] }) => ids.map((id) => ({ id, name: id })),
      mayor: () => 'Bu Wali',
    },
  },
});
export const stage = setStage({ town: town('mayor: String'), people });
export const withoutMayor = setStage({ town: town(), people });
const SILENT = {
  next: () => new Promise<never>(() => {}),
  return: async () => ({ done: true as const, value: undefined }),
};

/** A graph over the town with its mayor, which stores documents by id and answers them by it. */
export function graphOf(more: Partial<GraphSettings<object>> = {}) {
  const alarms: Alarm[] = [];
  const graph = createGraph<object>({
    supergraph: stage.supergraph,
    limits: 'none',
    onAlarm: (line) => alarms.push(line),
    fetch: async ({ subgraph, body }) => Buffer.from(await stage.answer(subgraph, body, {})),
    subscribe: () => ({ [Symbol.asyncIterator]: () => SILENT }),
    ...more,
  });
  const by = async (documentId: string, given: object = {}, variables: Record<string, unknown> = {}) => {
    const prepared = await graph.prepare({ documentId, variables, ...given });
    return JSON.parse((await graph.execute(prepared, { variables, context: {} })).toString()).data;
  };
  const store = (documents: Record<string, string>) =>
    graph.store(Object.entries(documents).map(([id, query]) => ({ id, query })));
  return { graph, alarms, by, store };
}

/** The code of the refusal, or 'accepted'. */
export async function codeOf(asking: () => unknown): Promise<unknown> {
  try {
    await asking();
  } catch (error) {
    if (error instanceof Refused) return error.errors[0]?.extensions?.code;
    throw error;
  }
  return 'accepted';
}

export const KEEPER = 'query Keeper { stall { keeper } }';
export const MAYOR = 'query Mayor { mayor }';
const NAMES = Array.from({ length: LIMITS.aliases + 1 }, (_, i) => `a${i}: name`).join(' ');
/** More aliases than a stranger may have. */
export const WIDE = `{ stall { ${NAMES} } }`;
