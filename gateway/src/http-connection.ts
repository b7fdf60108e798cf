import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { type Answer, AnswerReader } from './http-answer';
import { SubgraphUnreachable, type Turn } from './turn';

const CONNECT_MS = 1_000;
/** How long an idle connection is trusted when the other side does not say; Node's servers keep them five seconds. */
const IDLE_MS = 5_000;
/** A connection is given up this much before the other side would close it under a request. */
const MARGIN_MS = 1_000;
/** Up to this many bytes, requests are put together as one text, which is the cheapest thing a socket can be given. */
const ONE_TEXT = 16 * 1024;

/**
 * Where all connections read to: what came is copied out before another can read. A buffer for each read, which
 * is what Node makes otherwise, is more garbage than all the rest of a small request.
 */
const READ = Buffer.allocUnsafeSlow(64 * 1024);

/** What a connection tells its pool. */
export interface ConnectionEvents {
  /** It can carry other requests. */
  free(it: HttpConnection): void;
  /** It never will again. */
  closed(it: HttpConnection): void;
  /** The other side wants to close, and has not looked at these. */
  unasked(turns: readonly Turn[]): void;
}

/** One kept connection. It carries one request, or some, one behind the other: they are answered in that order. */
export class HttpConnection {
  /** When the request at the front came to the front, as `performance.now()` tells. */
  since = 0;
  readonly #socket: Socket;
  #turns: Turn[] = [];
  readonly #reader = new AnswerReader();
  #until = 0;

  constructor(
    place: URL,
    readonly on: ConnectionEvents,
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

  /** Those behind the one at the front. */
  get behind(): readonly Turn[] {
    return this.#turns.slice(1);
  }

  /** @param turns  at least one; only when it carries none */
  run(turns: Turn[]): void {
    this.#turns = turns;
    this.since = performance.now();
    let size = 0;
    for (const turn of turns) {
      turn.carriedBy(this);
      size += turn.size;
    }
    const socket = this.#socket;
    if (size <= ONE_TEXT) {
      let text = '';
      for (const { head, body } of turns)
        text += `${head}content-length: ${body.length}\r\n\r\n${body.toString('latin1')}`;
      socket.write(text, 'latin1');
      return;
    }
    socket.cork();
    for (const { head, body } of turns) {
      socket.write(`${head}content-length: ${body.length}\r\n\r\n`, 'latin1');
      socket.write(body);
    }
    socket.uncork();
  }

  /** Somebody stopped waiting. While others wait, answers are read to their end and those of nobody dropped. */
  left(): void {
    if (this.#turns.length > 0 && this.#turns.every((turn) => turn.over)) this.close();
  }

  close(): void {
    this.#socket.destroy();
  }

  #read(size: number): true {
    this.#take(READ.subarray(0, size));
    return true;
  }

  #take(piece: Buffer): void {
    try {
      for (let rest = piece; rest.length > 0; ) {
        // What nobody has asked for belongs to no request of ours.
        if (this.#turns.length === 0) {
          this.close();
          return;
        }
        const answer = this.#reader.take(rest);
        if (!answer) return;
        rest = rest.subarray(rest.length - answer.more);
        this.#done(answer, rest.length > 0);
      }
    } catch (error) {
      this.#fail(error as Error);
    }
  }

  /** @param more  something came behind the answer */
  #done(answer: Answer, more: boolean): void {
    const turn = this.#turns.shift();
    if (!turn) return;
    this.since = performance.now();
    if (!answer.reusable) {
      const unasked = this.#turns.splice(0);
      this.close();
      turn.answered(answer, this);
      for (const it of unasked) it.putDown(this);
      this.on.unasked(unasked.filter((it) => !it.over));
      return;
    }
    if (this.#turns.length === 0) {
      this.#until = this.since + (answer.idleMs ?? IDLE_MS) - MARGIN_MS;
      if (more) this.close();
      else this.on.free(this);
    }
    turn.answered(answer, this);
  }

  #ended(): void {
    const answer = this.#turns.length > 0 && this.#reader.close();
    if (answer) this.#done(answer, false);
    this.#fail(new SubgraphUnreachable('It closed the connection.'));
  }

  #fail(error: Error): void {
    this.close();
    for (const turn of this.#turns.splice(0)) turn.dropped(error, this);
  }
}
