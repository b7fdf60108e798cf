import { type Count, Counter, Histogram, type Timings } from './metric-series';

export type OperationKind = 'query' | 'mutation' | 'subscription' | 'unknown';
export type OperationOutcome = 'ok' | 'errors' | 'refused';

/** Hears how the calls to one subgraph went; `begun` as `performance.now()` told it. */
export interface CallMeter {
  /** @returns the milliseconds it took */
  answered(begun: number): number;
  failed(begun: number): void;
  /** The time was over, or nobody waited any more. */
  left(begun: number): void;
}

/** Close codes of sockets that are told apart: RFC 6455's and our own. */
const CLOSE_CODES = new Set([1000, 1001, 1005, 1006, 1009, 4400, 4401, 4403, 4406, 4408, 4409, 4429]);
/** Cities there may be in Indonesia, each with its budgets. */
const MOST_BUDGETS = 514 * 8;
/** Whose counts are at hand; there are fewer. */
const MOST_CODES = 64;
const KINDS = ['query', 'mutation', 'subscription', 'unknown'] as const;

/**
 * What the gateway counts of what passes it. To count is to add to a number that is there already: nothing is made
 * for a request. No label carries a person, a token, a document, or anything a stranger may choose.
 */
export class Metrics {
  readonly #operations = new Counter(
    'lindungi_gateway_operations_total',
    'Operations by kind and outcome; a subscription is ok when its stream opened.',
  );
  readonly #seconds = new Histogram(
    'lindungi_gateway_operation_seconds',
    'From the read request to the whole answer.',
  );
  readonly #names = new Counter(
    'lindungi_gateway_documents_total',
    'Operations that were understood, by how they were named: the id of a stored one, its text, or a text that is not stored.',
  );
  readonly #byName = {
    id: this.#names.of({ by: 'id' }),
    stored_text: this.#names.of({ by: 'stored_text' }),
    text: this.#names.of({ by: 'text' }),
  };
  readonly #calls = new Counter('lindungi_gateway_subgraph_calls_total', 'Calls to subgraphs, by outcome.');
  readonly #callSeconds = new Histogram(
    'lindungi_gateway_subgraph_call_seconds',
    'From the call to its whole answer, waiting for a connection included.',
  );
  readonly #refusals = new Counter('lindungi_gateway_refusals_total', 'What was refused, by code.');
  readonly #closes = new Counter('lindungi_gateway_sockets_closed_total', 'WebSockets closed, by code.');
  readonly #turnedAway = new Counter(
    'lindungi_gateway_city_refusals_total',
    'What was refused since a budget of its city was spent, by code and budget.',
    MOST_BUDGETS,
  );
  readonly #refused = new Map<string, Count>();
  readonly #closed = new Map<number | 'other', Count>();
  readonly #byKind = byKind((kind) => ({
    ok: this.#operations.of({ kind, outcome: 'ok' }),
    errors: this.#operations.of({ kind, outcome: 'errors' }),
    refused: this.#operations.of({ kind, outcome: 'refused' }),
  }));
  readonly #secondsOf: Partial<Record<OperationKind, Timings>> = {
    query: this.#seconds.of({ kind: 'query' }),
    mutation: this.#seconds.of({ kind: 'mutation' }),
  };

  /** @param begun  as `performance.now()` told it */
  operated(kind: OperationKind, outcome: OperationOutcome, begun: number): void {
    this.#byKind[kind][outcome].n++;
    if (outcome !== 'refused') this.#secondsOf[kind]?.observe((performance.now() - begun) / 1000);
  }

  named(by: 'id' | 'stored_text' | 'text'): void {
    this.#byName[by].n++;
  }

  /** @param code  of our own closed list */
  refused(code: unknown): void {
    this.#byCode(this.#refused, typeof code === 'string' ? code : 'none', this.#refusals);
  }

  /**
   * Counts what one budget of one city refuses, from the first time on.
   *
   * @param city  of our own closed list
   */
  turnedAway(city: string, budget: string): { add(): void } {
    let count: Count | undefined;
    return {
      add: () => {
        count ??= this.#turnedAway.of({ city, code: 'TOO_MANY_REQUESTS', budget });
        count.n++;
      },
    };
  }

  /** @param code  as the socket was closed with; a client may send any */
  closed(code: number): void {
    this.#byCode(this.#closed, CLOSE_CODES.has(code) ? code : 'other', this.#closes);
  }

  #byCode<T>(counts: Map<T, Count>, code: T, counter: Counter): void {
    let count = counts.get(code);
    if (!count) {
      count = counter.of({ code: String(code) });
      if (counts.size < MOST_CODES) counts.set(code, count);
    }
    count.n++;
  }

  /** @param subgraph  as the supergraph calls it */
  callsTo(subgraph: string): CallMeter {
    const [ok, failed, left] = ['ok', 'failed', 'left'].map((outcome) =>
      this.#calls.of({ subgraph, outcome }),
    ) as [Count, Count, Count];
    const seconds = this.#callSeconds.of({ subgraph });
    const note = (count: Count, begun: number) => {
      const ms = performance.now() - begun;
      count.n++;
      seconds.observe(ms / 1000);
      return ms;
    };
    return {
      answered: (begun) => note(ok, begun),
      failed: (begun) => void note(failed, begun),
      left: (begun) => void note(left, begun),
    };
  }

  /** In the text format of Prometheus. */
  text(): string {
    const all = [
      this.#operations,
      this.#seconds,
      this.#names,
      this.#calls,
      this.#callSeconds,
      this.#refusals,
      this.#turnedAway,
      this.#closes,
    ];
    return all.map((it) => it.text()).join('');
  }
}

const byKind = <T>(make: (kind: OperationKind) => T): Record<OperationKind, T> =>
  Object.fromEntries(KINDS.map((kind) => [kind, make(kind)])) as Record<OperationKind, T>;
