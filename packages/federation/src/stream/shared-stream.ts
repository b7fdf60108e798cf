import type { Prepared } from '../plan/prepared';
import { type Asked, askedOf, requestOf } from './asked';
import { Attempts } from './attempts';
import { type Event, readEvent } from './event';
import { ClientStream, type EndReason } from './frame-stream';
import { broken, fieldsGone, lost, type StreamEnded } from './stream-errors';
import type { Joining, StreamSettings } from './streams';

/**
 * One upstream subscription, and all clients who asked the same with the same rights.
 *
 * Events are told one after another: the fields of other subgraphs are fetched for one event at a time. If they
 * overlapped, the fetch of an earlier event could be answered by newer data than that of a later one, and the
 * last frame would stay older than the truth. For the same reason the next event is not taken from upstream
 * before this one is told; the transport bounds what waits there.
 */
export class SharedStream<C> {
  readonly clients = new Set<ClientStream>();
  /** Where all clients are: the cursor of the last event they were told. */
  cursor: string | undefined;
  /** Whether the upstream has told anything. */
  begun = false;
  #asked: Asked;
  #context: C;
  #arriving = new Set<ClientStream>();
  #last: Buffer | undefined;
  #turn: Promise<void> = Promise.resolve();
  #tasks = 0;
  /** Counts openings of the upstream; what an earlier one still says is not heard. */
  #opening = 0;
  #iterator: AsyncIterator<Buffer | object> | undefined;
  #timer: NodeJS.Timeout | undefined;
  readonly #attempts = new Attempts();
  readonly #over = new AbortController();

  constructor(
    prepared: Prepared,
    readonly variables: Readonly<Record<string, unknown>>,
    context: C,
    readonly joining: Joining,
    readonly settings: StreamSettings<C>,
    readonly on: { told: (stream: SharedStream<C>) => void; over: (stream: SharedStream<C>) => void },
  ) {
    this.#asked = askedOf(prepared, variables);
    this.#context = context;
  }

  get prepared(): Prepared {
    return this.#asked.prepared;
  }

  /** Nothing is being told at the moment. */
  get quiet(): boolean {
    return this.#tasks === 0;
  }

  /** What a client asked to go on from; streams that began elsewhere are not the same until they meet. */
  get after(): unknown {
    return this.#asked.after;
  }

  /** Whether a latecomer can be told the state again. */
  get canReplay(): boolean {
    return this.joining === 'STATE' && this.#last !== undefined;
  }

  open(): void {
    this.#open();
  }

