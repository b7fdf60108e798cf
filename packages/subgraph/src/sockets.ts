import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { PassRefused, verifyPass } from '@lindungi/tenancy';
import {
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import type { SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { type Principal, principalOf } from './context';
import { mask } from './masking';
import type { Service } from './serve';

/** One socket is one person of one city at the gateway, and the gateway joins equal subscriptions. */
const mostSockets = 2000;
const mostStreams = 100;
const longestMessage = 64 * 1024;
const mostDocuments = 500;

/** Subscriptions, over graphql-ws on the server's own port. */
export interface Sockets {
  close(): Promise<void>;
}

/**
 * Opens `/graphql` for subscriptions. `connection_init` carries `{ pass }`, of kind STREAM.
 *
 * The pass is for opening: the socket outlives it, and ends when the gateway ends it, which knows how long its
 * caller's token lives. Every message is written before the next is asked for, so a slow reader fills only the
 * bounded queue of its own stream.
 */
export function openSockets(service: Service, http: Server): Sockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: longestMessage,
    perMessageDeflate: false,
  });
  const documents = new Map<string, DocumentNode>();
  const principals = new WeakMap<object, Principal>();
  const languageOf = ({ extra }: { extra: object }) => principals.get(extra)?.language ?? 'id';

  const served = useServer<{ pass?: unknown }>(
    {
      isProd: true,
      connectionInitWaitTimeout: 3000,
      onConnect: ({ connectionParams, extra }) => {
        const principal = admitted(service, connectionParams?.pass);
        if (principal) principals.set(extra, principal);
        return principal !== undefined;
      },
      onSubscribe: ({ extra, subscriptions }, _id, payload) => {
        if (Object.keys(subscriptions).length > mostStreams)
          return [wrong('TOO_MANY_STREAMS', 'Too many streams.')];
        const read = readSubscription(service, documents, payload);
        if (Array.isArray(read)) return read;
        const principal = principals.get(extra);
        return principal ? { ...read, contextValue: service.contextOf(principal) } : [];
      },
      onNext: (ctx, _id, _payload, _args, { errors, ...result }) =>
        errors && { ...result, errors: errors.map((error) => mask(error, languageOf(ctx), service.report)) },
      onError: (ctx, _id, _payload, errors) =>
        errors.map((error) => mask(error, languageOf(ctx), service.report)),
    },
    sockets,
  );

  http.on('upgrade', (req: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    if (req.url !== '/graphql') return refuse(socket, '404 Not Found');
    if (sockets.clients.size >= mostSockets) return refuse(socket, '503 Service Unavailable');
    sockets.handleUpgrade(req, socket, head, (opened) => sockets.emit('connection', opened, req));
  });

  return {
    async close() {
      // Who does not answer the closing in time is cut, or the process would wait for half a minute.
      const cut = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, 500);
      await served.dispose();
      clearTimeout(cut);
    },
  };
}

function admitted(service: Service, shown: unknown): Principal | undefined {
  try {
    const pass = verifyPass(service.passKey, shown, '');
    return pass.kind === 'STREAM' ? principalOf(pass, service.cities) : undefined;
  } catch (error) {
    if (error instanceof PassRefused) return undefined;
    throw error;
  }
}

function readSubscription(
  { schema }: Service,
  documents: Map<string, DocumentNode>,
  { query, operationName, variables }: SubscribePayload,
): ExecutionArgs | GraphQLError[] {
  let document = documents.get(query);
  if (!document) {
    try {
      document = parse(query, { maxTokens: 5000 });
    } catch (error) {
      return [
        wrong('GRAPHQL_PARSE_FAILED', error instanceof GraphQLError ? error.message : 'Too deeply nested.'),
      ];
    }
    const mistakes = validate(schema, document);
    if (mistakes.length > 0) return mistakes.map((it) => wrong('GRAPHQL_VALIDATION_FAILED', it.message));
    if (documents.size >= mostDocuments) documents.delete(documents.keys().next().value ?? '');
    documents.set(query, document);
  }
  if (getOperationAST(document, operationName)?.operation !== OperationTypeNode.SUBSCRIPTION) {
    return [wrong('BAD_REQUEST', 'Only subscriptions come this way.')];
  }
  return { schema, document, operationName, variableValues: variables };
}

const wrong = (code: string, message: string) => new GraphQLError(message, { extensions: { code } });

function refuse(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
