import { type ChildProcess, fork } from 'node:child_process';
import type { QueryPlan } from '@graphql-hive/router-query-planner';
import { GraphQLError } from 'graphql';
import type { PlannerAnswer, PlannerTask } from './planner-process';
import { type Planning, tooSlow } from './planning';

interface Turn {
  document: string;
  operationName: string | null;
  milliseconds: number;
  asked: number;
  resolve: (plan: QueryPlan) => void;
  reject: (error: Error) => void;
}

/** A plan may wait for its turn this many times as long as it may then take. */
const PATIENCE = 5;
/** Between the beginnings of processes that cannot even begin. */
const PAUSE_MS = 1_000;

/**
 * Plans in a process of its own, one document at a time. The planner is native code: a document that it panics
 * over ends its process, and a document that it does not come back from holds its threads. Here either costs the
 * document its plan and nobody else anything, and it is known which document it was.
 *
 * @param milliseconds  for one plan, once it is its turn
 * @param first         a document to grow warm with, before anybody's is taken
 */
export function planningApart(supergraph: string, milliseconds: number, first?: string): Planning {
  return new PlannerApart(supergraph, milliseconds, first);
}

class PlannerApart implements Planning {
  readonly #waiting: Turn[] = [];
  readonly #deadly = new Set<string>();
  #current: Turn | undefined;
  #late: NodeJS.Timeout | undefined;
  #planner: ChildProcess | undefined;
  #readySince: number | undefined;
  #isClosing = false;

  constructor(
    readonly supergraph: string,
    readonly milliseconds: number,
    /** None once the planner could not grow warm with it. */
    private warming: string | undefined,
  ) {
    this.#begin();
  }

  plan(document: string, operationName: string | null, milliseconds = this.milliseconds): Promise<QueryPlan> {
    return new Promise((resolve, reject) => {
      if (this.#deadly.has(document) || this.#isClosing) return reject(died());
      if (this.#planner) hold(this.#planner, true);
      const asked = performance.now();
      this.#waiting.push({ document, operationName, milliseconds, asked, resolve, reject });
      this.#next();
    });
  }

  close(): void {
    this.#isClosing = true;
    if (this.#planner?.connected && !this.#current && this.#waiting.length === 0) this.#planner.disconnect();
  }

  #begin(): void {
    const mine = forked({ supergraph: this.supergraph, first: this.warming }, (answer) => this.#take(answer));
    this.#planner = mine;
    if (this.#waiting.length > 0) hold(mine, true);
    mine.once('exit', () => {
      if (mine === this.#planner) this.#beginAgain();
    });
  }

  /** The process is over: the document it had costs nobody else a plan. */
  #beginAgain(): void {
    const couldBegin = this.#readySince !== undefined;
    this.#planner = undefined;
    this.#readySince = undefined;
    this.#settle((turn) => {
      if (this.#deadly.size < MOST_DEADLY) this.#deadly.add(turn.document);
      turn.reject(died());
    });
    if (this.#isClosing) return;
    if (couldBegin || this.warming !== undefined) {
      if (!couldBegin) this.warming = undefined;
      this.#begin();
      return;
    }
    for (const turn of this.#waiting.splice(0)) turn.reject(notReady());
    setTimeout(() => this.#begin(), PAUSE_MS).unref();
  }

  #take(answer: PlannerAnswer): void {
    if ('ready' in answer) this.#readySince = performance.now();
    else if ('plan' in answer) this.#settle((turn) => turn.resolve(JSON.parse(answer.plan) as QueryPlan));
    else this.#settle((turn) => turn.reject(answer.late ? tooSlow() : new Error(answer.failure)));
    this.#next();
  }

  #settle(how: (turn: Turn) => void): void {
    clearTimeout(this.#late);
    if (this.#current) how(this.#current);
    this.#current = undefined;
  }

  #next(): void {
    while (!this.#current && this.#planner && this.#readySince !== undefined) {
      const turn = this.#waiting.shift();
      if (!turn) {
        if (this.#isClosing) this.#planner.disconnect();
        else hold(this.#planner, false);
        return;
      }
      const waited = performance.now() - Math.max(turn.asked, this.#readySince);
      if (waited > turn.milliseconds * PATIENCE) turn.reject(tooSlow());
      else this.#run(turn, this.#planner);
    }
  }

  #run(turn: Turn, mine: ChildProcess): void {
    this.#current = turn;
    const { document, operationName, milliseconds } = turn;
    mine.send({ document, operationName, milliseconds } satisfies PlannerTask, () => {});
    this.#late = setTimeout(() => {
      // Where it was this process that was busy, the plan is there already and is only not yet heard of.
      setImmediate(() => {
        if (this.#current !== turn) return;
        turn.reject(tooSlow());
        // It minds its own time while it walks paths; where it does not, it is ended.
        this.#late = setTimeout(() => mine.kill('SIGKILL'), milliseconds);
      });
    }, milliseconds + GRACE_MS);
  }
}

/** Documents that are remembered not to be tried again. */
const MOST_DEADLY = 1_000;

const died = (): Error => new Error('The planner died of this document.');

/** Not the document's fault: it may be asked again. */
const notReady = (): GraphQLError =>
  new GraphQLError('Operations cannot be planned at the moment.', {
    extensions: { code: 'PLANNING_UNAVAILABLE' },
  });

/** It stops by itself a moment before it is stopped. */
const GRACE_MS = 20;

function forked(first: PlannerTask, take: (answer: PlannerAnswer) => void): ChildProcess {
  const mine = fork(require.resolve('./planner-process'), {
    // No key and no address of ours is in there.
    env: {},
    // Plans are garbage as soon as they are sent; with room for them 30,000 plans were 130 MB.
    execArgv: ['--max-semi-space-size=2', '--max-old-space-size=64'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  mine.on('message', take);
  mine.on('error', () => {});
  mine.send(first, () => {});
  hold(mine, false);
  return mine;
}

/** An idle planner keeps no process from ending; one that is waited for does. */
function hold(mine: ChildProcess, isWaitedFor: boolean): void {
  if (isWaitedFor) {
    mine.ref();
    mine.channel?.ref();
  } else {
    mine.unref();
    mine.channel?.unref();
  }
}
