import { isUtf8 } from 'node:buffer';
import type { Call, KeptBodies, KeptBody } from './answer';
import { begin, put, take } from './bytes-output';
import { putJson, putQuoted } from './bytes-write';
import { Deviation, MISSING, SURPRISE, Surprise } from './deviation';
import type { Program, ProgramRequest, RequestState } from './program';
import type { Step } from './program-units';
import { giveTape, NO_TAPE, takeTape } from './run-tapes';

const NONE: never[] = [];
const NO_BODY = Buffer.alloc(0);
const NO_VIEW = new DataView(new ArrayBuffer(0));
const COMMA = Buffer.from(',');
const COLON = Buffer.from(':');
const CLOSE_LIST = Buffer.from(']');
const CLOSE_REQUEST = Buffer.from('}}');
const CLOSE = Buffer.from('}');

/**
 * Runs a program: fetch, scan, collect representations, fetch …, write.
 *
 * @returns the JSON text of an answer without errors
 * @throws Deviation  if any answer is not as expected, or a subgraph failed. Its bodies must be handed to the
 *   general path: a mutation among them was done and must not be sent again.
 */
export function runProgram(
  program: Program,
  variables: Readonly<Record<string, unknown>>,
  call: Call,
): Promise<Buffer> {
  return new Run(program, variables, call).answer();
}

/** A fetch that was rejected: not the answer's form is odd, there is none. */
class Failure extends Error {}

/** What a request of the program has come to, and what it was asked and answered, for the general path. */
interface Course extends RequestState {
  kept: KeptBody | undefined;
}

class Run {
  private readonly states: Course[];
  private representations: ReturnType<Program['code']['table'][number]>[] | undefined;
  /** Whose answer was being read when it went wrong. */
  private blamed: string | undefined;

  constructor(
    private readonly program: Program,
    private readonly variables: Readonly<Record<string, unknown>>,
    private readonly call: Call,
  ) {
    this.states = program.requests.map(({ lists }) => ({
      b: NO_BODY,
      d: NO_VIEW,
      t: NO_TAPE,
      entries: lists.length > 0 ? lists.map(() => 0) : NONE,
      tables: NONE,
      dataEnd: 0,
      kept: undefined,
    }));
  }

  async answer(): Promise<Buffer> {
    try {
      await this.step(this.program.steps);
      return this.response();
    } catch (error) {
      throw this.deviation(error);
    } finally {
      for (const { t } of this.states) giveTape(t);
    }
  }

  private step(step: Step): Promise<void> {
    switch (step.do) {
      case 'fetch':
        return this.fetch(this.program.requests[step.unit]!);
      case 'sequence':
        return this.sequence(step.steps);
      case 'parallel':
        return step.steps.length === 1 ? this.step(step.steps[0]!) : this.parallel(step.steps);
    }
  }

  private async sequence(steps: readonly Step[]): Promise<void> {
    for (const step of steps) await this.step(step);
  }

