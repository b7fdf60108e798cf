import type { ExecutionResult } from 'graphql';
import { GraphQLError } from 'graphql';
import { refusal, refusedDocument, tellable } from './answer';
import { type Caller, CityUnclear } from './caller';
import { type Graph, type GraphRequest, Refused } from './engine';
import { checkVariables, type Limits } from './limits';
import { mapStream } from './map-stream';
import type { Seats } from './seats';
import { TokenRefused } from './token';

/** A client's operation as its transport read it, not yet trusted. */
export interface Asked {
  query: string;
  variables: Record<string, unknown> | null;
  operationName: string | null;
}

/** The transport-independent answer: one result, or a stream of them. */
export type Outcome =
  | { kind: 'ONE'; status: number; result: object }
  | { kind: 'STREAM'; results: AsyncIterable<object> };

export interface OperationSettings {
  graph: Graph<Caller>;
  limits: Limits;
  seats: Seats;
  log: (line: object) => void;
}

/**
 * Runs one operation for one caller: limits, schema, then the graph. Never throws: what is refused is an answer.
 *
 * @param accepts  whether the transport can carry a stream
 */
export async function operate(
  asked: Asked,
  caller: Caller,
  accepts: { stream: boolean },
  { graph, limits, seats, log }: OperationSettings,
): Promise<Outcome> {
  try {
    checkVariables(asked.variables, limits);
    const request: GraphRequest<Caller> = { ...asked, caller };
    const prepared = graph.prepare(request);
    if (prepared.operation.operation !== 'subscription') {
      const result = await graph.execute(prepared, request);
      return { kind: 'ONE', status: 200, result: tellable(result, log) };
    }
    if (!accepts.stream) {
      const message = 'Ask for a subscription with accept: text/event-stream, or over graphql-transport-ws.';
      return { kind: 'ONE', status: 406, result: refusal('STREAM_NOT_ACCEPTED', message) };
    }
    const leave = seats.take(caller);
    if (!leave) {
      const message = 'Terlalu banyak yang sedang menonton kota ini; coba lagi sebentar lagi.';
      return { kind: 'ONE', status: 503, result: refusal('STREAMS_FULL', message) };
    }
    const stream = await graph.subscribe(prepared, request).catch((error) => {
      leave();
      throw error;
    });
    if (!(Symbol.asyncIterator in stream)) {
      leave();
      return { kind: 'ONE', status: 200, result: tellable(stream, log) };
    }
    const tell = (result: ExecutionResult) => tellable(result, log);
    return {
      kind: 'STREAM',
      results: mapStream(stream, tell, (error) => refusedOperation(error, log).result, leave),
    };
  } catch (error) {
    return { kind: 'ONE', ...refusedOperation(error, log) };
  }
}

/** A status and an answer for whatever stopped an operation before it gave a result. */
export function refusedOperation(
  error: unknown,
  log: (line: object) => void,
): { status: number; result: object } {
  if (error instanceof Refused) return { status: 400, result: refusedDocument(error.errors) };
  if (error instanceof GraphQLError) return { status: 400, result: refusedDocument([error]) };
  if (error instanceof TokenRefused) return { status: 401, result: refusal(error.code, error.message) };
  if (error instanceof CityUnclear) return { status: 403, result: refusal(error.code, error.message) };
  const result = tellable(
    { errors: [new GraphQLError(String(error), { originalError: error as Error })] },
    log,
  );
  return { status: 500, result };
}

/**
 * Reads the JSON of a request as one operation; a batch, or anything else, is refused.
 *
 * @throws GraphQLError REQUEST_MALFORMED
 */
export function askedOf(body: unknown): Asked {
  const malformed = (message: string): never => {
    throw new GraphQLError(message, { extensions: { code: 'REQUEST_MALFORMED' } });
  };
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return malformed('Send one operation as a JSON object.');
  const { query, variables, operationName } = body as Record<string, unknown>;
  if (typeof query !== 'string' || query === '') return malformed('Send the operation as text in query.');
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables)))
    return malformed('variables should be an object.');
  if (operationName != null && typeof operationName !== 'string')
    return malformed('operationName should be a text.');
  return {
    query,
    variables: (variables as Record<string, unknown>) ?? null,
    operationName: operationName ?? null,
  };
}
