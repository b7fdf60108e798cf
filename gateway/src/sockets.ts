import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type ExecutionArgs, GraphQLError, parse } from 'graphql';
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL, type SubscribePayload } from 'graphql-ws';
import { type Extra, useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { type Caller, type CallerSettings, callerOf } from './caller';
import { askedOf, type OperationSettings, type Outcome, operate, refusedOperation } from './operations';
import { type OriginRule, originAllowed } from './origin';

export interface SocketSettings extends OperationSettings {
  caller: CallerSettings;
  origins: OriginRule;
}

interface Known extends Record<PropertyKey, unknown> {
  caller?: Caller;
  expiry?: NodeJS.Timeout;
  open?: number;
}

const MOST_STREAMS = 50;
const HEARTBEAT_MS = 12_000;
const TIMEOUT_MOST = 2 ** 31 - 1;

/**
 * Serves graphql-transport-ws on the front's own port, at /graphql. The token comes in the first message
 * (`connection_init` with `authorization`), never in a cookie; the socket closes with 4403 when it ends.
 */
export function serveSockets(front: Server, settings: SocketSettings): { stop(): Promise<void> } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: settings.limits.body,
    perMessageDeflate: false,
    handleProtocols: (offered) =>
      offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false,
  });
  front.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const path = (request.url ?? '').split('?')[0];
    if (path !== '/graphql') return refuseUpgrade(socket, '404 Not Found');
    if (!originAllowed(request.headers.origin, request.headers.host, settings.origins)) {
      return refuseUpgrade(socket, '403 Forbidden');
    }
    sockets.handleUpgrade(request, socket, head, (open) => sockets.emit('connection', open, request));
  });
  const running = useServer<Record<string, unknown> | undefined, Known>(
    {
      isProd: true,
      connectionInitWaitTimeout: 3_000,
      onConnect: (context) => connect(context, settings),
      onDisconnect: (context) => clearTimeout(context.extra.expiry),
      onSubscribe: (context, _, payload) => begin(context.extra, payload, settings),
      execute: (args) => (args as unknown as Begun).result as never,
      subscribe: (args) => (args as unknown as Begun).results as never,
      onNext: (_context, _id, _payload, _args, result) => result as never,
      onComplete: (context) => {
        context.extra.open = Math.max((context.extra.open ?? 1) - 1, 0);
      },
    },
    sockets,
    HEARTBEAT_MS,
  );
  return { stop: async () => running.dispose() };
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}

async function connect(
  context: { connectionParams?: Record<string, unknown>; extra: Extra & Known },
  settings: SocketSettings,
): Promise<boolean> {
  // Tools hand their headers on as they were typed, in whichever case.
  const given = new Map(
    Object.entries(context.connectionParams ?? {}).map(([key, it]) => [key.toLowerCase(), it]),
  );
  const text = (key: string) => (typeof given.get(key) === 'string' ? (given.get(key) as string) : undefined);
  const { host, ...headers } = context.extra.request.headers;
  const language = text('language') ?? text('accept-language') ?? headers['accept-language'];
  try {
    const caller = await callerOf({ host, authorization: text('authorization'), language }, settings.caller);
    context.extra.caller = caller;
    closeAtEnd(context.extra, caller);
    return true;
  } catch {
    return false; // closes with 4403
  }
}

function closeAtEnd(extra: Extra & Known, caller: Caller): void {
  if (caller.until === null) return;
  const wait = Math.min(Math.max(caller.until * 1000 - Date.now(), 0), TIMEOUT_MOST);
  extra.expiry = setTimeout(() => extra.socket.close(CloseCode.Forbidden, 'The token has ended.'), wait);
}

/** What graphql-ws hands from `onSubscribe` to `execute` or `subscribe`: the outcome is known by then. */
interface Begun {
  result?: object;
  results?: AsyncIterable<object>;
}

async function begin(
  extra: Extra & Known,
  payload: SubscribePayload,
  settings: SocketSettings,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  if ((extra.open ?? 0) >= MOST_STREAMS) {
    return [
      new GraphQLError('Too many streams on one socket.', { extensions: { code: 'TOO_MANY_STREAMS' } }),
    ];
  }
  // Counted before anything is awaited, so that many asked at once are counted too.
  extra.open = (extra.open ?? 0) + 1;
  const outcome = await outcomeOf(extra.caller as Caller, payload, settings);
  if (outcome.kind === 'ONE' && !('data' in outcome.result)) {
    extra.open--;
    return errorsOf(outcome.result);
  }
  const begun: Begun = outcome.kind === 'ONE' ? { result: outcome.result } : { results: outcome.results };
  return {
    ...begun,
    schema: undefined,
    document: parse(payload.query),
    operationName: payload.operationName,
  } as never;
}

async function outcomeOf(
  caller: Caller,
  payload: SubscribePayload,
  settings: SocketSettings,
): Promise<Outcome> {
  try {
    return await operate(askedOf(payload), caller, { stream: true }, settings);
  } catch (error) {
    return { kind: 'ONE', ...refusedOperation(error, settings.log) };
  }
}

function errorsOf(result: object): readonly GraphQLError[] {
  const { errors = [] } = result as { errors?: { message: string; extensions?: Record<string, unknown> }[] };
  return errors.map(({ message, extensions }) => new GraphQLError(message, { extensions }));
}