  /** All finish before one failure counts, so that the general path has all their bodies. */
  private async parallel(steps: readonly Step[]): Promise<void> {
    const ends = await Promise.allSettled(steps.map((step) => this.step(step)));
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  private async fetch(request: ProgramRequest): Promise<void> {
    const state = this.states[request.index]!;
    if (!this.collect(request, state)) return;

    if (request.kind === 'subscription') {
      if (!this.call.primary) throw SURPRISE;
      return this.scan(request, state, this.call.primary);
    }
    const { serviceName: subgraph, operation } = request.node;
    const variables = this.used(request);
    const body = requestBody(request, state, this.variables);
    let answer: Buffer;
    try {
      answer = await this.call.fetch({ subgraph, body, operation, variables, kind: request.kind });
    } catch (failure) {
      state.kept = { request: body, failure };
      throw new Failure(`subgraph ${subgraph} failed`);
    }
    state.kept = { request: body, body: answer };
    this.scan(request, state, answer);
  }

  /** Makes the representations the request needs, if no other request has. False: there is nothing to ask. */
  private collect({ lists }: ProgramRequest, state: RequestState): boolean {
    if (lists.length === 0) return true;
    const { code } = this.program;
    this.representations ??= [];
    const made = this.representations;
    try {
      state.tables = lists.map(({ table }) => (made[table] ??= code.table[table]!(this.states)));
    } finally {
      code.release();
    }
    return state.tables.some((table) => table.count > 0);
  }

  private used({ node: { variableUsages: names } }: ProgramRequest): Record<string, unknown> | undefined {
    if (!names?.length) return undefined;
    const { variables } = this;
    if (isAllOf(variables, names)) return variables;
    const used: Record<string, unknown> = Object.create(null);
    for (const name of names) {
      // Absent is not null: a subgraph may have a default.
      if (variables[name] !== undefined) used[name] = variables[name];
    }
    return used;
  }

  private scan(request: ProgramRequest, state: RequestState, body: Buffer): void {
    try {
      if (!isUtf8(body)) throw SURPRISE;
      state.b = body;
      state.d = new DataView(body.buffer, body.byteOffset, body.length);
      if (request.records) {
        const entities = state.tables.reduce((sum, table) => sum + table.count, 0);
        state.t = takeTape(request.first, request.first + entities + Math.ceil(body.length * request.ratio));
      }
      this.program.code.scan[request.index]!(state, body, state.d, state.t);
      // Cannot be, by the bound on its size; but what was stored beyond the end would be missing.
      if (state.t[0]! > state.t.length) throw SURPRISE;
    } catch (error) {
      this.blamed ??= request.node.serviceName;
      throw error;
    }
  }

  private response(): Buffer {
    const { code, identity } = this.program;
    if (identity !== undefined) {
      const { b, dataEnd } = this.states[identity]!;
      return dataEnd + 1 === b.length ? b : Buffer.concat([b.subarray(0, dataEnd), CLOSE]);
    }
    try {
      return code.write(this.states);
    } finally {
      code.release();
    }
  }

  private kept(): KeptBodies {
    const kept: KeptBodies = new Map();
    this.states.forEach((state, index) => {
      if (state.kept) kept.set(this.program.requests[index]!.node, [state.kept]);
    });
    return kept;
  }

  private deviation(error: unknown): Deviation {
    if (error instanceof Failure) return new Deviation(error.message, this.kept());
    // A word read across the end of a body is a RangeError of the DataView: the body is cut off.
    if (error instanceof Surprise || error instanceof RangeError) {
      const reason = error === MISSING ? MISSING.message : SURPRISE.message;
      return new Deviation(reason, this.kept(), this.blamed);
    }
    return new Deviation('the program failed', this.kept(), this.blamed, error);
  }
}

function requestBody(
  { head, lists, node: { variableUsages: names = [] } }: ProgramRequest,
  { tables }: RequestState,
  variables: Readonly<Record<string, unknown>>,
): Buffer {
  begin();
  put(head);
  let isFirst = true;
  // In the operation's order, so that equal requests have equal bytes in whatever order clients name them.
  for (const name of names) {
    if (variables[name] === undefined) continue;
    if (!isFirst) put(COMMA);
    putQuoted(name);
    put(COLON);
    putJson(variables[name]);
    isFirst = false;
  }
  for (let i = 0; i < lists.length; i++) {
    if (!isFirst) put(COMMA);
    put(lists[i]!.opening);
    put(tables[i]!.text);
    put(CLOSE_LIST);
    isFirst = false;
  }
  put(CLOSE_REQUEST);
  return take();
}

/** Whether these are the names of all that is given, and each is. */
function isAllOf(variables: Readonly<Record<string, unknown>>, names: readonly string[]): boolean {
  let given = 0;
  for (const name in variables) if (variables[name] !== undefined) given++;
  if (given !== names.length) return false;
  for (const name of names) if (variables[name] === undefined) return false;
  return true;
}
