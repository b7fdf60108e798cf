import pg from 'pg';
import { fastTypes } from './fast-types';
import { nameOf } from './statement';

/** One statement of a sequence. */
export interface Step {
  text: string;
  values: readonly unknown[];
  /** It is prepared on every connection at its opening; absent there, the sequence fails. */
  standing?: string;
  /** Its rows are the sequence's answer. */
  answers?: boolean;
}

/** What a sequence answers: the rows of the step that answers, and of every step its tag and count. */
export interface Answer {
  rows: Record<string, unknown>[];
  tags: string[];
  counts: number[];
}

/** The messages of pg's connection used here, as the protocol names them. */
interface Wire {
  readonly stream: { cork(): void; uncork(): void };
  close(message: { type: 'S'; name: string }): void;
  parse(query: { text: string; name: string | undefined }): void;
  bind(config: { portal: string; statement: string | undefined; values: readonly WireValue[] }): void;
  describe(message: { type: 'P'; name: string }): void;
  execute(config: { portal: string; rows: number }): void;
  sync(): void;
}

type WireValue = string | Buffer | null;

const { prepareValue } = (pg as unknown as { utils: { prepareValue(value: unknown): WireValue } }).utils;

/** Names known to be prepared, per connection. */
const prepared = new WeakMap<object, Set<string>>();

/**
 * Several statements in one message and one answer, before one Sync: one round trip.
 *
 * Postgres runs what stands before a Sync as one implicit transaction, unless the sequence opens
 * or closes one itself. After the first error it skips to the Sync, so a sequence never goes on
 * without the step that binds it to its city.
 *
 * Written for the hooks that pg 8 calls on the query it is working on; the version is pinned.
 */
export class StatementSequence {
  private readonly answer: Answer = { rows: [], tags: [], counts: [] };
  private readonly bound: WireValue[][];
  private names: string[] = [];
  private parsers: ((text: string) => unknown)[] = [];
  private blank: Record<string, unknown> = {};
  private failure: unknown;
  private known = new Set<string>();

  constructor(
    private readonly steps: readonly Step[],
    public callback: (error: unknown, answer?: Answer) => void,
  ) {
    // Before a byte is sent: a value that cannot be written must not leave half a message behind.
    this.bound = steps.map((step) => step.values.map((value) => prepareValue(value)));
  }

  submit(connection: unknown): void {
    const wire = connection as Wire;
    this.known = prepared.get(wire) ?? new Set();
    prepared.set(wire, this.known);
    wire.stream.cork();
    try {
      for (const [at, step] of this.steps.entries()) this.sendStep(wire, step, this.bound[at]!);
      wire.sync();
    } finally {
      wire.stream.uncork();
    }
  }

  private sendStep(wire: Wire, step: Step, values: WireValue[]): void {
    const name = step.standing ?? nameOf(step.text);
    if (!step.standing && !(name && this.known.has(name))) {
      // A statement may have been parsed and then failed: what is not known to be there is dropped first.
      if (name) wire.close({ type: 'S', name });
      wire.parse({ text: step.text, name });
    }
    wire.bind({ portal: '', statement: name, values });
    if (step.answers) wire.describe({ type: 'P', name: '' });
    wire.execute({ portal: '', rows: 0 });
  }

  handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number; format: string }[] }): void {
    this.names = fields.map((field) => field.name);
    this.parsers = fields.map((field) => fastTypes.getTypeParser(field.dataTypeID, field.format));
    // Rows copied from one that has every column share one shape, which is cheaper than growing each.
    this.blank = Object.fromEntries(this.names.map((name) => [name, null]));
  }

  handleDataRow({ fields }: { fields: (string | null)[] }): void {
    if (this.failure || !this.steps[this.answer.tags.length]?.answers) return;
    const row = { ...this.blank };
    try {
      for (let at = 0; at < fields.length; at += 1) {
        const field = fields[at]!;
        if (field !== null) row[this.names[at]!] = this.parsers[at]!(field);
      }
      this.answer.rows.push(row);
    } catch (error) {
      this.failure = error;
    }
  }

  handleCommandComplete({ text }: { text: string }): void {
    this.stepDone(text);
  }

  handleEmptyQuery(): void {
    this.stepDone('');
  }

  private stepDone(tag: string): void {
    const step = this.steps[this.answer.tags.length]!;
    const name = step.standing ? undefined : nameOf(step.text);
    if (name) this.known.add(name);
    this.answer.tags.push(tag);
    this.answer.counts.push(Number(/\d+$/.exec(tag)?.[0] ?? 0));
  }

  handleReadyForQuery(): void {
    if (this.failure) this.callback(this.failure);
    else this.callback(null, this.answer);
  }

  handleError(error: unknown): void {
    this.callback(this.failure ?? error);
  }

  handlePortalSuspended(): void {}

  handleCopyInResponse(connection: { sendCopyFail(reason: string): void }): void {
    connection.sendCopyFail('COPY is not for this door');
  }

  handleCopyData(): void {}
}

/** Sends a sequence on a client that nobody else is using meanwhile, and waits for its answer. */
export async function send(client: pg.ClientBase, steps: readonly Step[]): Promise<Answer> {
  try {
    return await new Promise<Answer>((resolve, reject) => {
      const settle = (error: unknown, answer?: Answer) => (answer ? resolve(answer) : reject(error));
      client.query(new StatementSequence(steps, settle) as unknown as pg.Submittable);
    });
  } catch (error) {
    // The stack that leads to a socket says nothing; the one that leads to the caller does.
    if (error instanceof Error) Error.captureStackTrace(error, send);
    throw error;
  }
}

/** Whether the server refused a statement and the connection is as good as before. */
export function isRefusal(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return error instanceof RangeError;
  // A stale plan, or a statement the server no longer knows: a fresh connection has neither.
  return error.severity === 'ERROR' && error.code !== '0A000' && error.code !== '26000';
}
