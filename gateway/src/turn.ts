import type { Answer } from './http-answer';
import type { CallMeter } from './metrics';

/** The subgraph cannot be reached, or what it says is no answer. */
export class SubgraphUnreachable extends Error {}

/** Who carries a turn, and wants to know when nobody waits for it any more. */
export interface Carrier {
  left(): void;
}

/** What a request belongs to, which may be stopped. */
export interface Stoppable {
  /** @param listener  hears why, at once if it was stopped already */
  onStop?(listener: (reason: unknown) => void): void;
}

/** What must be equal of requests that go one behind the other. */
export interface Ride {
  /** The operation's text: how quick its like have been of late. */
  operation: string;
  /** Never together with another company's. */
  company: string;
}

/** Hears how long the answer to a ride took. */
export interface RideMeter {
  note(operation: string, ms: number): void;
}

/**
 * One request: all of its head but the length of its body, and who waits for the answer. Ends once. Two connections
 * carry it at most, the second past one that holds it up on the first.
 */
export class Turn {
  /** Nobody waits any more: it was answered, given up, or failed. */
  over = false;
  /** How quick it should be, where it is one that may ride. */
  pace = 0;
  paces: RideMeter | undefined;
  /** When it began, as `performance.now()` told it. */
  readonly #begun = performance.now();
  #first: Carrier | undefined;
  #second: Carrier | undefined;

  constructor(
    readonly head: string,
    readonly body: Buffer,
    call: Stoppable | undefined,
    readonly ride: Ride | undefined,
    private readonly meter: CallMeter,
    private readonly resolve: (body: Buffer) => void,
    private readonly reject: (error: unknown) => void,
  ) {
    call?.onStop?.((reason) => this.#leave(reason));
  }

  /** Bytes on the wire, about. */
  get size(): number {
    return this.head.length + this.body.length;
  }

  carriedBy(carrier: Carrier): void {
    if (this.#first) this.#second = carrier;
    else this.#first = carrier;
  }

  /** This one does not carry it any more. */
  putDown(carrier: Carrier): void {
    if (this.#second === carrier) this.#second = undefined;
    else if (this.#first === carrier) {
      this.#first = this.#second;
      this.#second = undefined;
    }
  }

  /** @param by  whose answer it is */
  answered({ status, json, body }: Answer, by: Carrier): void {
    if (this.over) return;
    if (!json) {
      this.dropped(new SubgraphUnreachable(`It answered ${status} without JSON.`), by);
      return;
    }
    const ms = this.meter.answered(this.#begun);
    if (this.ride) this.paces?.note(this.ride.operation, ms);
    this.#end(by);
    this.resolve(body);
  }

  /** One that carried it will bring no answer; it fails when none is left that may. */
  dropped(error: Error, by: Carrier): void {
    this.putDown(by);
    if (this.over || this.#first) return;
    this.meter.failed(this.#begun);
    this.#end(by);
    this.reject(error);
  }

  #leave(reason: unknown): void {
    if (this.over) return;
    this.meter.left(this.#begun);
    this.#end(undefined);
    this.reject(reason);
  }

  /** Whoever else carries it need not. */
  #end(by: Carrier | undefined): void {
    this.over = true;
    if (this.#first !== by) this.#first?.left();
    if (this.#second !== by) this.#second?.left();
  }
}
