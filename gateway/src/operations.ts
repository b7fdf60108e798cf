import { type FrameStream, type Graph, Refused } from '@lindungi/federation';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { refusal, refusedDocument, tellable } from './answer';
import { CityUnclear } from './caller';
import { documentIdOf } from './document-id';
import type { MaskedLog } from './masked-log';
import type { Metrics, OperationKind } from './metrics';
import type { Share } from './share';
import { TokenRefused } from './token';
import { TooMany } from './too-many';
import type { Turnstiles } from './turnstiles';

/** A client's operation as its transport read it, not yet trusted. */
export interface Asked {
  /** May be left out where `documentId` names one that is stored. */
  query: string | undefined;
  documentId: string | undefined;
  variables: Record<string, unknown> | null;
  operationName: string | null;
}

/** The transport-independent answer; every body is the JSON text of one GraphQL result, ready to be sent. */
export type Outcome = { kind: 'ONE'; body: Buffer } | { kind: 'STREAM'; results: FrameStream } | Refusal;

/** Nothing was asked of any subgraph. */
export interface Refusal {
  kind: 'REFUSED';
  /** As HTTP says it; a socket has no use for it. */
  status: number;
  errors: readonly GraphQLFormattedError[];
  /** Seconds after which to ask again. */
  retryAfter?: number;
}

export interface OperationSettings<C> {
  graph: Graph<C>;
  /** Bytes of one request, or of one message of a socket. */
  mostBytes: number;
  masked: MaskedLog;
  metrics: Metrics;
  /** Without them everybody may ask as much as they like. */
  turnstiles?: Turnstiles<C>;
}

/** A client waits ten seconds and a subgraph has three: by then what is there is told, and what is not is DEGRADED. */
const OPERATION_MS = 5_000;

/**
 * Runs one operation for one caller: limits, schema, then the graph. Never throws: what is refused is an answer.
 *
 * @param accepts  whether the transport can carry a stream; and the share that it was let in by
 */
export async function operate<C>(
  asked: Asked,
  caller: C,
  accepts: { stream: boolean; share?: Share | undefined },
  settings: OperationSettings<C>,
): Promise<Outcome> {
  const { graph, metrics } = settings;
  const full = accepts.share?.enter();
  if (full) return refusedOperation(full, settings);
  const begun = performance.now();
  let kind: OperationKind = 'unknown';
  try {
    const found = graph.prepare(asked);
    const prepared = found instanceof Promise ? await found : found;
    kind = prepared.kind;
    metrics.named(asked.documentId !== undefined ? 'id' : prepared.stored ? 'stored_text' : 'text');
    const { variables } = asked;
    if (prepared.kind !== 'subscription') {
      const until = begun + OPERATION_MS;
      const body = await graph.execute(prepared, { variables, context: caller, until });
      metrics.operated(kind, hasErrors(body) ? 'errors' : 'ok', begun);
      return { kind: 'ONE', body };
    }
    if (!accepts.stream) {
      const message = 'Ask for a subscription with accept: text/event-stream, or over graphql-transport-ws.';
      metrics.operated(kind, 'refused', begun);
      metrics.refused('STREAM_NOT_ACCEPTED');
      return { kind: 'REFUSED', status: 406, ...refusal('STREAM_NOT_ACCEPTED', message) };
    }
    const results = await graph.subscribe(prepared, { variables, context: caller });
    metrics.operated(kind, 'ok', begun);
    return { kind: 'STREAM', results };
  } catch (error) {
    metrics.operated(kind, 'refused', begun);
    return refusedOperation(error, settings);
  } finally {
    accepts.share?.leave();
  }
}

/** Errors stand last in the engine's answers, and a list is what they are: `…]}`. */
const hasErrors = (body: Buffer): boolean => body[body.length - 2] === 0x5d;

/** A status and errors for whatever stopped an operation before it gave a result. */
export function refusedOperation(
  error: unknown,
  { masked, metrics }: Pick<OperationSettings<never>, 'masked' | 'metrics'>,
): Refusal {
  const refused = (status: number, errors: readonly GraphQLFormattedError[]): Refusal => {
    metrics.refused(errors[0]?.extensions?.code);
    return { kind: 'REFUSED', status, errors };
  };
  if (error instanceof Refused) return refused(400, refusedDocument(error.errors));
  if (error instanceof GraphQLError) return refused(400, refusedDocument([error]));
  if (error instanceof TokenRefused) return refused(401, refusal(error.code, error.message).errors);
  if (error instanceof TooMany) {
    const { code, message, seconds } = error;
    const errors = [{ message, extensions: { code, retryAfter: seconds } }];
    return { ...refused(429, errors), retryAfter: seconds };
  }
  if (error instanceof CityUnclear) return refused(403, refusal(error.code, error.message).errors);
  const { stack } = (error ?? {}) as Error;
  return refused(500, [tellable({ message: String(error), stack }, masked)]);
}

function malformed(message: string): never {
  throw new GraphQLError(message, { extensions: { code: 'REQUEST_MALFORMED' } });
}

/**
 * Reads the JSON of a request as one operation; a batch, or anything else, is refused.
 *
 * @throws GraphQLError REQUEST_MALFORMED
 */
export function askedOf(body: unknown): Asked {
  if (typeof body !== 'object' || body === null || Array.isArray(body))
    return malformed('Send one operation as a JSON object.');
  const { query, documentId: named, variables, operationName, extensions } = body as Record<string, unknown>;
  const documentId = documentIdOf(named, extensions);
  const isLeftOut = documentId !== undefined && (query == null || query === '');
  if (!isLeftOut && (typeof query !== 'string' || query === ''))
    return malformed('Send the operation as text in query.');
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables)))
    return malformed('variables should be an object.');
  if (operationName != null && typeof operationName !== 'string')
    return malformed('operationName should be a text.');
  return {
    query: isLeftOut ? undefined : (query as string),
    documentId,
    variables: (variables as Record<string, unknown>) ?? null,
    operationName: operationName ?? null,
  };
}
