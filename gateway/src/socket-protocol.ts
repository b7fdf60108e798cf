import type { Duplex } from 'node:stream';
import type { FrameStream, StreamEnded } from '@lindungi/federation';
import { CloseCode } from 'graphql-ws';
import type { RawData, WebSocket } from 'ws';
import type { Asker } from './caller';
import { askedOf, type Outcome, operate, refusedOperation } from './operations';
import { bringsToken, type Opening, SocketCaller } from './socket-caller';
import { messageOf, nextHead } from './socket-message';
import type { SocketSettings } from './sockets';

const MOST_STREAMS = 50;
const INIT_MS = 3_000;
/** Messages of one client: so many a second, and so many at once. */
const MESSAGES_PER_SECOND = 50;
const MOST_MESSAGES = 200;
/** Bytes that may wait in a socket before frames wait in the client's own queue, which is bounded. */
const ENOUGH_WAITING = 64 * 1024;
/** A reader that is too slow may still read why, for so long. */
const SLOW_MS = 5_000;
/** The client cannot keep up with what it watches. */
const TOO_SLOW = 4409;

/** A client's message; nothing of it is believed but its form. */
interface Message {
  id?: unknown;
  type?: unknown;
  payload?: unknown;
}

/** One operation under way; `frames` once it streams. */
interface Running {
  frames?: FrameStream;
  over: boolean;
}

/** Speaks graphql-transport-ws with one client, from its first message to the socket's end. */
export function converse<C extends Asker>(
  socket: WebSocket,
  opening: Opening & { line: Duplex },
  settings: SocketSettings<C>,
): void {
  const running = new Map<string, Running>();
  const { line, address } = opening;
  const place = { socket, line, address, running, waiting: new Set<() => void>() };
  const person = new SocketCaller<C>(opening, settings, (why, code) =>
    socket.close(code ?? CloseCode.Forbidden, why),
  );
  let greeted = false;
  const init = setTimeout(
    () => socket.close(CloseCode.ConnectionInitialisationTimeout, 'Connection initialisation timeout'),
    INIT_MS,
  );
  const mayCome = rateOf(socket);

  const greet = async (payload: unknown) => {
    if (greeted)
      return socket.close(CloseCode.TooManyInitialisationRequests, 'Too many initialisation requests');
    greeted = true;
    clearTimeout(init);
    if (await person.greet(payload)) socket.send('{"type":"connection_ack"}');
  };
  const answerPing = async (payload: unknown) => {
    if (bringsToken(payload)) {
      if (!person.caller) return socket.close(CloseCode.Unauthorized, 'Unauthorized');
      if (!(await person.renew(payload))) return;
    }
    socket.send('{"type":"pong"}');
  };

  const hear = (data: RawData): unknown => {
    const message = readMessage(data);
    if (!message) return socket.close(CloseCode.BadRequest, 'Invalid message received');
    const { type, id, payload } = message;
    if (type === 'connection_init') return greet(payload);
    if (type === 'ping') return answerPing(payload);
    if (type === 'pong') return;
    if (typeof id !== 'string' || id === '')
      return socket.close(CloseCode.BadRequest, 'Invalid message received');
    if (type === 'complete') return stop(running, id);
    if (type !== 'subscribe') return socket.close(CloseCode.BadRequest, 'Invalid message received');
    const { caller } = person;
    if (!caller) return socket.close(CloseCode.Unauthorized, 'Unauthorized');
    if (running.has(id)) {
      return socket.close(
        CloseCode.SubscriberAlreadyExists,
        `Subscriber for ${id.slice(0, 60)} already exists`,
      );
    }
    return subscribe({ ...place, id }, payload, caller, settings);
  };

  socket.on('message', (data) => mayCome() && hear(data));
  opening.line.on('drain', () => {
    const them = [...place.waiting];
    place.waiting.clear();
    for (const resume of them) resume();
  });
  socket.on('ping', mayCome);
  socket.on('error', () => socket.terminate());
  socket.once('close', () => {
    clearTimeout(init);
    person.leave();
    for (const id of [...running.keys()]) stop(running, id);
  });
}

