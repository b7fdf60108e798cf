import { WebSocket } from 'ws';

/** What came of a socket: how it was closed, or what it was told before. */
export interface Ended {
  /** The close code; 0 where it was never opened. */
  code: number;
  /** Of a handshake that was refused. */
  status: number;
  told: string[];
}

export interface Talk {
  say(message: string | Buffer | object): void;
  /** The first thing told that holds this; the socket's end, where none comes. */
  hear(part: string): Promise<string>;
  /** How it ended; waits for it. */
  ended: Promise<Ended>;
  leave(): void;
}

export interface Opening {
  protocol?: string | undefined;
  headers?: Record<string, string>;
  path?: string;
  /** Without it the client says nothing at first. */
  init?: boolean;
}

const PROTOCOL = 'graphql-transport-ws';
const PATIENCE_MS = 6_000;

/** Opens a socket as a client would, and then says whatever a test wants said. */
export async function talk(
  port: number,
  { headers, path = '/graphql', init = true, ...more }: Opening = {},
): Promise<Talk> {
  const protocol = 'protocol' in more ? more.protocol : PROTOCOL;
  const socket = new WebSocket(`ws://127.0.0.1:${port}${path}`, protocol ? [protocol] : [], { headers });
  const told: string[] = [];
  let status = 0;
  const listeners = new Set<() => void>();
  const ended = new Promise<Ended>((done) => {
    socket.on('close', (code) => {
      done({ code: status ? 0 : code, status, told });
      for (const listener of listeners) listener();
    });
  });
  socket.on('message', (data) => {
    told.push(String(data));
    for (const listener of listeners) listener();
  });
  socket.on('unexpected-response', (_, response) => {
    status = response.statusCode ?? 0;
    socket.terminate();
  });
  socket.on('error', () => {});
  await new Promise((ready) => {
    socket.once('open', ready);
    socket.once('close', ready);
  });
  const it: Talk = {
    ended,
    say(message) {
      const raw = typeof message === 'string' || Buffer.isBuffer(message);
      socket.send(raw ? message : JSON.stringify(message), () => {});
    },
    hear: (part) =>
      new Promise((heard, failed) => {
        const late = setTimeout(() => failed(new Error(`never heard ${part}; told ${told}`)), PATIENCE_MS);
        const look = () => {
          const found = told.find((message) => message.includes(part));
          if (!found && socket.readyState !== socket.CLOSED) return;
          clearTimeout(late);
          listeners.delete(look);
          if (found) heard(found);
          else failed(new Error(`the socket ended before ${part}; told ${told}`));
        };
        listeners.add(look);
        look();
      }),
    leave: () => socket.terminate(),
  };
  if (init && socket.readyState === socket.OPEN) {
    it.say({ type: 'connection_init' });
    await it.hear('connection_ack');
  }
  return it;
}
