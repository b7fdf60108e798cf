import { getStitchedSchemaFromSupergraphSdl } from '@graphql-tools/federation';
import { execute, type GraphQLFormattedError, type GraphQLSchema, parse, print, validate } from 'graphql';
import type { Case } from './small-graph';
import type { Stage } from './stage';

export interface Answer {
  data?: unknown;
  errors?: readonly GraphQLFormattedError[];
}

/** What one case is answered under: which subgraphs are down, and the state they share. */
export interface Scene {
  state: object;
  down: readonly string[];
}

/** Hive's own execution of the same supergraph: a second opinion on what the suite expects. */
export function secondOpinion(
  stage: Pick<Stage, 'supergraph' | 'answer'>,
): (it: Pick<Case, 'operation' | 'variables'>, scene: Scene) => Promise<Answer> {
  let scene: Scene = { state: {}, down: [] };
  const schema: GraphQLSchema = getStitchedSchemaFromSupergraphSdl({
    supergraphSdl: stage.supergraph,
    onSubschemaConfig: (config) => {
      config.executor = async ({ document, variables }) => {
        if (scene.down.includes(config.name.toLowerCase())) throw new Error('down');
        const body = Buffer.from(JSON.stringify({ query: print(document), variables }));
        return JSON.parse(await stage.answer(config.name, body, scene.state));
      };
    },
  });
  return async (it, here) => {
    scene = here;
    const document = parse(it.operation);
    const errors = validate(schema, document);
    if (errors.length > 0) return { errors: errors.map((error) => error.toJSON()) };
    const answer = await execute({ schema, document, variableValues: it.variables, contextValue: {} });
    return JSON.parse(JSON.stringify(answer)) as Answer;
  };
}
