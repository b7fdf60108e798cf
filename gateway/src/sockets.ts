import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { CloseCode, GRAPHQL_TRANSPORT_WS_PROTOCOL } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Asker, CallerReader } from './caller';
import { type OperationSettings, refusedOperation } from './operations';
import { type OriginRule, originAllowed } from './origin';
import type { Share } from './share';
import { converse } from './socket-protocol';

export interface SocketSettings<C extends Asker> extends OperationSettings<C> {
  callerOf: CallerReader<C>;
  /** Callers of one text may see the same: what a token that follows another must not change. */
  rightsOf: (caller: C) => string;
  origins: OriginRule;
}

/** Each socket is asked for a sign of life this often; who gives none until the next time is gone. */
const HEARTBEAT_SECONDS = 12;
/** As who sends too much is told as well. */
const TOO_MANY = 4429;
/** Who does not answer the closing in time is cut. */
const CLOSING_MS = 500;

/**
 * Serves graphql-transport-ws on the front's own port, at /graphql. The token comes in the first message
 * (`connection_init` with `authorization`), and may be followed by others (`ping` with `authorization`), never in a
 * cookie; the socket closes with 4403 when the last one ends, and with 4409 when its reader is too slow.
 */
export function serveSockets<C extends Asker>(
  front: Server,
  settings: SocketSettings<C>,
): { stop(): Promise<void>; readonly open: number } {
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: settings.mostBytes,
    perMessageDeflate: false,
    handleProtocols: (offered) =>
      offered.has(GRAPHQL_TRANSPORT_WS_PROTOCOL) ? GRAPHQL_TRANSPORT_WS_PROTOCOL : false,
  });
  front.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy());
    const path = (request.url ?? '').split('?')[0];
    if (path !== '/graphql') return refuseUpgrade(socket, '404 Not Found');
    if (!originAllowed(request.headers.origin, request.headers.host, settings.origins)) {
      return refuseUpgrade(socket, '403 Forbidden');
    }
    let share: Share | undefined;
    try {
      share = settings.turnstiles?.socket(request.headers.host);
    } catch (error) {
      const { retryAfter } = refusedOperation(error, settings);
      return refuseUpgrade(socket, `429 Too Many Requests\r\nretry-after: ${retryAfter}`);
    }
    sockets.handleUpgrade(request, socket, head, (open) => {
      if (open.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL) {
        return open.close(CloseCode.SubprotocolNotAcceptable, 'Subprotocol not acceptable');
      }
      if (share?.enter()) return open.close(TOO_MANY, 'Too many sockets');
      open.once('close', () => share?.leave());
      const { host, 'accept-language': language } = request.headers;
      const address = settings.turnstiles?.addressOf(request);
      converse(open, { line: socket, host, language, address }, settings);
      listen(open);
      open.once('close', (code) => settings.metrics.closed(code));
    });
  });
  const { listen, stop } = heartbeats();
  return {
    get open() {
      return sockets.clients.size;
    },
    async stop() {
      stop();
      for (const socket of sockets.clients) socket.close(1001, 'Going away');
      const cut = setTimeout(() => {
        for (const socket of sockets.clients) socket.terminate();
      }, CLOSING_MS);
      await new Promise<void>((done) => sockets.close(() => done()));
      clearTimeout(cut);
    },
  };
}

/** Sockets take turns, a twelfth each second, so that ten thousand of them are not asked at once. */
function heartbeats(): { listen(socket: WebSocket): void; stop(): void } {
  const turns = Array.from({ length: HEARTBEAT_SECONDS }, () => new Set<WebSocket>());
  const silent = new WeakSet<WebSocket>();
  let turn = 0;
  const beat = setInterval(() => {
    turn = (turn + 1) % turns.length;
    for (const socket of turns[turn] as Set<WebSocket>) {
      if (silent.has(socket)) socket.terminate();
      silent.add(socket);
      if (socket.readyState === socket.OPEN) socket.ping();
    }
  }, 1000);
  beat.unref();
  let next = 0;
  return {
    listen(socket) {
      const mine = turns[next++ % turns.length] as Set<WebSocket>;
      mine.add(socket);
      socket.on('pong', () => silent.delete(socket));
      socket.on('message', () => silent.delete(socket));
      socket.once('close', () => mine.delete(socket));
    },
    stop: () => clearInterval(beat),
  };
}

function refuseUpgrade(socket: Duplex, status: string): void {
  socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
}