  /** @param context  the newest is used for what is asked from now on: its rights end last */
  join(context: C): ClientStream {
    this.#context = context;
    const client = new ClientStream((it, why) => this.#leave(it, why));
    this.clients.add(client);
    if (this.canReplay) {
      this.#arriving.add(client);
      this.#inTurn(() => this.#replay());
    }
    return client;
  }

  /** Takes over the clients of a stream that is at the same place, and ends its upstream. */
  absorb(other: SharedStream<C>): void {
    for (const client of other.clients) {
      client.moveTo((it, why) => this.#leave(it, why));
      this.clients.add(client);
    }
    other.clients.clear();
    other.#close();
  }

  /** Goes on by another plan: with its open upstream if that asks the same, else from its cursor. */
  replan(next: Prepared | undefined): boolean {
    let asked: Asked | undefined;
    try {
      asked = next && askedOf(next, this.variables);
    } catch {
      asked = undefined; // The variables do not fit any more.
    }
    if (!asked?.source) {
      this.end(fieldsGone());
      return false;
    }
    const same = asked.fingerprint === this.#asked.fingerprint;
    const canGoOn = !this.begun || this.joining === 'STATE' || this.#canResume(asked);
    // Without a way to go on, the open upstream and the plan that fits its events are the best there is.
    if (same || canGoOn) this.#asked = asked;
    if (!same && canGoOn) this.#reopen();
    return true;
  }

  /** Ends every client. */
  end(error?: StreamEnded): void {
    const clients = [...this.clients];
    this.clients.clear();
    for (const client of clients) client.end(error);
    this.#close();
  }

  #open(): void {
    const opening = ++this.#opening;
    const from = this.#canResume(this.#asked) ? this.cursor : undefined;
    try {
      const call = { ...requestOf(this.#asked, from), context: this.#context, signal: this.#over.signal };
      this.#iterator = this.settings.subscribe(call)[Symbol.asyncIterator]();
    } catch (error) {
      this.#lose(error);
      return;
    }
    this.#pull(opening, this.#iterator);
  }

  #reopen(): void {
    this.#letGo();
    this.#inTurn(async () => this.#open());
  }

  #pull(opening: number, iterator: AsyncIterator<Buffer | object>): void {
    const current = () => opening === this.#opening && !this.#over.signal.aborted;
    iterator.next().then(
      (result) => {
        if (!current()) return;
        if (result.done) return this.#upstreamEnded();
        this.#inTurn(() => this.#tell(result.value)).then(() => current() && this.#pull(opening, iterator));
      },
      (error) => void (current() && this.#lose(error)),
    );
  }

  #inTurn(task: () => Promise<void>): Promise<void> {
    this.#tasks++;
    this.#turn = this.#turn
      .then(() => (this.#over.signal.aborted ? undefined : task()))
      .catch((error) => this.end(broken(error)))
      .finally(() => {
        this.#tasks--;
        if (this.quiet && this.begun && !this.#over.signal.aborted) this.on.told(this);
      });
    return this.#turn;
  }

  async #tell(result: Buffer | object): Promise<void> {
    const event = readEvent(result, this.#asked.operation);
    await this.#deliver(event.primary, event);
    this.#attempts.succeeded();
  }

  /** Tells the state again to who came meanwhile; an event may have done so already. */
  async #replay(): Promise<void> {
    if (this.#arriving.size > 0 && this.#last) await this.#deliver(this.#last);
  }

  /** To all for an event; for a replay only to who has arrived before it began. */
  async #deliver(primary: Buffer, event?: Event): Promise<void> {
    const { prepared, values } = this.#asked;
    // Who comes from now on may have changed something that this frame does not show: they wait for the next.
    const newcomers = this.#arriving;
    this.#arriving = new Set();
    const call = { context: this.#context, signal: this.#over.signal };
    const frame = await this.settings.executeEvent(prepared, values, primary, call);
    if (this.#over.signal.aborted) return;
    if (event) {
      this.begun = true;
      this.cursor = event.cursor ?? this.cursor;
      if (this.joining === 'STATE' && event.hasData) this.#last = primary;
    }
    const arriving = this.#arriving.size > 0 ? this.#arriving : undefined;
    for (const client of event ? this.clients : newcomers) {
      if (!arriving?.has(client)) client.offer(frame);
    }
  }

  #canResume(asked: Asked): boolean {
    return this.cursor !== undefined && asked.operation.resume !== undefined;
  }

  /** A service that restarts may end its streams in good order: a stream that can go on is asked for again. */
  #upstreamEnded(): void {
    const wait = this.#canResume(this.#asked) ? this.#attempts.afterEnd() : undefined;
    if (wait === undefined) this.end();
    else this.#tryAgain(wait);
  }

  #lose(error: unknown): void {
    const subgraph = this.#asked.source?.subgraph ?? '';
    const lossless = this.#canResume(this.#asked) || this.joining === 'STATE' || !this.begun;
    const wait = lossless ? this.#attempts.afterLoss(this.begun) : undefined;
    if (this.#attempts.firstLoss) this.settings.onAlarm?.({ what: 'STREAM_LOST', subgraph });
    if (wait === undefined) this.end(lost(subgraph, error));
    else this.#tryAgain(wait);
  }

  #tryAgain(milliseconds: number): void {
    this.#letGo();
    this.#timer = setTimeout(() => this.#open(), milliseconds);
  }

  #leave(client: ClientStream, why: EndReason): void {
    this.settings.onEnd?.(why);
    this.clients.delete(client);
    this.#arriving.delete(client);
    if (this.clients.size === 0) this.#close();
  }

  #letGo(): void {
    this.#opening++;
    clearTimeout(this.#timer);
    const iterator = this.#iterator;
    this.#iterator = undefined;
    iterator?.return?.()?.catch(() => {});
  }

  #close(): void {
    if (this.#over.signal.aborted) return;
    this.#over.abort();
    this.#letGo();
    this.on.over(this);
  }
}
