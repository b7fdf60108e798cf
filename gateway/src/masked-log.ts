import { randomUUID } from 'node:crypto';

/** What is not told to a client, for whoever reads the log. */
export interface Hidden {
  message: string;
  subgraph?: string | undefined;
  path?: readonly (string | number)[] | undefined;
  stack?: string | undefined;
}

interface Line {
  id: string;
  what: string;
  subgraph: string | undefined;
  path: string;
  stack: string | undefined;
  count: number;
}

const TOGETHER_MS = 1_000;
/** Kinds of errors that are told apart in one second; messages may carry anything. */
const MOST_LINES = 100;
const OTHERS: Hidden = { message: 'errors of more kinds than are told apart' };

/**
 * Notes hidden errors: those of one second that say the same at the same place, whichever item of a list it was,
 * become one line with their count. They share its id, so each client's id is found.
 */
export class MaskedLog {
  readonly #lines = new Map<string, Line>();
  #timer: NodeJS.Timeout | undefined;

  constructor(private readonly log: (line: object) => void) {}

  /** @returns the id to give to the client */
  note(error: Hidden): string {
    const path = (error.path ?? []).filter((it) => typeof it === 'string').join('.');
    const key = `${path}\n${error.message}`;
    const line = this.#lines.get(key) ?? this.#begin(key, path, error);
    line.count++;
    return line.id;
  }

  /** Writes what is noted; by itself a second after the first. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    for (const line of this.#lines.values()) this.log({ level: 'error', ...line });
    this.#lines.clear();
  }

  #begin(key: string, path: string, error: Hidden): Line {
    if (error !== OTHERS && this.#lines.size >= MOST_LINES) {
      return this.#lines.get('') ?? this.#begin('', '', OTHERS);
    }
    const { message: what, subgraph, stack } = error;
    const line = { id: randomUUID(), what, subgraph, path, stack, count: 0 };
    this.#lines.set(key, line);
    this.#timer ??= setTimeout(() => this.flush(), TOGETHER_MS).unref();
    return line;
  }
}