/** One operation's place on a socket. */
interface Place {
  socket: WebSocket;
  line: Duplex;
  /** From where, if that can be known. */
  address: string | undefined;
  id: string;
  running: Map<string, Running>;
  /** Who goes on when the line can take more. */
  waiting: Set<() => void>;
}

async function subscribe<C extends Asker>(
  place: Place,
  payload: unknown,
  caller: C,
  settings: SocketSettings<C>,
): Promise<void> {
  const { socket, line, id, running, address } = place;
  if (running.size >= MOST_STREAMS) {
    const message = 'Too many operations on one socket.';
    settings.metrics.refused('TOO_MANY_STREAMS');
    return send(socket, {
      id,
      type: 'error',
      payload: [{ message, extensions: { code: 'TOO_MANY_STREAMS' } }],
    });
  }
  const mine: Running = { over: false };
  running.set(id, mine);
  let outcome: Outcome;
  try {
    const share = settings.turnstiles?.operation(caller, address);
    outcome = await operate(askedOf(payload), caller, { stream: true, share }, settings);
  } catch (error) {
    outcome = refusedOperation(error, settings);
  }
  if (mine.over) {
    // The client has gone meanwhile, and its id may be another operation's.
    if (outcome.kind === 'STREAM') void outcome.results.return?.();
    return;
  }
  if (outcome.kind === 'STREAM') {
    mine.frames = outcome.results as FrameStream;
    return flow(place, mine.frames);
  }
  running.delete(id);
  if (outcome.kind === 'REFUSED') return send(socket, { id, type: 'error', payload: outcome.errors });
  if (socket.readyState !== socket.OPEN) return;
  line.write(messageOf(nextHead(id), outcome.body));
  send(socket, { id, type: 'complete' });
}

/**
 * Results go to the connection itself, header and all: `ws` would write the header apart, which costs a seventh
 * more. Its own messages are written whole as well, since nothing is compressed, so the two never mix.
 */
function flow({ socket, line, id, running, waiting }: Place, frames: FrameStream): void {
  const head = nextHead(id);
  const resume = frames.flowTo({
    frame(frame) {
      if (socket.readyState !== socket.OPEN) return false;
      line.write(messageOf(head, frame));
      if (line.writableLength < ENOUGH_WAITING) return true;
      waiting.add(resume);
      return false;
    },
    end(error) {
      running.delete(id);
      if (error?.code === 'STREAM_TOO_SLOW') return closeSlow(socket, error);
      send(socket, error ? { id, type: 'error', payload: [error] } : { id, type: 'complete' });
    },
  });
}

function closeSlow(socket: WebSocket, error: StreamEnded): void {
  socket.close(TOO_SLOW, error.message);
  setTimeout(() => socket.terminate(), SLOW_MS).unref();
}

function stop(running: Map<string, Running>, id: string): void {
  const mine = running.get(id);
  running.delete(id);
  if (!mine) return;
  mine.over = true;
  void mine.frames?.return();
}

function send(socket: WebSocket, message: object): void {
  if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(message));
}

/** Closes the socket of a client that sends without end; whatever it sends costs something to read. */
function rateOf(socket: WebSocket): () => boolean {
  let left = MOST_MESSAGES;
  let at = performance.now();
  return () => {
    const now = performance.now();
    left = Math.min(MOST_MESSAGES, left + ((now - at) / 1000) * MESSAGES_PER_SECOND) - 1;
    at = now;
    if (left >= 0) return true;
    socket.close(4429, 'Too many messages');
    return false;
  };
}

function readMessage(data: RawData): Message | undefined {
  try {
    const read: unknown = JSON.parse(data.toString());
    return typeof read === 'object' && read !== null && !Array.isArray(read) ? read : undefined;
  } catch {
    return undefined;
  }
}
