import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Answer, AnswerReader } from './http-answer';
import type { CallMeter } from './metrics';

/** The subgraph cannot be reached, or what it says is no answer. */
export class SubgraphUnreachable extends Error {}

/** One request: all of its head but the length of its body, and who waits for the answer. */
export interface Turn {
  head: string;
  body: Buffer;
  signal?: AbortSignal | undefined;
  resolve: (body: Buffer) => void;
  reject: (error: Error) => void;
  meter: CallMeter;
  /** As `performance.now()` told it. */
  begun: number;
}

const CONNECT_MS = 1_000;
/** How long an idle connection is trusted when the other side does not say; Node's servers keep them five seconds. */
const IDLE_MS = 5_000;
/** A connection is given up this much before the other side would close it under a request. */
const MARGIN_MS = 1_000;

/**
 * Where all connections read to: what came is copied out before another can read. A buffer for each read, which
 * is what Node makes otherwise, is more garbage than all the rest of a small request.
 */
const READ = Buffer.allocUnsafeSlow(64 * 1024);

/** One kept connection; carries one request at a time. */
export class HttpConnection {
  readonly #socket: Socket;
  #turn: Turn | undefined;
  #reader = new AnswerReader();
  #until = 0;
  readonly #onAbort = () => this.#fail(this.#turn?.signal?.reason);

  /** @param on  `free` when it can carry another request, `closed` when it never will again */
  constructor(
    place: URL,
    readonly on: { free: (it: HttpConnection) => void; closed: (it: HttpConnection) => void },
  ) {
    const secure = place.protocol === 'https:';
    const port = Number(place.port) || (secure ? 443 : 80);
    const host = place.hostname.replace(/^\[|\]$/g, '');
    const socket = secure
      ? connectTls({ host, port, servername: host }).on('data', (piece) => this.#take(piece))
      : connect({ host, port, onread: { buffer: READ, callback: (size) => this.#read(size) } });
    const slow = setTimeout(
      () => socket.destroy(new SubgraphUnreachable('It cannot be reached.')),
      CONNECT_MS,
    );
    socket.setNoDelay(true);
    socket.once(secure ? 'secureConnect' : 'connect', () => clearTimeout(slow));
    socket.on('error', (error) => this.#fail(error));
    socket.once('close', () => {
      clearTimeout(slow);
      this.#ended();
      on.closed(this);
    });
    this.#socket = socket;
  }

  /** Whether the other side will still have it open. */
  get fresh(): boolean {
    return !this.#socket.destroyed && performance.now() < this.#until;
  }

  run(turn: Turn): void {
    this.#turn = turn;
    this.#reader = new AnswerReader();
    if (turn.signal?.aborted) {
      this.#onAbort();
      return;
    }
    turn.signal?.addEventListener('abort', this.#onAbort, { once: true });
    const socket = this.#socket;
    socket.cork();
    socket.write(`${turn.head}content-length: ${turn.body.length}\r\n\r\n`, 'latin1');
    socket.write(turn.body);
    socket.uncork();
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(size: number): true {
    this.#take(READ.subarray(0, size));
    return true;
  }

  #take(piece: Buffer): void {
    // What nobody has asked for belongs to no request of ours.
    if (!this.#turn) this.close();
    try {
      const answer = this.#turn && this.#reader.take(piece);
      if (answer) this.#done(answer);
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  #done({ status, json, body, reusable, idleMs }: Answer): void {
    const turn = this.#leave();
    if (!turn) return;
    this.#until = performance.now() + (idleMs ?? IDLE_MS) - MARGIN_MS;
    if (reusable) this.on.free(this);
    else this.close();
    if (json) {
      turn.meter.answered(turn.begun);
      turn.resolve(body);
    } else {
      turn.meter.failed(turn.begun);
      turn.reject(new SubgraphUnreachable(`It answered ${status} without JSON.`));
    }
  }

  #ended(): void {
    const answer = this.#turn && this.#reader.close();
    if (answer) this.#done(answer);
    else this.#fail(new SubgraphUnreachable('It closed the connection.'));
  }

  #fail(error: Error): void {
    this.close();
    const turn = this.#leave();
    if (!turn) return;
    if (turn.signal?.aborted) turn.meter.left(turn.begun);
    else turn.meter.failed(turn.begun);
    turn.reject(error);
  }

  #leave(): Turn | undefined {
    const turn = this.#turn;
    this.#turn = undefined;
    turn?.signal?.removeEventListener('abort', this.#onAbort);
    return turn;
  }
}
