import { StreamEnded, tooSlow } from './stream-errors';

/** Most that may wait for one client: frames, and bytes of them. */
export const MOST_FRAMES = 1_000;
export const MOST_BYTES = 1024 * 1024;

/** Takes frames as they come, without a promise for each. */
export interface FrameSink {
  /** Answers whether it can take more at once; after `false` it calls what `flowTo` gave it. */
  frame(frame: Buffer): boolean;
  /** The stream is over; nothing follows. */
  end(error?: StreamEnded): void;
}

/** The frames of one client: read one by one, or left to flow to a sink. */
export interface FrameStream extends AsyncIterableIterator<Buffer> {
  /**
   * Hands every frame to `sink`, at once while it keeps up. Not to be mixed with `next()`.
   *
   * @returns what the sink calls when it can take more again
   */
  flowTo(sink: FrameSink): () => void;
  return(): Promise<IteratorResult<Buffer>>;
}

/** Why a client's stream is over: it left, the stream came to its end, or what ended it. */
export type EndReason = 'LEFT' | 'COMPLETE' | StreamEnded['code'];

type OnLeave = (client: ClientStream, why: EndReason) => void;

interface Reader {
  resolve: (result: IteratorResult<Buffer>) => void;
  reject: (error: Error) => void;
}

const DONE: IteratorResult<Buffer> = { done: true, value: undefined };

/**
 * One client's bounded queue of frames. The frames themselves are shared by all who asked the same; what is
 * counted here is how far this one is behind.
 */
export class ClientStream implements FrameStream {
  #frames: Buffer[] = [];
  #bytes = 0;
  #reader: Reader | undefined;
  #sink: FrameSink | undefined;
  #flowing = false;
  #over = false;
  #failure: StreamEnded | undefined;
  #onLeave: OnLeave;

  constructor(onLeave: OnLeave) {
    this.#onLeave = onLeave;
  }

  /** Another stream feeds this client from now on. */
  moveTo(onLeave: OnLeave): void {
    this.#onLeave = onLeave;
  }

  /** Takes a frame in, or ends this client alone when too much waits for it. */
  offer(frame: Buffer): void {
    if (this.#over) return;
    if (this.#flowing) {
      this.#flowing = this.#sink!.frame(frame);
      return;
    }
    if (this.#reader) {
      this.#take().resolve({ done: false, value: frame });
      return;
    }
    this.#frames.push(frame);
    this.#bytes += frame.length;
    // One frame of any size may wait: it has been made already, and its client may be about to read it.
    const full = this.#frames.length > MOST_FRAMES || (this.#bytes > MOST_BYTES && this.#frames.length > 1);
    if (!full) return;
    this.#clear();
    this.end(tooSlow());
  }

  /** Nothing follows; what waits can still be read. */
  end(failure?: StreamEnded): void {
    this.#end(failure?.code ?? 'COMPLETE', failure);
  }

  #end(why: EndReason, failure?: StreamEnded): void {
    if (this.#over) return;
    this.#over = true;
    this.#failure = failure;
    this.#onLeave(this, why);
    if (this.#reader) this.#finish(this.#take());
    else if (this.#sink && this.#frames.length === 0) this.#endSink();
  }

  next(): Promise<IteratorResult<Buffer>> {
    const frame = this.#shift();
    if (frame) return Promise.resolve({ done: false, value: frame });
    return new Promise((resolve, reject) => {
      if (this.#over) this.#finish({ resolve, reject });
      else this.#reader = { resolve, reject };
    });
  }

  return(): Promise<IteratorResult<Buffer>> {
    this.#clear();
    this.#sink = undefined;
    this.#flowing = false;
    this.#end('LEFT');
    return Promise.resolve(DONE);
  }

  flowTo(sink: FrameSink): () => void {
    this.#sink = sink;
    const resume = () => this.#flow();
    resume();
    return resume;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  #flow(): void {
    const sink = this.#sink;
    if (!sink || this.#flowing) return;
    for (let frame = this.#shift(); frame; frame = this.#shift()) {
      if (!sink.frame(frame)) return;
    }
    if (this.#over) this.#endSink();
    else this.#flowing = true;
  }

  #endSink(): void {
    const sink = this.#sink;
    this.#sink = undefined;
    this.#flowing = false;
    sink?.end(this.#failure);
  }

  #shift(): Buffer | undefined {
    const frame = this.#frames.shift();
    if (frame) this.#bytes -= frame.length;
    return frame;
  }

  #clear(): void {
    this.#frames = [];
    this.#bytes = 0;
  }

  #take(): Reader {
    const reader = this.#reader!;
    this.#reader = undefined;
    return reader;
  }

  /** A failure is told once; who reads on finds the end. */
  #finish(reader: Reader): void {
    const failure = this.#failure;
    this.#failure = undefined;
    if (failure) reader.reject(failure);
    else reader.resolve(DONE);
  }
}
