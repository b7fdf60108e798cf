import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { operationText, PassRefused, verifyPass } from '@lindungi/tenancy';
import {
  type DocumentNode,
  type ExecutionArgs,
  GraphQLError,
  getOperationAST,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { CloseCode, type SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { type Principal, principalOf } from './context';
import { mask } from './masking';
import type { Service } from './serve';

/** One socket is one gateway process, which joins equal subscriptions of its clients. */
const mostSockets = 200;
const mostStreams = 20_000;
const longestMessage = 128 * 1024;
const mostDocuments = 500;
/** Who has shown no pass by then has no business here. */
const firstPass = 5000;
const heartbeat = 12_000;

/** Subscriptions, over graphql-ws on the server's own port. */
export interface Sockets {
  close(): Promise<void>;
}

/** Whose the streams of one socket are, by their ids. */
interface Known extends Record<PropertyKey, unknown> {
  principals?: Map<string, Principal>;
  stranger?: NodeJS.Timeout;
}

/**
 * Opens `/graphql` for subscriptions. Each carries `extensions.pass`, of kind STREAM, signed over its operation:
 * one socket serves all clients of a gateway.
 *
 * The pass is for opening: the stream outlives it, and ends when the gateway ends it, which knows how long its
 * caller's token lives. A socket on which no right pass was ever shown is closed. Every message is written before
 * the next is asked for, so a slow reader fills only the bounded queue of its own stream.
 */
export function openSockets(service: Service, http: Server): Sockets {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: longestMessage,
    perMessageDeflate: false,
  });
  const documents = new Map<string, DocumentNode>();
  const languageOf = ({ extra }: { extra: Known }, id: string) => extra.principals?.get(id)?.language ?? 'id';

  const served = useServer<Record<string, unknown>, Known>(
    {
      isProd: true,
      connectionInitWaitTimeout: 3000,
      onConnect: ({ extra }) => {
        extra.stranger = setTimeout(() => extra.socket.close(CloseCode.Forbidden, 'Forbidden'), firstPass);
      },
      onDisconnect: ({ extra }) => clearTimeout(extra.stranger),
      onSubscribe: ({ extra, subscriptions }, id, payload) => {
        if (Object.keys(subscriptions).length > mostStreams)
          return [wrong('TOO_MANY_STREAMS', 'Too many streams.')];
        const principal = admitted(service, payload);
        if (!principal) return turnAway(extra);
        clearTimeout(extra.stranger);
        extra.principals ??= new Map();
        extra.principals.set(id, principal);
        const read = readSubscription(service, documents, payload);
        if (Array.isArray(read)) return read;
        return { ...read, contextValue: service.contextOf(principal) };
      },
      onNext: (ctx, id, _payload, _args, { errors, ...result }) =>
        errors && {
          ...result,
          errors: errors.map((error) => mask(error, languageOf(ctx, id), service.report)),
        },
      onError: (ctx, id, _payload, errors) => {
        const told = errors.map((error) => mask(error, languageOf(ctx, id), service.report));
        ctx.extra.principals?.delete(id);
        return told;
      },
      onComplete: ({ extra }, id) => void extra.principals?.delete(id),
    },
    sockets,
    heartbeat,
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

function admitted(
  service: Service,
  { query, variables, extensions }: SubscribePayload,
): Principal | undefined {
  try {
    const pass = verifyPass(service.passKey, extensions?.pass, operationText(query, variables));
    return pass.kind === 'STREAM' ? principalOf(pass, service.cities) : undefined;
  } catch (error) {
    if (error instanceof PassRefused) return undefined;
    throw error;
  }
}

/** A gateway whose one pass came too late keeps its other streams; a stranger has none to keep. */
function turnAway({ principals, socket }: Extra & Known): GraphQLError[] {
  if (!principals) socket.close(CloseCode.Forbidden, 'Forbidden');
  return [wrong('PASS_REFUSED', 'The pass was refused.')];
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
