import type { KeyObject } from 'node:crypto';
import { PASS_HEADER, signPass } from '@lindungi/tenancy';
import { type ExecutionResult, GraphQLError } from 'graphql';
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { type Caller, passOf } from './caller';
import type { SubgraphRequest } from './engine';
import type { Subgraph } from './environment';
import { mapStream } from './map-stream';

/** A subgraph gets less time than the client waits, so that an answer can still be told. */
const SUBGRAPH_MS = 3_000;

export interface Upstream {
  fetch(request: SubgraphRequest<Caller>): Promise<ExecutionResult>;
  subscribe(request: SubgraphRequest<Caller>): AsyncIterable<ExecutionResult>;
}

export interface UpstreamSettings {
  urls: Record<Subgraph, string>;
  key: KeyObject;
}

/** Asks subgraphs on a caller's behalf; every call carries a pass signed for its very body. */
export function upstream({ urls, key }: UpstreamSettings): Upstream {
  const urlOf = (subgraph: string): string => urls[subgraph as Subgraph];
  return {
    fetch: async (request) => {
      const body = JSON.stringify({ query: request.query, variables: request.variables });
      const pass = signPass(key, passOf(request.caller, 'CALL', Date.now()), body);
      return ask(`${urlOf(request.subgraph)}/graphql`, request.subgraph, pass, body);
    },
    subscribe: (request) => stream(urlOf(request.subgraph), request, key),
  };
}

async function ask(url: string, subgraph: string, pass: string, body: string): Promise<ExecutionResult> {
  let answer: unknown;
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', [PASS_HEADER]: pass },
      body,
      signal: AbortSignal.timeout(SUBGRAPH_MS),
    });
    answer = await response.json();
  } catch {
    return degraded(subgraph);
  }
  const result = answer as ExecutionResult;
  return result.data === undefined && result.errors === undefined ? degraded(subgraph) : result;
}

/** One subgraph did not answer: its fields are missing, the others are not. */
function degraded(subgraph: string): ExecutionResult {
  const extensions = { code: 'DEGRADED', subgraph };
  return { errors: [new GraphQLError('A part of the graph does not answer at the moment.', { extensions })] };
}

function stream(
  url: string,
  request: SubgraphRequest<Caller>,
  key: KeyObject,
): AsyncIterable<ExecutionResult> {
  const client: Client = createClient({
    url: `${url.replace(/^http/, 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    lazy: true,
    retryAttempts: 0,
    keepAlive: 10_000,
    connectionParams: () => ({ pass: signPass(key, passOf(request.caller, 'STREAM', Date.now()), '') }),
  });
  const results = client.iterate({ query: request.query, variables: request.variables });
  return mapStream(
    results,
    (result) => result as ExecutionResult,
    (error) => (Array.isArray(error) ? { errors: error as GraphQLError[] } : degraded(request.subgraph)),
    () => void client.dispose(),
  );
}
