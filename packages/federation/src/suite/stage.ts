import { buildSubgraphSchema, type GraphQLResolverMap } from '@apollo/subgraph';
import { composeServices } from '@theguild/federation-composition';
import { type GraphQLSchema, graphql, parse } from 'graphql';
import type { Subgraph } from './small-graph';

/** Subgraphs in this process, and the supergraph composed of them. */
export interface Stage {
  supergraph: string;
  /** The client's schema as the composition prints it, which no planner has touched. */
  publicSdl: string;
  /** Whole answer of one subgraph as the JSON text it would send. */
  answer(subgraph: string, body: Buffer, state: object): Promise<string>;
}

/** @throws Error when the subgraphs do not compose, with what the composition says. */
export function setStage(subgraphs: Record<string, Subgraph>): Stage {
  const names = Object.keys(subgraphs);
  const composed = composeServices(
    names.map((name) => ({
      name,
      url: `http://${name}.test/graphql`,
      typeDefs: parse(subgraphs[name]!.sdl),
    })),
  );
  if (composed.supergraphSdl === undefined) {
    throw new Error(composed.errors.map((error) => error.message).join('\n'));
  }
  const schemas = new Map<string, GraphQLSchema>(
    Object.entries(subgraphs).map(([name, { sdl, resolvers }]) => [name, executable(sdl, resolvers)]),
  );
  return {
    supergraph: composed.supergraphSdl,
    publicSdl: composed.publicSdl,
    answer: async (subgraph, body, state) => {
      const schema = schemas.get(subgraph) ?? schemas.get(subgraph.toLowerCase());
      if (!schema) throw new Error(`No subgraph is called ${subgraph}.`);
      const { query, variables } = JSON.parse(body.toString()) as {
        query: string;
        variables?: Record<string, unknown>;
      };
      return JSON.stringify(
        await graphql({ schema, source: query, variableValues: variables, contextValue: state }),
      );
    },
  };
}

function executable(sdl: string, resolvers: Subgraph['resolvers']): GraphQLSchema {
  return buildSubgraphSchema([{ typeDefs: parse(sdl), resolvers: resolvers as GraphQLResolverMap<object> }]);
}
